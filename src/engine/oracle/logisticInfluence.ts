import { logistic } from '../numeric/logistic.ts';
import { softmaxRow } from '../numeric/softmaxRow.ts';
import type { LogisticMemory, LogisticShape } from './logisticMemory.ts';

/** Most Newton steps in one dimension that settle how far a candidate moves the fit. */
const STEPS = 20;
/** Below this a step changes nothing that matters. */
const SETTLED = 1e-10;

/**
 * Influence functions (Koh and Liang 2017, equation 2) of the candidates that lie in `memory`, after the base fit: to
 * first order the candidate z with label y moves the coefficients by -t c H^-1 (p_z - e_y) x_z, H the Hessian of the
 * labeled rows' loss and c what the candidate counts; and the log-likelihood of the evaluation rows by the product of
 * that with its gradient. The published form has t = 1, which lets labels that surprise the model move it too far; here
 * t is the step at which the candidate's own loss, taken exactly, balances the quadratic form of the others.
 *
 * `slopes`: of the evaluation rows' log-likelihood by their logits, v x K. Gives one value in nats for each of the first
 * `count` candidates. Loops and kept arrays throughout, since an estimate must cost much less than a retraining.
 */
export function logisticInfluence(
  shape: LogisticShape,
  memory: LogisticMemory,
  slopes: Float64Array,
): (count: number) => Float64Array {
  const gradient = evaluationGradient(shape, memory, slopes);
  const answer = answerOf(memory.inverse, gradient);
  const work = workFor(shape);
  const { columns, outputs, extraColumn } = shape;
  return (count) => {
    const out = new Float64Array(count);
    for (let index = 0; index < count; index++) {
      loadCandidate(shape, memory, { index, work });
      let change = 0;
      for (let k = 0; k < outputs; k++) {
        const outside =
          extraColumn < 0 ? 0 : outsideSpan(shape, memory, { slopes, gradient, index, output: k });
        change += work.residual[k]! * (inner(answer, k * columns, work.x) + outside);
      }
      const cost = memory.candidateCosts[index]!;
      out[index] = -cost * stepOf(work, cost) * change;
    }
    return out;
  };
}

/** One candidate at a time. */
interface Work {
  /** D coordinates. */
  readonly x: Float64Array;
  /** All of length K: logits of the base fit, the own class, p - e_y, and s = x' H^-1 (p - e_y) x. */
  readonly logits: Float64Array;
  readonly targets: Float64Array;
  readonly residual: Float64Array;
  readonly s: Float64Array;
  /** Probabilities after a part of the step. */
  readonly moved: Float64Array;
}

function workFor({ columns, outputs }: LogisticShape): Work {
  const [logits, targets, residual, s, moved] = Array.from({ length: 5 }, () => new Float64Array(outputs));
  return {
    x: new Float64Array(columns),
    logits: logits!,
    targets: targets!,
    residual: residual!,
    s: s!,
    moved: moved!,
  };
}

function loadCandidate(
  { columns, outputs }: LogisticShape,
  { candidateX, candidateTargets, weights, inverse }: LogisticMemory,
  { index, work }: { readonly index: number; readonly work: Work },
): void {
  const { x, logits, targets, residual, s } = work;
  for (let column = 0; column < columns; column++) x[column] = candidateX[index * columns + column]!;
  for (let k = 0; k < outputs; k++) {
    targets[k] = candidateTargets[index * outputs + k]!;
    logits[k] = inner(weights, k * columns, x);
    residual[k] = logits[k]!;
  }
  toProbabilities(residual);
  for (let k = 0; k < outputs; k++) residual[k]! -= targets[k]!;
  const size = outputs * columns;
  for (let a = 0; a < outputs; a++) {
    s[a] = 0;
    for (let b = 0; b < outputs; b++) {
      let form = 0;
      for (let row = 0; row < columns; row++) {
        form += x[row]! * inner(inverse, (a * columns + row) * size + b * columns, x);
      }
      s[a]! += form * residual[b]!;
    }
  }
}

/** Of logits, in place. */
function toProbabilities(values: Float64Array): void {
  if (values.length === 1) values[0] = logistic(values[0]!);
  else softmaxRow(values, 0, values.length);
}

/**
 * The t in (0, 1] at which s' (p(f - t c s) - e_y) = t s' r, for the logits f and the residual r: exact for one logit,
 * for several along their common direction. The left side falls in t and the right side rises, so that Newton's method,
 * kept between the ends that it has ruled out, converges.
 */
function stepOf({ logits, targets, residual, s, moved }: Work, cost: number): number {
  const outputs = logits.length;
  const full = inner(s, 0, residual);
  if (!(full > 0)) return 1;
  let [low, high, t] = [0, 1, 1];
  for (let iteration = 0; iteration < STEPS; iteration++) {
    for (let k = 0; k < outputs; k++) moved[k] = logits[k]! - t * cost * s[k]!;
    toProbabilities(moved);
    let excess = -t * full;
    let mean = 0;
    let square = 0;
    for (let k = 0; k < outputs; k++) {
      excess += s[k]! * (moved[k]! - targets[k]!);
      mean += moved[k]! * s[k]!;
      square += moved[k]! * s[k]! * s[k]!;
    }
    if (excess > 0) low = t;
    else high = t;
    const next = t + excess / (cost * (square - mean * mean) + full);
    if (Math.abs(next - t) < SETTLED) return next;
    t = next > low && next < high ? next : (low + high) / 2;
  }
  return t;
}

/** Of the evaluation rows' log-likelihood by the coefficients, length M. */
function evaluationGradient(
  { columns, outputs, evaluationRows }: LogisticShape,
  { evaluation }: LogisticMemory,
  slopes: Float64Array,
): Float64Array {
  const gradient = new Float64Array(outputs * columns);
  for (let row = 0; row < evaluationRows; row++) {
    for (let k = 0; k < outputs; k++) {
      const slope = slopes[row * outputs + k]!;
      for (let column = 0; column < columns; column++) {
        gradient[k * columns + column]! += slope * evaluation[row * columns + column]!;
      }
    }
  }
  return gradient;
}

/** What the evaluation rows share with a candidate beyond the labeled rows' span, where H is the identity. */
function outsideSpan(
  { columns, outputs, evaluationRows, extraColumn }: LogisticShape,
  { products, candidateX }: LogisticMemory,
  at: {
    readonly slopes: Float64Array;
    readonly gradient: Float64Array;
    readonly index: number;
    readonly output: number;
  },
): number {
  const { slopes, gradient, index, output } = at;
  let sum = 0;
  for (let row = 0; row < evaluationRows; row++) {
    sum += slopes[row * outputs + output]! * products[index * evaluationRows + row]!;
  }
  for (let column = 0; column < extraColumn; column++) {
    sum -= gradient[output * columns + column]! * candidateX[index * columns + column]!;
  }
  return sum;
}

function answerOf(inverse: Float64Array, gradient: Float64Array): Float64Array {
  return gradient.map((_, row) => inner(inverse, row * gradient.length, gradient));
}

/** Of `b` with as many entries of `a` from `start` on. */
function inner(a: Float64Array, start: number, b: Float64Array): number {
  let sum = 0;
  for (let index = 0; index < b.length; index++) sum += a[start + index]! * b[index]!;
  return sum;
}

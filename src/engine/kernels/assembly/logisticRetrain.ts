import { dot, multiplyPanel } from './dense';
import { addExtra, certifyBinary, certifySoftmax, prepareExtra, writeLabels } from './logisticCertificate';
import { LogisticProblem } from './logisticProblem';
import { element, f64At, setF64, setI32 } from './memory';
import {
  addPanels,
  dotPanels,
  LANES,
  largestLane,
  loadPanel,
  multiplyLanes,
  PANEL,
  probabilitiesOf,
  subtractPanels,
} from './panels';

/** Pairs of step and gradient change that are remembered. */
const MEMORY: i32 = 8;
const MAX_ITERATIONS: i32 = 60;

/**
 * Retrains with each candidate, four at a time: L-BFGS preconditioned by the inverse Hessian of the base fit, from the
 * base fit moved by an exact line search along that Hessian's answer to the candidate's gradient. Ends when every
 * gradient's norm is below `tolerance` or, with `certify`, when no evaluation row's label can change any more. Scratch:
 * (8 + 3 MEMORY) panels of M, K max(n, v) + v and a few.
 */
export function retrainLogistic(at: usize, tolerance: f64, certify: i32): void {
  const p = changetype<LogisticProblem>(at);
  for (let first = 0; first < p.candidates; first += LANES) {
    const lanes = min(LANES, p.candidates - first);
    const converged = retrainBlock(p, first, lanes, tolerance, certify != 0);
    for (let lane = 0; lane < lanes; lane++) setI32(p.status, first + lane, converged ? 0 : 1);
  }
}

/** out[k] = a w_k for each output: `a` has `rows` x D, w is an M-panel, out K x rows panels. */
function logitsOf(p: LogisticProblem, a: usize, rows: i32, w: usize, out: usize): void {
  for (let k = 0; k < p.outputs; k++) {
    const shift = <usize>(k * p.columns) * PANEL;
    multiplyPanel(a, (<usize>p.columns) << 3, rows, p.columns, w + shift, out + <usize>(k * rows) * PANEL);
  }
}

/**
 * The same for the labeled rows. In the coordinates of their own span, row i has none beyond the first i + 1 but the
 * intercept: half of the products are spared.
 */
function labeledLogits(p: LogisticProblem, w: usize, out: usize): void {
  if (p.products == 0) return logitsOf(p, p.x, p.rows, w, out);
  const d = p.columns;
  const stride = (<usize>d) << 3;
  for (let k = 0; k < p.outputs; k++) {
    const own = w + <usize>(k * d) * PANEL;
    const target = out + <usize>(k * p.rows) * PANEL;
    for (let row = 0; row < p.rows; row += 4) {
      const count = min(4, p.rows - row);
      const at = target + <usize>row * PANEL;
      multiplyPanel(p.x + <usize>row * stride, stride, count, min(row + 4, p.extraColumn), own, at);
    }
    const intercept = own + <usize>(d - 1) * PANEL;
    const low = v128.load(intercept);
    const high = v128.load(intercept, 16);
    const end = target + <usize>p.rows * PANEL;
    for (let at = target; at < end; at += PANEL) {
      v128.store(at, f64x2.add(v128.load(at), low));
      v128.store(at, f64x2.add(v128.load(at, 16), high), 16);
    }
  }
}

/** out = X' slopes for one output, D panels, sparing the same zeros. */
function gatherSlopes(p: LogisticProblem, slopes: usize, out: usize): void {
  const n = p.rows;
  const d = p.columns;
  const stride = (<usize>n) << 3;
  let column = 0;
  if (p.products != 0) {
    for (; column < p.extraColumn; column += 4) {
      const count = min(4, p.extraColumn - column);
      const from = element(p.xTransposed, column * n + column);
      const at = out + <usize>column * PANEL;
      multiplyPanel(from, stride, count, n - column, slopes + <usize>column * PANEL, at);
    }
    column = p.extraColumn;
  }
  const rest = p.xTransposed + <usize>column * stride;
  multiplyPanel(rest, stride, d - column, n, slopes, out + <usize>column * PANEL);
}

/** Logits of the candidates themselves under the M-panel `w`: a K-panel. */
function candidateLogits(p: LogisticProblem, xc: usize, w: usize, out: usize): void {
  for (let k = 0; k < p.outputs; k++) {
    dotPanels(xc, w + <usize>(k * p.columns) * PANEL, p.columns, out + <usize>k * PANEL);
  }
}

/** residual = cost (probability - target), K-panel, of the candidates at logits `logits`. */
function candidateResidual(p: LogisticProblem, logits: usize, targets: usize, cost: usize, out: usize): void {
  probabilitiesOf(logits, out, p.outputs, 1, 0);
  const end = <usize>p.outputs * PANEL;
  for (let o: usize = 0; o < end; o += PANEL) {
    v128.store(out + o, f64x2.mul(v128.load(cost), f64x2.sub(v128.load(out + o), v128.load(targets + o))));
    v128.store(
      out + o,
      f64x2.mul(v128.load(cost, 16), f64x2.sub(v128.load(out + o, 16), v128.load(targets + o, 16))),
      16,
    );
  }
}

/** The largest change of a labeled row's logit (K = 1) or of a difference of two of its logits, lane by lane. */
function largestChange(p: LogisticProblem, logits: usize, out: usize): void {
  const n = p.rows;
  const span = <usize>n * PANEL;
  let low = f64x2.splat(0);
  let high = f64x2.splat(0);
  for (let row = 0; row < n; row++) {
    const o = logits + <usize>row * PANEL;
    const before = v128.load64_splat(element(p.logits, row));
    let topLow = f64x2.sub(v128.load(o), before);
    let topHigh = f64x2.sub(v128.load(o, 16), before);
    if (p.outputs == 1) {
      low = f64x2.pmax(low, f64x2.abs(topLow));
      high = f64x2.pmax(high, f64x2.abs(topHigh));
      continue;
    }
    let bottomLow = topLow;
    let bottomHigh = topHigh;
    for (let k = 1; k < p.outputs; k++) {
      const base = v128.load64_splat(element(p.logits, k * n + row));
      const changeLow = f64x2.sub(v128.load(o + <usize>k * span), base);
      const changeHigh = f64x2.sub(v128.load(o + <usize>k * span, 16), base);
      topLow = f64x2.pmax(topLow, changeLow);
      topHigh = f64x2.pmax(topHigh, changeHigh);
      bottomLow = f64x2.pmin(bottomLow, changeLow);
      bottomHigh = f64x2.pmin(bottomHigh, changeHigh);
    }
    low = f64x2.pmax(low, f64x2.sub(topLow, bottomLow));
    high = f64x2.pmax(high, f64x2.sub(topHigh, bottomHigh));
  }
  v128.store(out, low);
  v128.store(out, high, 16);
}

/** The gradient (M-panel) at `w`, given the labeled rows' logits (overwritten) and the candidates' residuals. */
function gradientOf(
  p: LogisticProblem,
  w: usize,
  logits: usize,
  xc: usize,
  residual: usize,
  out: usize,
): void {
  const n = p.rows;
  const d = p.columns;
  probabilitiesOf(logits, logits, p.outputs, n, 0);
  for (let k = 0; k < p.outputs; k++) {
    const slopes = logits + <usize>(k * n) * PANEL;
    for (let row = 0; row < n; row++) {
      const o = slopes + <usize>row * PANEL;
      const cost = v128.load64_splat(element(p.costs, row));
      const target = v128.load64_splat(element(p.targets, k * n + row));
      v128.store(o, f64x2.mul(cost, f64x2.sub(v128.load(o), target)));
      v128.store(o, f64x2.mul(cost, f64x2.sub(v128.load(o, 16), target)), 16);
    }
    const shift = <usize>(k * d) * PANEL;
    gatherSlopes(p, slopes, out + shift);
    addPanels(out + shift, 1, residual + <usize>k * PANEL, xc, d);
    const end = <usize>(d - 1) * PANEL;
    for (let o: usize = 0; o < end; o += 16) {
      v128.store(out + shift + o, f64x2.add(v128.load(out + shift + o), v128.load(w + shift + o)));
    }
  }
}

/**
 * The step t that minimises the model t -> t^2 q / 2 + the candidate's own loss along -t z, q = g' z: the base loss by
 * its quadratic form, the candidate exactly. Newton's method in one dimension, lane by lane; writes -t.
 */
function lineStep(
  p: LogisticProblem,
  logits: usize,
  slope: usize,
  cost: usize,
  targets: usize,
  q: usize,
  work: usize,
  out: usize,
): void {
  const end = <usize>p.outputs * PANEL;
  const moved = work;
  const residual = work + end;
  for (let half: usize = 0; half < 32; half += 16) v128.store(out + half, f64x2.splat(0));
  for (let iteration = 0; iteration < 5; iteration++) {
    for (let o: usize = 0; o < end; o += PANEL) {
      for (let half: usize = 0; half < 32; half += 16) {
        const change = f64x2.mul(v128.load(out + half), v128.load(slope + o + half));
        v128.store(moved + o + half, f64x2.add(v128.load(logits + o + half), change));
      }
    }
    candidateResidual(p, moved, targets, cost, residual);
    for (let half: usize = 0; half < 32; half += 16) {
      const weight = v128.load(cost + half);
      const step = v128.load(out + half);
      let first = f64x2.mul(step, v128.load(q + half));
      let mean = f64x2.splat(0);
      let square = f64x2.splat(0);
      for (let o: usize = half; o < end; o += PANEL) {
        const direction = v128.load(slope + o);
        const r = v128.load(residual + o);
        first = f64x2.add(first, f64x2.mul(r, direction));
        const probability = f64x2.add(f64x2.div(r, weight), v128.load(targets + o));
        mean = f64x2.add(mean, f64x2.mul(probability, direction));
        square = f64x2.add(square, f64x2.mul(probability, f64x2.mul(direction, direction)));
      }
      const variance = f64x2.sub(square, f64x2.mul(mean, mean));
      const second = f64x2.add(v128.load(q + half), f64x2.mul(weight, variance));
      // A lane whose loss is already flat has q = 0 and stays.
      const moves = f64x2.gt(second, f64x2.splat(1e-300));
      const next = f64x2.sub(step, v128.and(moves, f64x2.div(first, second)));
      v128.store(out + half, next);
    }
  }
}

function retrainBlock(p: LogisticProblem, first: i32, lanes: i32, tolerance: f64, certify: bool): bool {
  const d = p.columns;
  const k = p.outputs;
  const size = k * d;
  const vector = <usize>size * PANEL;
  const xc = p.scratch;
  const w = xc + <usize>d * PANEL;
  const gradient = w + vector;
  const z = gradient + vector;
  const previousGradient = z + vector;
  const previousZ = previousGradient + vector;
  const q = previousZ + vector;
  const direction = q + vector;
  const history = direction + vector;
  const scalars = history + 3 * <usize>MEMORY * vector;
  const rho = scalars;
  const alpha = rho + <usize>MEMORY * PANEL;
  const value = alpha + <usize>MEMORY * PANEL;
  const other = value + PANEL;
  const change = other + PANEL;
  const cost = change + PANEL;
  const target = cost + PANEL;
  const candidate = target + <usize>k * PANEL;
  const residual = candidate + <usize>k * PANEL;
  const small = residual + <usize>k * PANEL;
  const extra = small + 3 * <usize>k * PANEL;
  const logits = extra + <usize>p.evaluationRows * PANEL;

  loadPanel(p.candidateX, d, first, lanes, xc);
  if (p.products != 0) prepareExtra(p, first, lanes, xc, extra);
  loadPanel(p.candidateTargets, k, first, lanes, target);
  loadPanel(p.candidateCosts, 1, first, lanes, cost);
  for (let i = 0; i < size; i++) {
    const start = v128.load64_splat(element(p.weights, i));
    v128.store(w + <usize>i * PANEL, start);
    v128.store(w + <usize>i * PANEL, start, 16);
  }
  // At the base fit the gradient is that of the candidate alone.
  candidateLogits(p, xc, w, candidate);
  candidateResidual(p, candidate, target, cost, residual);
  memory.fill(previousGradient, 0, vector);
  for (let c = 0; c < k; c++) {
    addPanels(previousGradient + <usize>(c * d) * PANEL, 1, residual + <usize>c * PANEL, xc, d);
  }
  multiplyPanel(p.inverse, (<usize>size) << 3, size, size, previousGradient, previousZ);
  dotPanels(previousGradient, previousZ, size, value);
  candidateLogits(p, xc, previousZ, residual);
  lineStep(p, candidate, residual, cost, target, value, small, other);
  memory.fill(direction, 0, vector);
  addPanels(direction, 1, other, previousZ, size);

  let stored = 0;
  let slot = 0;
  let tried = false;
  for (let iteration = 0; iteration < MAX_ITERATIONS; iteration++) {
    for (let o: usize = 0; o < vector; o += 16) {
      v128.store(w + o, f64x2.add(v128.load(w + o), v128.load(direction + o)));
    }
    labeledLogits(p, w, logits);
    if (certify) largestChange(p, logits, change);
    candidateLogits(p, xc, w, candidate);
    candidateResidual(p, candidate, target, cost, residual);
    gradientOf(p, w, logits, xc, residual, gradient);
    // A step that went too far is taken back to where the slope along it would vanish, were the loss a parabola.
    if (!tried && overshoots(previousGradient, gradient, direction, size, value, other)) {
      tried = true;
      for (let o: usize = 0; o < vector; o += PANEL) {
        for (let half: usize = 0; half < 32; half += 16) {
          const full = v128.load(direction + o + half);
          const kept = f64x2.mul(v128.load(other + half), full);
          v128.store(w + o + half, f64x2.sub(v128.load(w + o + half), full));
          v128.store(direction + o + half, kept);
        }
      }
      continue;
    }
    tried = false;
    dotPanels(gradient, gradient, size, value);
    if (largestLane(value) < tolerance * tolerance) {
      evaluationLogits(p, w, extra, logits);
      writeLabels(p, first, lanes, logits);
      return true;
    }
    multiplyPanel(p.inverse, (<usize>size) << 3, size, size, gradient, z);
    if (certify) {
      dotPanels(gradient, z, size, value);
      if (certified(p, lanes, w, extra, logits, value, change)) {
        writeLabels(p, first, lanes, logits);
        return true;
      }
    }
    // Remember step, change of gradient and what the inverse Hessian makes of it; then the two loops of L-BFGS.
    const entry = history + 3 * <usize>slot * vector;
    memory.copy(entry, direction, vector);
    subtractPanels(gradient, previousGradient, size, entry + vector);
    subtractPanels(z, previousZ, size, entry + 2 * vector);
    dotPanels(entry, entry + vector, size, value);
    for (let half: usize = 0; half < 32; half += 16) {
      const product = v128.load(value + half);
      const usable = f64x2.gt(product, f64x2.splat(1e-280));
      v128.store(rho + <usize>slot * PANEL + half, v128.and(usable, f64x2.div(f64x2.splat(1), product)));
    }
    memory.copy(previousGradient, gradient, vector);
    memory.copy(previousZ, z, vector);
    slot = (slot + 1) % MEMORY;
    stored = min(stored + 1, MEMORY);
    memory.copy(q, gradient, vector);
    for (let back = 1; back <= stored; back++) {
      const index = (slot - back + 2 * MEMORY) % MEMORY;
      const pair = history + 3 * <usize>index * vector;
      const factor = alpha + <usize>index * PANEL;
      dotPanels(pair, q, size, factor);
      multiplyLanes(factor, rho + <usize>index * PANEL);
      if (back < stored) addPanels(q, -1, factor, pair + vector, size);
      addPanels(z, -1, factor, pair + 2 * vector, size);
    }
    for (let back = stored; back >= 1; back--) {
      const index = (slot - back + 2 * MEMORY) % MEMORY;
      const pair = history + 3 * <usize>index * vector;
      const factor = alpha + <usize>index * PANEL;
      dotPanels(pair + vector, z, size, value);
      multiplyLanes(value, rho + <usize>index * PANEL);
      for (let half: usize = 0; half < 32; half += 16) {
        v128.store(value + half, f64x2.sub(v128.load(factor + half), v128.load(value + half)));
      }
      addPanels(z, 1, value, pair, size);
    }
    for (let o: usize = 0; o < vector; o += 16) v128.store(direction + o, f64x2.neg(v128.load(z + o)));
  }
  return false;
}

/**
 * Whether some lane's slope along its step has turned to at least 0.9 of what it was; then `factors` holds the shares of
 * the steps to keep, 1 for the lanes that did well.
 */
function overshoots(before: usize, after: usize, step: usize, size: i32, work: usize, factors: usize): bool {
  dotPanels(before, step, size, work);
  dotPanels(after, step, size, factors);
  let any = false;
  for (let lane = 0; lane < LANES; lane++) {
    const fall = -f64At(work, lane);
    const rise = f64At(factors, lane);
    // Below this the slopes are rounding.
    const far = rise > 0.9 * fall && fall > 1e-22;
    setF64(factors, lane, far ? fall / (fall + rise) : 1);
    any = any || far;
  }
  return any;
}

/**
 * Whether no label can change on the way to the optimum; leaves the evaluation rows' logits. Self-concordance in the form of
 * Bach 2010 (Electronic Journal of Statistics 4, section 2): with u = |g| in the norm of the inverse base Hessian, c the
 * largest change of a labeled row's logit since the base fit and R the largest norm of a labeled row, the optimum is at
 * most e^c u / (1 - e^c u R) away in the norm of the base Hessian, provided that the denominator is positive.
 */
function certified(
  p: LogisticProblem,
  lanes: i32,
  w: usize,
  extra: usize,
  logits: usize,
  squares: usize,
  change: usize,
): bool {
  const reach = load<f64>(p.reach);
  for (let lane = 0; lane < LANES; lane++) {
    // A touch more than the rounding of the norms and of the inverse can be.
    const growth = 1.001 * NativeMath.exp(f64At(change, lane));
    const distance = growth * sqrt(f64At(squares, lane));
    const rest = 1 - distance * reach;
    if (rest < 0.2 || distance > 0.1) return false;
    setF64(squares, lane, distance / rest + 1e-11);
  }
  evaluationLogits(p, w, extra, logits);
  return p.outputs == 1
    ? certifyBinary(p, extra, logits, squares)
    : certifySoftmax(p, lanes, extra, logits, squares);
}

function evaluationLogits(p: LogisticProblem, w: usize, extra: usize, logits: usize): void {
  logitsOf(p, p.evaluation, p.evaluationRows, w, logits);
  addExtra(p, w, extra, logits);
}

import { multiplyPanel } from './dense';
import { LogisticProblem } from './logisticProblem';
import { element, f64At, setF64 } from './memory';

const LANES: i32 = 4;
const PANEL: usize = 32;

/**
 * Squared norms in the metric of the inverse base Hessian: of each evaluation row (K = 1), or of each difference of two
 * of its logits; and the largest such norm of a labeled row. Scratch: 8 M + K^2.
 */
export function prepareCertificate(at: usize): void {
  const p = changetype<LogisticProblem>(at);
  const terms = p.outputs == 1 ? 1 : p.outputs * p.outputs;
  const norms = element(p.scratch, 8 * p.columns * p.outputs);
  let reach: f64 = 0;
  for (let row = 0; row < p.rows; row += LANES) {
    const count = min(LANES, p.rows - row);
    squaredNorms(p, element(p.x, row * p.columns), count, norms);
    for (let term = 0; term < terms * count; term++) reach = max(reach, f64At(norms, term));
  }
  store<f64>(p.reach, sqrt(reach));
  for (let row = 0; row < p.evaluationRows; row += LANES) {
    const count = min(LANES, p.evaluationRows - row);
    squaredNorms(p, element(p.evaluation, row * p.columns), count, element(p.pairNorms, row * terms));
  }
}

/** For up to four rows: x' H^-1 x, or for K > 1 logits the K x K squared norms of x (e_a - e_b). */
function squaredNorms(p: LogisticProblem, x: usize, count: i32, out: usize): void {
  const d = p.columns;
  const k = p.outputs;
  const size = k * d;
  const panel = p.scratch;
  const image = panel + <usize>d * PANEL;
  for (let lane = 0; lane < LANES; lane++) {
    const row = element(x, (lane < count ? lane : 0) * d);
    for (let column = 0; column < d; column++) setF64(panel, column * LANES + lane, f64At(row, column));
  }
  for (let b = 0; b < k; b++) {
    for (let a = 0; a <= b; a++) {
      multiplyPanel(element(p.inverse, b * d * size + a * d), (<usize>size) << 3, d, d, panel, image);
      for (let lane = 0; lane < count; lane++) {
        let sum: f64 = 0;
        for (let i = lane; i < d * LANES; i += LANES) sum += f64At(panel, i) * f64At(image, i);
        setF64(out, (lane * k + b) * k + a, sum);
      }
    }
  }
  if (k == 1) return;
  for (let lane = 0; lane < count; lane++) {
    const own = element(out, lane * k * k);
    for (let b = 0; b < k; b++) {
      for (let a = 0; a < b; a++) {
        const norm = f64At(own, a * k + a) + f64At(own, b * k + b) - 2 * f64At(own, b * k + a);
        setF64(own, a * k + b, norm);
      }
    }
    for (let b = 0; b < k; b++) {
      setF64(own, b * k + b, 0);
      for (let a = 0; a < b; a++) setF64(own, b * k + a, f64At(own, a * k + b));
    }
  }
}

/**
 * Coordinates of the evaluation rows along what each candidate adds to the span, v panels: (product - what lies inside
 * the span) / length. A candidate inside the span has length 0 and adds nothing.
 */
export function prepareExtra(p: LogisticProblem, first: i32, lanes: i32, xc: usize, out: usize): void {
  const v = p.evaluationRows;
  const inside = p.extraColumn;
  multiplyPanel(p.evaluation, (<usize>p.columns) << 3, v, inside, xc, out);
  for (let lane = 0; lane < LANES; lane++) {
    const products = element(p.products, (first + (lane < lanes ? lane : 0)) * v);
    const length = f64At(xc, inside * LANES + lane);
    const scale: f64 = length > 0 ? 1 / length : 0;
    for (let row = 0; row < v; row++) {
      const at = row * LANES + lane;
      setF64(out, at, (f64At(products, row) - f64At(out, at)) * scale);
    }
  }
}

/** Adds to the evaluation rows' logits what the candidates' own coordinates contribute. */
export function addExtra(p: LogisticProblem, w: usize, extra: usize, logits: usize): void {
  if (p.products == 0) return;
  const span = <usize>p.evaluationRows * PANEL;
  for (let k = 0; k < p.outputs; k++) {
    const weight = w + <usize>(k * p.columns + p.extraColumn) * PANEL;
    const low = v128.load(weight);
    const high = v128.load(weight, 16);
    const target = logits + <usize>k * span;
    for (let o: usize = 0; o < span; o += PANEL) {
      v128.store(target + o, f64x2.add(v128.load(target + o), f64x2.mul(low, v128.load(extra + o))));
      v128.store(
        target + o,
        f64x2.add(v128.load(target + o, 16), f64x2.mul(high, v128.load(extra + o, 16))),
        16,
      );
    }
  }
}

/** Whether each |f| exceeds what may still be added to it: `distance` times the norm of its row. */
export function certifyBinary(p: LogisticProblem, extra: usize, logits: usize, distance: usize): bool {
  const v = p.evaluationRows;
  const low = f64x2.mul(v128.load(distance), v128.load(distance));
  const high = f64x2.mul(v128.load(distance, 16), v128.load(distance, 16));
  const spans = p.products != 0;
  let sure = i64x2.splat(-1);
  for (let row = 0; row < v; row++) {
    const at = <usize>row * PANEL;
    let normLow = v128.load64_splat(element(p.pairNorms, row));
    let normHigh = normLow;
    if (spans) {
      const a = v128.load(extra + at);
      const b = v128.load(extra + at, 16);
      normLow = f64x2.add(normLow, f64x2.mul(a, a));
      normHigh = f64x2.add(normHigh, f64x2.mul(b, b));
    }
    const a = v128.load(logits + at);
    const b = v128.load(logits + at, 16);
    sure = v128.and(sure, f64x2.gt(f64x2.mul(a, a), f64x2.mul(low, normLow)));
    sure = v128.and(sure, f64x2.gt(f64x2.mul(b, b), f64x2.mul(high, normHigh)));
  }
  return i64x2.all_true(sure);
}

/** The same for the difference of the largest logit to each other. */
export function certifySoftmax(
  p: LogisticProblem,
  lanes: i32,
  extra: usize,
  logits: usize,
  distance: usize,
): bool {
  const v = p.evaluationRows;
  const k = p.outputs;
  for (let row = 0; row < v; row++) {
    for (let lane = 0; lane < lanes; lane++) {
      const best = bestOutput(logits, k, v, row, lane);
      const top = f64At(logits, (best * v + row) * LANES + lane);
      const own: f64 = p.products == 0 ? 0 : f64At(extra, row * LANES + lane);
      const allowed = f64At(distance, lane) * f64At(distance, lane);
      for (let c = 0; c < k; c++) {
        if (c == best) continue;
        const margin = top - f64At(logits, (c * v + row) * LANES + lane);
        const norm = f64At(p.pairNorms, (row * k + best) * k + c) + 2 * own * own;
        if (margin * margin <= allowed * norm) return false;
      }
    }
  }
  return true;
}

function bestOutput(logits: usize, k: i32, v: i32, row: i32, lane: i32): i32 {
  let best = 0;
  let top = f64At(logits, row * LANES + lane);
  if (k == 1) return top > 0 ? 1 : 0;
  for (let c = 1; c < k; c++) {
    const f = f64At(logits, (c * v + row) * LANES + lane);
    if (f > top) {
      top = f;
      best = c;
    }
  }
  return best;
}

/** Writes the labels, and the decision values where they are asked for, of one block of candidates. */
export function writeLabels(p: LogisticProblem, first: i32, lanes: i32, logits: usize): void {
  const v = p.evaluationRows;
  const k = p.outputs;
  for (let lane = 0; lane < lanes; lane++) {
    const labels = p.labels + <usize>((first + lane) * v);
    for (let row = 0; row < v; row++) {
      store<u8>(labels + <usize>row, <u8>bestOutput(logits, k, v, row, lane));
      if (p.decisions == 0) continue;
      for (let c = 0; c < k; c++) {
        setF64(p.decisions, ((first + lane) * v + row) * k + c, f64At(logits, (c * v + row) * LANES + lane));
      }
    }
  }
}

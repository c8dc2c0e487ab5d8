import { block } from './logisticBlock';
import { certifyBinary, certifySoftmax } from './logisticCertificate';
import { LogisticProblem } from './logisticProblem';
import { evaluationLogits } from './logisticProducts';
import { element, f64At, setF64 } from './memory';
import { dotPanels, LANES, PANEL } from './panels';

/** To `change`: the largest of a labeled row's logit (K = 1) or of a difference of two of its logits, lane by lane. */
export function largestChange(p: LogisticProblem): void {
  const logits = block.logits;
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
  v128.store(block.change, low);
  v128.store(block.change, high, 16);
}

/**
 * Whether no label can change on the way to the optimum; leaves the evaluation rows' logits. Self-concordance in the form of
 * Bach 2010 (Electronic Journal of Statistics 4, section 2): with u = |g| in the norm of the inverse base Hessian, c the
 * largest change of a labeled row's logit since the base fit and R the largest norm of a labeled row, the optimum is at
 * most e^c u / (1 - e^c u R) away in the norm of the base Hessian, provided that the denominator is positive.
 */
export function certified(p: LogisticProblem): bool {
  const squares = block.value;
  dotPanels(block.gradient, block.z, block.size, squares);
  const reach = load<f64>(p.reach);
  for (let lane = 0; lane < LANES; lane++) {
    // A touch more than the rounding of the norms and of the inverse can be.
    const growth = 1.001 * NativeMath.exp(f64At(block.change, lane));
    const distance = growth * sqrt(f64At(squares, lane));
    const rest = 1 - distance * reach;
    if (rest < 0.2 || distance > 0.1) return false;
    setF64(squares, lane, distance / rest + 1e-11);
  }
  evaluationLogits(p, block.w, block.extra, block.logits);
  return p.outputs == 1
    ? certifyBinary(p, block.extra, block.logits, squares)
    : certifySoftmax(p, block.lanes, block.extra, block.logits, squares);
}

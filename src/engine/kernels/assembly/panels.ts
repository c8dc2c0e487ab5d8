import { expArray } from './exponential';
import { element, f64At, setF64 } from './memory';

// A panel holds a vector of each of four candidates, coordinate by coordinate, the candidates side by side.

/** Candidates retrained at once: two f64x2 registers. */
export const LANES: i32 = 4;
/** Bytes of one coordinate of a panel: four lanes of float64. */
export const PANEL: usize = 32;

/** Coordinate by coordinate, the four candidates' values side by side; lanes without a candidate repeat the first. */
export function loadPanel(source: usize, columns: i32, first: i32, lanes: i32, out: usize): void {
  for (let lane = 0; lane < LANES; lane++) {
    const row = element(source, (first + (lane < lanes ? lane : 0)) * columns);
    for (let column = 0; column < columns; column++) setF64(out, column * LANES + lane, f64At(row, column));
  }
}

/** out = sum over `size` coordinates of a b, lane by lane. */
export function dotPanels(a: usize, b: usize, size: i32, out: usize): void {
  let low = f64x2.splat(0);
  let high = f64x2.splat(0);
  const end = a + <usize>size * PANEL;
  while (a < end) {
    low = f64x2.add(low, f64x2.mul(v128.load(a), v128.load(b)));
    high = f64x2.add(high, f64x2.mul(v128.load(a, 16), v128.load(b, 16)));
    a += PANEL;
    b += PANEL;
  }
  v128.store(out, low);
  v128.store(out, high, 16);
}

/** y += sign factor x, lane by lane. */
export function addPanels(y: usize, sign: f64, factor: usize, x: usize, size: i32): void {
  const low = f64x2.mul(f64x2.splat(sign), v128.load(factor));
  const high = f64x2.mul(f64x2.splat(sign), v128.load(factor, 16));
  const end = y + <usize>size * PANEL;
  while (y < end) {
    v128.store(y, f64x2.add(v128.load(y), f64x2.mul(low, v128.load(x))));
    v128.store(y, f64x2.add(v128.load(y, 16), f64x2.mul(high, v128.load(x, 16))), 16);
    y += PANEL;
    x += PANEL;
  }
}

/** out = a - b. */
export function subtractPanels(a: usize, b: usize, size: i32, out: usize): void {
  const end = a + <usize>size * PANEL;
  while (a < end) {
    v128.store(out, f64x2.sub(v128.load(a), v128.load(b)));
    v128.store(out, f64x2.sub(v128.load(a, 16), v128.load(b, 16)), 16);
    a += PANEL;
    b += PANEL;
    out += PANEL;
  }
}

/**
 * Probabilities (K x 4 panel, stride `span` between classes) of the logits in `from`; for one output the logistic
 * function, else a softmax with the largest logit taken out. `count` rows of 4 lanes.
 */
export function probabilitiesOf(from: usize, out: usize, outputs: i32, count: i32, work: usize): void {
  const span = <usize>count * PANEL;
  const one = f64x2.splat(1.0);
  if (outputs == 1) {
    for (let o: usize = 0; o < span; o += 16) v128.store(out + o, f64x2.neg(v128.load(from + o)));
    expArray(out, out, count * LANES);
    for (let o: usize = 0; o < span; o += 16) {
      v128.store(out + o, f64x2.div(one, f64x2.add(one, v128.load(out + o))));
    }
    return;
  }
  for (let o: usize = 0; o < span; o += 16) {
    let top = v128.load(from + o);
    for (let k: usize = 1; k < <usize>outputs; k++) top = f64x2.pmax(top, v128.load(from + k * span + o));
    for (let k: usize = 0; k < <usize>outputs; k++) {
      v128.store(out + k * span + o, f64x2.sub(v128.load(from + k * span + o), top));
    }
  }
  expArray(out, out, count * LANES * outputs);
  for (let o: usize = 0; o < span; o += 16) {
    let total = v128.load(out + o);
    for (let k: usize = 1; k < <usize>outputs; k++) total = f64x2.add(total, v128.load(out + k * span + o));
    const scale = f64x2.div(one, total);
    for (let k: usize = 0; k < <usize>outputs; k++) {
      v128.store(out + k * span + o, f64x2.mul(scale, v128.load(out + k * span + o)));
    }
  }
}

/** a *= b, lane by lane. */
export function multiplyLanes(a: usize, b: usize): void {
  v128.store(a, f64x2.mul(v128.load(a), v128.load(b)));
  v128.store(a, f64x2.mul(v128.load(a, 16), v128.load(b, 16)), 16);
}

/** The largest of the four lanes. */
export function largestLane(a: usize): f64 {
  return max(max(f64At(a, 0), f64At(a, 1)), max(f64At(a, 2), f64At(a, 3)));
}

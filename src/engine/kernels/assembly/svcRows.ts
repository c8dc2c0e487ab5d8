import { expArray } from './exponential';
import { element, f64At, i32At, setF64, setI32 } from './memory';
import { Dual } from './svcDual';

/** Terms of the series of exp(-x), x up to 0.12: the first that is left out is below 1e-10. */
const TERMS: i32 = 7;
/** Above this |gamma change| times distance a row is computed anew. */
const SMALL: f64 = 0.12;

/** How kernel values follow gamma: rows at the base gamma, squared distances, and the gamma at hand. */
export class Move {
  gamma: f64 = 0;
  /** Whether the series serves all distances. */
  near: bool = false;
  /** |gamma change| times the largest distance. */
  reach: f64 = 0;
  /** (-change)^k / k!, k < TERMS. */
  series: usize = 0;
  distances: usize = 0;
  base: usize = 0;
  /** Bytes from row to row of `distances`, `base` and the moved rows. */
  stride: usize = 0;
  count: i32 = 0;
  /** Where the candidate's own row lies; its entries complete the other rows. */
  ownRow: usize = 0;
  rows: i32 = 0;
}

/** The one move at hand; `ensureRow` reads it. */
export const move: Move = new Move();

export function startMove(from: f64, to: f64, largestDistance: f64): void {
  move.gamma = to;
  move.reach = abs(to - from) * largestDistance;
  move.near = move.reach < SMALL;
  let term: f64 = 1;
  for (let k = 0; k < TERMS; k++) {
    setF64(move.series, k, term);
    term *= (from - to) / <f64>(k + 1);
  }
}

/** out = exp(-gamma distance), from `base` by the series where it serves. `count` even. */
export function moveRow(base: usize, distances: usize, out: usize, count: i32): void {
  if (!move.near) {
    const factor = f64x2.splat(-move.gamma);
    const size = (<usize>count) << 3;
    for (let o: usize = 0; o < size; o += 16)
      v128.store(out + o, f64x2.mul(factor, v128.load(distances + o)));
    expArray(out, out, count);
    return;
  }
  const s = move.series;
  const c1 = v128.load64_splat(s, 8);
  const c2 = v128.load64_splat(s, 16);
  const c3 = v128.load64_splat(s, 24);
  const c4 = v128.load64_splat(s, 32);
  const c5 = v128.load64_splat(s, 40);
  const c6 = v128.load64_splat(s, 48);
  const one = v128.load64_splat(s);
  const end = element(base, count);
  while (base < end) {
    const x = v128.load(distances);
    let sum = f64x2.add(c5, f64x2.mul(x, c6));
    sum = f64x2.add(c4, f64x2.mul(x, sum));
    sum = f64x2.add(c3, f64x2.mul(x, sum));
    sum = f64x2.add(c2, f64x2.mul(x, sum));
    sum = f64x2.add(c1, f64x2.mul(x, sum));
    sum = f64x2.add(one, f64x2.mul(x, sum));
    v128.store(out, f64x2.mul(v128.load(base), sum));
    base += 16;
    distances += 16;
    out += 16;
  }
}

/** Kernel row i of the problem, moved to the gamma at hand when it is first needed. */
export function ensureRow(p: Dual, i: i32): void {
  if (p.ready == 0 || i32At(p.ready, i) != 0) return;
  setI32(p.ready, i, 1);
  const offset = <usize>i * move.stride;
  moveRow(move.base + offset, move.distances + offset, p.kernel + offset, move.count);
  setF64(p.kernel + offset, move.rows, f64At(move.ownRow, i));
}

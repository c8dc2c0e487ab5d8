import { ROW } from './networkTensors';
import { RECTIFIED } from './networkProducts';

// A rectified layer is 0 in about half of its units, and rows that lie together, of one target, mostly share which. So a
// tile keeps a list of the units that are above 0 in any of its rows; products leave the others out, which changes no bit.

/** Bytes of a list: how many units, then the byte offset of each in its row, then room for one more. */
export const LIST: usize = 4 * 34;

/** Lists the columns of `x` (rows x 32, none below 0) that hold a value above 0. */
export function listActive(x: usize, rows: i32, list: usize): void {
  let at = list + 4;
  const zero = f32x4.splat(0);
  let rest: i32 = -1;
  const end = x + <usize>rows * ROW;
  for (let column: usize = 0; column < ROW; column += 16) {
    let any = v128.load(x + column);
    for (let row = x + column + ROW; row < end; row += ROW) any = v128.or(any, v128.load(row));
    let set = i32x4.bitmask(i32x4.ne(any, zero));
    if (set != 15) rest = <i32>column + 4 * <i32>ctz<i32>(~set);
    while (set != 0) {
      store<i32>(at, <i32>column + 4 * <i32>ctz<i32>(set));
      set &= set - 1;
      at += 4;
    }
  }
  store<i32>(list, <i32>((at - list) >> 2) - 1);
  // For those who take units in pairs: one that adds nothing. With all 32 in the list nobody asks.
  store<i32>(at, rest);
}

/**
 * out (rows x 32) = start + a w over the units of `list`: `a` rows x 32, `w` 32 x 32, rows even; `start` and `mask` as in
 * `multiplyRows`.
 */
export function multiplyActive(
  a: usize,
  list: usize,
  rows: i32,
  w: usize,
  out: usize,
  start: usize,
  mask: usize,
): void {
  const first = list + 4;
  const last = first + ((<usize>load<i32>(list)) << 2);
  const toStart = start - out;
  const toMask = mask - out;
  const zero = f32x4.splat(0);
  const end = a + ROW * <usize>rows;
  while (a < end) {
    for (let column: usize = 0; column < ROW; column += 64) {
      const o = out + column;
      let s00 = zero;
      let s01 = zero;
      let s02 = zero;
      let s03 = zero;
      let s10 = zero;
      let s11 = zero;
      let s12 = zero;
      let s13 = zero;
      if (toStart == 0) {
        s00 = v128.load(o);
        s01 = v128.load(o, 16);
        s02 = v128.load(o, 32);
        s03 = v128.load(o, 48);
        s10 = v128.load(o, 128);
        s11 = v128.load(o, 144);
        s12 = v128.load(o, 160);
        s13 = v128.load(o, 176);
      } else if (start != 0) {
        s00 = v128.load(start + column);
        s01 = v128.load(start + column, 16);
        s02 = v128.load(start + column, 32);
        s03 = v128.load(start + column, 48);
        s10 = s00;
        s11 = s01;
        s12 = s02;
        s13 = s03;
      }
      const weights = w + column;
      for (let at = first; at < last; at += 4) {
        const unit = <usize>load<i32>(at);
        const row = weights + (unit << 5);
        const w0 = v128.load(row);
        const w1 = v128.load(row, 16);
        const w2 = v128.load(row, 32);
        const w3 = v128.load(row, 48);
        let x = v128.load32_splat(a + unit);
        s00 = f32x4.add(s00, f32x4.mul(x, w0));
        s01 = f32x4.add(s01, f32x4.mul(x, w1));
        s02 = f32x4.add(s02, f32x4.mul(x, w2));
        s03 = f32x4.add(s03, f32x4.mul(x, w3));
        x = v128.load32_splat(a + unit, 128);
        s10 = f32x4.add(s10, f32x4.mul(x, w0));
        s11 = f32x4.add(s11, f32x4.mul(x, w1));
        s12 = f32x4.add(s12, f32x4.mul(x, w2));
        s13 = f32x4.add(s13, f32x4.mul(x, w3));
      }
      if (mask == RECTIFIED) {
        s00 = f32x4.pmax(zero, s00);
        s01 = f32x4.pmax(zero, s01);
        s02 = f32x4.pmax(zero, s02);
        s03 = f32x4.pmax(zero, s03);
        s10 = f32x4.pmax(zero, s10);
        s11 = f32x4.pmax(zero, s11);
        s12 = f32x4.pmax(zero, s12);
        s13 = f32x4.pmax(zero, s13);
      } else if (mask != 0) {
        const m = o + toMask;
        s00 = v128.and(s00, f32x4.gt(v128.load(m), zero));
        s01 = v128.and(s01, f32x4.gt(v128.load(m, 16), zero));
        s02 = v128.and(s02, f32x4.gt(v128.load(m, 32), zero));
        s03 = v128.and(s03, f32x4.gt(v128.load(m, 48), zero));
        s10 = v128.and(s10, f32x4.gt(v128.load(m, 128), zero));
        s11 = v128.and(s11, f32x4.gt(v128.load(m, 144), zero));
        s12 = v128.and(s12, f32x4.gt(v128.load(m, 160), zero));
        s13 = v128.and(s13, f32x4.gt(v128.load(m, 176), zero));
      }
      v128.store(o, s00);
      v128.store(o, s01, 16);
      v128.store(o, s02, 32);
      v128.store(o, s03, 48);
      v128.store(o, s10, 128);
      v128.store(o, s11, 144);
      v128.store(o, s12, 160);
      v128.store(o, s13, 176);
    }
    a += 2 * ROW;
    out += 2 * ROW;
  }
}

/** sums (32 x 32) += slopes' x over the units of `list`, which are columns of `slopes`; both rows x 32. */
export function accumulateActive(slopes: usize, list: usize, x: usize, rows: i32, sums: usize): void {
  const last = list + 4 + ((<usize>load<i32>(list)) << 2);
  const size = ROW * <usize>rows;
  for (let at = list + 4; at < last; at += 8) {
    const unit0 = <usize>load<i32>(at);
    const unit1 = <usize>load<i32>(at, 4);
    for (let column: usize = 0; column < ROW; column += 64) {
      const o0 = sums + (unit0 << 5) + column;
      const o1 = sums + (unit1 << 5) + column;
      let s00 = v128.load(o0);
      let s01 = v128.load(o0, 16);
      let s02 = v128.load(o0, 32);
      let s03 = v128.load(o0, 48);
      let s10 = v128.load(o1);
      let s11 = v128.load(o1, 16);
      let s12 = v128.load(o1, 32);
      let s13 = v128.load(o1, 48);
      let values = x + column;
      let slope0 = slopes + unit0;
      let slope1 = slopes + unit1;
      const end = slope0 + size;
      while (slope0 < end) {
        const x0 = v128.load(values);
        const x1 = v128.load(values, 16);
        const x2 = v128.load(values, 32);
        const x3 = v128.load(values, 48);
        let factor = v128.load32_splat(slope0);
        s00 = f32x4.add(s00, f32x4.mul(factor, x0));
        s01 = f32x4.add(s01, f32x4.mul(factor, x1));
        s02 = f32x4.add(s02, f32x4.mul(factor, x2));
        s03 = f32x4.add(s03, f32x4.mul(factor, x3));
        factor = v128.load32_splat(slope1);
        s10 = f32x4.add(s10, f32x4.mul(factor, x0));
        s11 = f32x4.add(s11, f32x4.mul(factor, x1));
        s12 = f32x4.add(s12, f32x4.mul(factor, x2));
        s13 = f32x4.add(s13, f32x4.mul(factor, x3));
        values += ROW;
        slope0 += ROW;
        slope1 += ROW;
      }
      v128.store(o0, s00);
      v128.store(o0, s01, 16);
      v128.store(o0, s02, 32);
      v128.store(o0, s03, 48);
      v128.store(o1, s10);
      v128.store(o1, s11, 16);
      v128.store(o1, s12, 32);
      v128.store(o1, s13, 48);
    }
  }
}

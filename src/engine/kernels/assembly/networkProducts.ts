/** `multiplyRows` leaves its results as they are, or sets those below 0 to 0. */
export const PLAIN: usize = 0;
export const RECTIFIED: usize = 1;

/**
 * out (rows x width) = start + a (rows x depth) w (depth x width), rows even, width a multiple of 16. `start`: 0, a
 * vector of `width` values, or `out` itself, which is then added to. `mask`: PLAIN, RECTIFIED, or a matrix like `out`:
 * results count only where it is above 0. Two rows by sixteen columns keep eight sums in registers; the loop does one
 * step at a time, because V8 orders a longer body by sums and runs out of registers. Here, and in `accumulateProducts`,
 * is where the time of training goes.
 */
export function multiplyRows(
  a: usize,
  rows: i32,
  depth: i32,
  w: usize,
  width: i32,
  out: usize,
  start: usize,
  mask: usize,
): void {
  const aRow = (<usize>depth) << 2;
  const row = (<usize>width) << 2;
  const toStart = start - out;
  const toMask = mask - out;
  const zero = f32x4.splat(0);
  const end = a + aRow * <usize>rows;
  while (a < end) {
    const aEnd = a + aRow;
    for (let column: usize = 0; column < row; column += 64) {
      const o0 = out + column;
      const o1 = o0 + row;
      let s00 = zero;
      let s01 = zero;
      let s02 = zero;
      let s03 = zero;
      let s10 = zero;
      let s11 = zero;
      let s12 = zero;
      let s13 = zero;
      if (toStart == 0) {
        s00 = v128.load(o0);
        s01 = v128.load(o0, 16);
        s02 = v128.load(o0, 32);
        s03 = v128.load(o0, 48);
        s10 = v128.load(o1);
        s11 = v128.load(o1, 16);
        s12 = v128.load(o1, 32);
        s13 = v128.load(o1, 48);
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
      let weights = w + column;
      let x0 = a;
      let x1 = a + aRow;
      while (x0 < aEnd) {
        const w0 = v128.load(weights);
        const w1 = v128.load(weights, 16);
        const w2 = v128.load(weights, 32);
        const w3 = v128.load(weights, 48);
        let x = v128.load32_splat(x0);
        s00 = f32x4.add(s00, f32x4.mul(x, w0));
        s01 = f32x4.add(s01, f32x4.mul(x, w1));
        s02 = f32x4.add(s02, f32x4.mul(x, w2));
        s03 = f32x4.add(s03, f32x4.mul(x, w3));
        x = v128.load32_splat(x1);
        s10 = f32x4.add(s10, f32x4.mul(x, w0));
        s11 = f32x4.add(s11, f32x4.mul(x, w1));
        s12 = f32x4.add(s12, f32x4.mul(x, w2));
        s13 = f32x4.add(s13, f32x4.mul(x, w3));
        weights += row;
        x0 += 4;
        x1 += 4;
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
      } else if (mask != PLAIN) {
        const m0 = o0 + toMask;
        const m1 = o1 + toMask;
        s00 = v128.and(s00, f32x4.gt(v128.load(m0), zero));
        s01 = v128.and(s01, f32x4.gt(v128.load(m0, 16), zero));
        s02 = v128.and(s02, f32x4.gt(v128.load(m0, 32), zero));
        s03 = v128.and(s03, f32x4.gt(v128.load(m0, 48), zero));
        s10 = v128.and(s10, f32x4.gt(v128.load(m1), zero));
        s11 = v128.and(s11, f32x4.gt(v128.load(m1, 16), zero));
        s12 = v128.and(s12, f32x4.gt(v128.load(m1, 32), zero));
        s13 = v128.and(s13, f32x4.gt(v128.load(m1, 48), zero));
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
    a += aRow << 1;
    out += row << 1;
  }
}

/**
 * sums (outputs x inputs) += slopes' x, with `slopes` rows x outputs and `x` rows x inputs; outputs a multiple of 4,
 * inputs of 8. What a layer's slopes and its input mean for its weights.
 */
export function accumulateProducts(
  slopes: usize,
  x: usize,
  rows: i32,
  outputs: i32,
  inputs: i32,
  sums: usize,
): void {
  const slopeRow = (<usize>outputs) << 2;
  const row = (<usize>inputs) << 2;
  const end = slopes + slopeRow * <usize>rows;
  for (let output: usize = 0; output < slopeRow; output += 16) {
    for (let column: usize = 0; column < row; column += 32) {
      const o0 = sums + (output >> 2) * row + column;
      const o1 = o0 + row;
      const o2 = o1 + row;
      const o3 = o2 + row;
      let s00 = v128.load(o0);
      let s01 = v128.load(o0, 16);
      let s10 = v128.load(o1);
      let s11 = v128.load(o1, 16);
      let s20 = v128.load(o2);
      let s21 = v128.load(o2, 16);
      let s30 = v128.load(o3);
      let s31 = v128.load(o3, 16);
      let values = x + column;
      let slope = slopes + output;
      while (slope < end) {
        const low = v128.load(values);
        const high = v128.load(values, 16);
        values += row;
        let factor = v128.load32_splat(slope);
        s00 = f32x4.add(s00, f32x4.mul(factor, low));
        s01 = f32x4.add(s01, f32x4.mul(factor, high));
        factor = v128.load32_splat(slope, 4);
        s10 = f32x4.add(s10, f32x4.mul(factor, low));
        s11 = f32x4.add(s11, f32x4.mul(factor, high));
        factor = v128.load32_splat(slope, 8);
        s20 = f32x4.add(s20, f32x4.mul(factor, low));
        s21 = f32x4.add(s21, f32x4.mul(factor, high));
        factor = v128.load32_splat(slope, 12);
        s30 = f32x4.add(s30, f32x4.mul(factor, low));
        s31 = f32x4.add(s31, f32x4.mul(factor, high));
        slope += slopeRow;
      }
      v128.store(o0, s00);
      v128.store(o0, s01, 16);
      v128.store(o1, s10);
      v128.store(o1, s11, 16);
      v128.store(o2, s20);
      v128.store(o2, s21, 16);
      v128.store(o3, s30);
      v128.store(o3, s31, 16);
    }
  }
}

/** sums (width) += the rows of `x` (rows x width), width a multiple of 8. */
export function accumulateRows(x: usize, rows: i32, width: i32, sums: usize): void {
  const row = (<usize>width) << 2;
  const end = x + row * <usize>rows;
  for (let column: usize = 0; column < row; column += 32) {
    let low = v128.load(sums + column);
    let high = v128.load(sums + column, 16);
    for (let at = x + column; at < end; at += row) {
      low = f32x4.add(low, v128.load(at));
      high = f32x4.add(high, v128.load(at, 16));
    }
    v128.store(sums + column, low);
    v128.store(sums + column, high, 16);
  }
}

/** y += x, `size` bytes, a multiple of 16. */
export function addTo(y: usize, x: usize, size: usize): void {
  const end = y + size;
  while (y < end) {
    v128.store(y, f32x4.add(v128.load(y), v128.load(x)));
    y += 16;
    x += 16;
  }
}

/** out (columns x rows) = the transpose of `a` (rows x columns). */
export function transpose(a: usize, rows: i32, columns: i32, out: usize): void {
  const row = (<usize>rows) << 2;
  for (let i = 0; i < rows; i++) {
    let to = out + ((<usize>i) << 2);
    const end = a + ((<usize>columns) << 2);
    while (a < end) {
      store<f32>(to, load<f32>(a));
      a += 4;
      to += row;
    }
  }
}

import { element, f64At, setF64 } from './memory';

/** Inner product of two arrays of `count` values; four partial sums, because one chain waits for itself. */
export function dot(a: usize, b: usize, count: i32): f64 {
  let sum0 = f64x2.splat(0);
  let sum1 = f64x2.splat(0);
  const blocked = a + (((<usize>count) & ~3) << 3);
  const end = element(a, count);
  while (a < blocked) {
    sum0 = f64x2.add(sum0, f64x2.mul(v128.load(a), v128.load(b)));
    sum1 = f64x2.add(sum1, f64x2.mul(v128.load(a, 16), v128.load(b, 16)));
    a += 32;
    b += 32;
  }
  sum0 = f64x2.add(sum0, sum1);
  let sum = f64x2.extract_lane(sum0, 0) + f64x2.extract_lane(sum0, 1);
  while (a < end) {
    sum += load<f64>(a) * load<f64>(b);
    a += 8;
    b += 8;
  }
  return sum;
}

/** y += factor x, `count` values. */
export function addScaled(y: usize, factor: f64, x: usize, count: i32): void {
  const scale = f64x2.splat(factor);
  const blocked = y + (((<usize>count) & ~1) << 3);
  const end = element(y, count);
  while (y < blocked) {
    v128.store(y, f64x2.add(v128.load(y), f64x2.mul(scale, v128.load(x))));
    y += 16;
    x += 16;
  }
  if (y < end) store<f64>(y, load<f64>(y) + factor * load<f64>(x));
}

/**
 * out[i][lane] = sum_k a[i][k] b[k][lane] for four lanes: `a` rows x columns with `stride` bytes from row to row, b
 * columns x 4, out rows x 4. Four rows at a time keep eight accumulators in registers; this loop is where the time goes.
 */
export function multiplyPanel(a: usize, stride: usize, rows: i32, columns: i32, b: usize, out: usize): void {
  const size = (<usize>columns) << 3;
  let row = 0;
  for (; row + 3 < rows; row += 4) {
    let x0 = a;
    let x1 = a + stride;
    let x2 = x1 + stride;
    let x3 = x2 + stride;
    const end = x0 + size;
    let at = b;
    let sum00 = f64x2.splat(0);
    let sum01 = f64x2.splat(0);
    let sum10 = f64x2.splat(0);
    let sum11 = f64x2.splat(0);
    let sum20 = f64x2.splat(0);
    let sum21 = f64x2.splat(0);
    let sum30 = f64x2.splat(0);
    let sum31 = f64x2.splat(0);
    while (x0 < end) {
      const low = v128.load(at);
      const high = v128.load(at, 16);
      let x = v128.load64_splat(x0);
      sum00 = f64x2.add(sum00, f64x2.mul(x, low));
      sum01 = f64x2.add(sum01, f64x2.mul(x, high));
      x = v128.load64_splat(x1);
      sum10 = f64x2.add(sum10, f64x2.mul(x, low));
      sum11 = f64x2.add(sum11, f64x2.mul(x, high));
      x = v128.load64_splat(x2);
      sum20 = f64x2.add(sum20, f64x2.mul(x, low));
      sum21 = f64x2.add(sum21, f64x2.mul(x, high));
      x = v128.load64_splat(x3);
      sum30 = f64x2.add(sum30, f64x2.mul(x, low));
      sum31 = f64x2.add(sum31, f64x2.mul(x, high));
      x0 += 8;
      x1 += 8;
      x2 += 8;
      x3 += 8;
      at += 32;
    }
    v128.store(out, sum00);
    v128.store(out, sum01, 16);
    v128.store(out, sum10, 32);
    v128.store(out, sum11, 48);
    v128.store(out, sum20, 64);
    v128.store(out, sum21, 80);
    v128.store(out, sum30, 96);
    v128.store(out, sum31, 112);
    out += 128;
    a += stride << 2;
  }
  for (; row < rows; row++) {
    let x0 = a;
    const end = x0 + size;
    let at = b;
    let low = f64x2.splat(0);
    let high = f64x2.splat(0);
    while (x0 < end) {
      const x = v128.load64_splat(x0);
      low = f64x2.add(low, f64x2.mul(x, v128.load(at)));
      high = f64x2.add(high, f64x2.mul(x, v128.load(at, 16)));
      x0 += 8;
      at += 32;
    }
    v128.store(out, low);
    v128.store(out, high, 16);
    out += 32;
    a += stride;
  }
}

/**
 * Lower triangle of L with L L' = A, both n x n with `stride` bytes from row to row; only A's lower triangle is read.
 * False when A is not positive definite to rounding.
 */
export function factorCholesky(a: usize, l: usize, n: i32, stride: usize): bool {
  for (let i = 0; i < n; i++) {
    const aRow = a + <usize>i * stride;
    const lRow = l + <usize>i * stride;
    let other = l;
    for (let j = 0; j < i; j++) {
      setF64(lRow, j, (f64At(aRow, j) - dot(lRow, other, j)) * f64At(other, j));
      other += stride;
    }
    const rest = f64At(aRow, i) - dot(lRow, lRow, i);
    if (!(rest > 0)) return false;
    // The diagonal keeps the reciprocal, which is what every later use wants.
    setF64(lRow, i, 1.0 / sqrt(rest));
  }
  return true;
}

/** Solves L L' x = b in place; `l` as `factorCholesky` leaves it. */
export function solveCholesky(l: usize, n: i32, stride: usize, x: usize): void {
  for (let i = 0; i < n; i++) {
    const row = l + <usize>i * stride;
    setF64(x, i, (f64At(x, i) - dot(row, x, i)) * f64At(row, i));
  }
  for (let i = n - 1; i >= 0; i--) {
    const row = l + <usize>i * stride;
    const value = f64At(x, i) * f64At(row, i);
    setF64(x, i, value);
    addScaled(x, -value, row, i);
  }
}

/** out = (L L')^-1, n x n; `work` has the size of `out`; `l` as `factorCholesky` leaves it. */
export function invertCholesky(l: usize, n: i32, stride: usize, work: usize, out: usize): void {
  // Rows of L^-1 first: row i = (e_i - sum_k<i L_ik row k) / L_ii.
  for (let i = 0; i < n; i++) {
    const lRow = l + <usize>i * stride;
    const row = work + <usize>i * stride;
    memory.fill(row, 0, stride);
    for (let k = 0; k < i; k++) addScaled(row, -f64At(lRow, k), work + <usize>k * stride, k + 1);
    const scale = f64At(lRow, i);
    for (let k = 0; k < i; k++) setF64(row, k, f64At(row, k) * scale);
    setF64(row, i, scale);
  }
  memory.fill(out, 0, stride * <usize>n);
  for (let i = 0; i < n; i++) {
    const row = work + <usize>i * stride;
    for (let k = 0; k <= i; k++) addScaled(out + <usize>k * stride, f64At(row, k), row, i + 1);
  }
}

/** Solves L Y = B in place: `l` lower triangular rank x rank, `b` rank x points, both row-major without gaps. */
export function solveLower(l: usize, rank: i32, b: usize, points: i32): void {
  for (let r = 0; r < rank; r++) {
    const row = element(b, r * points);
    const factors = element(l, r * rank);
    for (let s = 0; s < r; s++) addScaled(row, -f64At(factors, s), element(b, s * points), points);
    const scale = 1 / f64At(factors, r);
    for (let point = 0; point < points; point++) setF64(row, point, f64At(row, point) * scale);
  }
}

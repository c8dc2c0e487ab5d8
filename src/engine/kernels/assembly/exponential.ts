/**
 * The constants of `expArray`, read from memory. A vector constant in the code is built anew, by three instructions, at
 * each use: V8 13 (Node 24) moves none of them out of a loop, V8 11 (Node 20) only as many as it has registers for. This
 * alone made a support-vector kernel with constants in its inner loop 1.3 times slower on Node 24.
 */
const CONSTANTS: usize = memory.data<f64>([
  -700.0,
  700.0,
  6755399441056767.0,
  1.4426950408889634,
  6.9314718036912381649e-1,
  1.90821492927058770002e-10,
  1.0,
  0.5,
  1.0 / 6.0,
  1.0 / 24.0,
  1.0 / 120.0,
  1.0 / 720.0,
  1.0 / 5040.0,
  1.0 / 40320.0,
  1.0 / 362880.0,
  1.0 / 3628800.0,
  1.0 / 39916800.0,
  1.0 / 479001600.0,
  1.0 / 6227020800.0,
]);

/**
 * out[i] = exp(x[i]) for `count` float64 values, count even, in place allowed. Arguments are clamped to +-700. x = k ln 2
 * + r with |r| <= ln 2 / 2 (ln 2 in two parts, Cody and Waite 1980), then the Taylor polynomial of degree 13 of exp(r):
 * its remainder is below 2e-17, so the result is good to about one unit in the last place.
 */
export function expArray(x: usize, out: usize, count: i32): void {
  const end = x + ((<usize>count) << 3);
  const low = v128.load64_splat(CONSTANTS, 0);
  const high = v128.load64_splat(CONSTANTS, 8);
  // Adding 1.5 x 2^52 + 1023 rounds to an integer and leaves it, with the bias of exponents, in the low bits.
  const magic = v128.load64_splat(CONSTANTS, 16);
  const log2e = v128.load64_splat(CONSTANTS, 24);
  const ln2High = v128.load64_splat(CONSTANTS, 32);
  const ln2Low = v128.load64_splat(CONSTANTS, 40);
  const one = v128.load64_splat(CONSTANTS, 48);
  const half = v128.load64_splat(CONSTANTS, 56);
  while (x < end) {
    const value = f64x2.pmin(f64x2.pmax(v128.load(x), low), high);
    const shifted = f64x2.add(f64x2.mul(value, log2e), magic);
    const k = f64x2.sub(shifted, magic);
    const r = f64x2.sub(f64x2.sub(value, f64x2.mul(k, ln2High)), f64x2.mul(k, ln2Low));
    const r2 = f64x2.mul(r, r);
    const r4 = f64x2.mul(r2, r2);
    const a = f64x2.add(
      f64x2.add(one, r),
      f64x2.mul(r2, f64x2.add(half, f64x2.mul(r, v128.load64_splat(CONSTANTS, 64)))),
    );
    const b = f64x2.add(
      f64x2.add(v128.load64_splat(CONSTANTS, 72), f64x2.mul(r, v128.load64_splat(CONSTANTS, 80))),
      f64x2.mul(
        r2,
        f64x2.add(v128.load64_splat(CONSTANTS, 88), f64x2.mul(r, v128.load64_splat(CONSTANTS, 96))),
      ),
    );
    const c = f64x2.add(
      f64x2.add(v128.load64_splat(CONSTANTS, 104), f64x2.mul(r, v128.load64_splat(CONSTANTS, 112))),
      f64x2.mul(
        r2,
        f64x2.add(v128.load64_splat(CONSTANTS, 120), f64x2.mul(r, v128.load64_splat(CONSTANTS, 128))),
      ),
    );
    const tail = f64x2.add(
      v128.load64_splat(CONSTANTS, 136),
      f64x2.mul(r, v128.load64_splat(CONSTANTS, 144)),
    );
    const polynomial = f64x2.add(
      a,
      f64x2.mul(r4, f64x2.add(b, f64x2.mul(r4, f64x2.add(c, f64x2.mul(r4, tail))))),
    );
    const power = i64x2.shl(shifted, 52);
    v128.store(out, f64x2.mul(polynomial, power));
    x += 16;
    out += 16;
  }
}

/**
 * out[i] = exp(x[i]) for `count` float64 values, count even, in place allowed. Arguments are clamped to +-700. x = k ln 2
 * + r with |r| <= ln 2 / 2 (ln 2 in two parts, Cody and Waite 1980), then the Taylor polynomial of degree 13 of exp(r):
 * its remainder is below 2e-17, so the result is good to about one unit in the last place.
 */
export function expArray(x: usize, out: usize, count: i32): void {
  const end = x + ((<usize>count) << 3);
  const low = f64x2.splat(-700.0);
  const high = f64x2.splat(700.0);
  // Adding 1.5 x 2^52 rounds to an integer and leaves it in the low bits of the significand.
  const magic = f64x2.splat(6755399441055744.0);
  const log2e = f64x2.splat(1.4426950408889634);
  const ln2High = f64x2.splat(6.9314718036912381649e-1);
  const ln2Low = f64x2.splat(1.90821492927058770002e-10);
  const one = f64x2.splat(1.0);
  const half = f64x2.splat(0.5);
  while (x < end) {
    const value = f64x2.pmin(f64x2.pmax(v128.load(x), low), high);
    const shifted = f64x2.add(f64x2.mul(value, log2e), magic);
    const k = f64x2.sub(shifted, magic);
    const r = f64x2.sub(f64x2.sub(value, f64x2.mul(k, ln2High)), f64x2.mul(k, ln2Low));
    const r2 = f64x2.mul(r, r);
    const r4 = f64x2.mul(r2, r2);
    const a = f64x2.add(
      f64x2.add(one, r),
      f64x2.mul(r2, f64x2.add(half, f64x2.mul(r, f64x2.splat(1.0 / 6.0)))),
    );
    const b = f64x2.add(
      f64x2.add(f64x2.splat(1.0 / 24.0), f64x2.mul(r, f64x2.splat(1.0 / 120.0))),
      f64x2.mul(r2, f64x2.add(f64x2.splat(1.0 / 720.0), f64x2.mul(r, f64x2.splat(1.0 / 5040.0)))),
    );
    const c = f64x2.add(
      f64x2.add(f64x2.splat(1.0 / 40320.0), f64x2.mul(r, f64x2.splat(1.0 / 362880.0))),
      f64x2.mul(r2, f64x2.add(f64x2.splat(1.0 / 3628800.0), f64x2.mul(r, f64x2.splat(1.0 / 39916800.0)))),
    );
    const tail = f64x2.add(f64x2.splat(1.0 / 479001600.0), f64x2.mul(r, f64x2.splat(1.0 / 6227020800.0)));
    const polynomial = f64x2.add(
      a,
      f64x2.mul(r4, f64x2.add(b, f64x2.mul(r4, f64x2.add(c, f64x2.mul(r4, tail))))),
    );
    const power = i64x2.shl(i64x2.add(shifted, i64x2.splat(1023)), 52);
    v128.store(out, f64x2.mul(polynomial, power));
    x += 16;
    out += 16;
  }
}

/** Constants of the functions below, read from memory: V8 builds a vector constant anew at each use. */
const CONSTANTS: usize = memory.data<f32>([
  -87.0, 1.44269504088896, 0.693359375, -2.1219444e-4, 1.0, 0.5, 1.6666667e-1, 4.1666668e-2, 8.3333338e-3,
  1.3888889e-3, 1.984127e-4, 0.0, 0.33333334, 0.2, 0.14285715, 0.11111111, 0.09090909, 0.07692308, 0.06666667,
  2.0, 0.01, 0.99, 0.6931472,
]);

/** exp(x) for x up to 0; below -87 it is taken for -87. Cody and Waite's reduction, then the series of degree 7. */
export function expOf(x: v128): v128 {
  const value = f32x4.pmax(x, v128.load32_splat(CONSTANTS));
  const k = f32x4.nearest(f32x4.mul(value, v128.load32_splat(CONSTANTS, 4)));
  const rest = f32x4.sub(value, f32x4.mul(k, v128.load32_splat(CONSTANTS, 8)));
  const r = f32x4.sub(rest, f32x4.mul(k, v128.load32_splat(CONSTANTS, 12)));
  const one = v128.load32_splat(CONSTANTS, 16);
  const r2 = f32x4.mul(r, r);
  const a = f32x4.add(one, r);
  const b = f32x4.add(v128.load32_splat(CONSTANTS, 20), f32x4.mul(r, v128.load32_splat(CONSTANTS, 24)));
  const c = f32x4.add(v128.load32_splat(CONSTANTS, 28), f32x4.mul(r, v128.load32_splat(CONSTANTS, 32)));
  const d = f32x4.add(v128.load32_splat(CONSTANTS, 36), f32x4.mul(r, v128.load32_splat(CONSTANTS, 40)));
  const tail = f32x4.add(b, f32x4.mul(r2, f32x4.add(c, f32x4.mul(r2, d))));
  const power = i32x4.shl(i32x4.add(i32x4.trunc_sat_f32x4_s(k), i32x4.splat(127)), 23);
  return f32x4.mul(f32x4.add(a, f32x4.mul(r2, tail)), power);
}

/** ln((1 + z) / (1 - z)) for |z| up to 1/3, by its odd series up to z^15. */
function logOfRatio(z: v128): v128 {
  const z2 = f32x4.mul(z, z);
  let sum = v128.load32_splat(CONSTANTS, 72);
  sum = f32x4.add(v128.load32_splat(CONSTANTS, 68), f32x4.mul(z2, sum));
  sum = f32x4.add(v128.load32_splat(CONSTANTS, 64), f32x4.mul(z2, sum));
  sum = f32x4.add(v128.load32_splat(CONSTANTS, 60), f32x4.mul(z2, sum));
  sum = f32x4.add(v128.load32_splat(CONSTANTS, 56), f32x4.mul(z2, sum));
  sum = f32x4.add(v128.load32_splat(CONSTANTS, 52), f32x4.mul(z2, sum));
  sum = f32x4.add(v128.load32_splat(CONSTANTS, 48), f32x4.mul(z2, sum));
  const twice = f32x4.add(z, z);
  return f32x4.add(twice, f32x4.mul(twice, f32x4.mul(z2, sum)));
}

/** ln(x) of positive, normal values. */
export function logOf(x: v128): v128 {
  const one = v128.load32_splat(CONSTANTS, 16);
  // Moving the border of the exponents by sqrt(1/2) leaves a mantissa of sqrt(1/2) to sqrt(2).
  const bits = i32x4.sub(x, i32x4.splat(0x3f3504f3));
  const exponent = i32x4.shr_s(bits, 23);
  const mantissa = i32x4.sub(x, i32x4.shl(exponent, 23));
  const z = f32x4.div(f32x4.sub(mantissa, one), f32x4.add(mantissa, one));
  return f32x4.add(
    logOfRatio(z),
    f32x4.mul(f32x4.convert_i32x4_s(exponent), v128.load32_splat(CONSTANTS, 88)),
  );
}

/** The deviation that raw values s stand for, 0.01 + 0.99 ln(1 + e^s). */
export function deviationOf(raw: v128): v128 {
  const small = expOf(f32x4.neg(f32x4.abs(raw)));
  const z = f32x4.div(small, f32x4.add(small, v128.load32_splat(CONSTANTS, 76)));
  const softplus = f32x4.add(f32x4.pmax(v128.load32_splat(CONSTANTS, 44), raw), logOfRatio(z));
  return f32x4.add(v128.load32_splat(CONSTANTS, 80), f32x4.mul(v128.load32_splat(CONSTANTS, 84), softplus));
}

/** The derivative of `deviationOf`, 0.99 / (1 + e^-s). */
export function deviationSlope(raw: v128): v128 {
  const one = v128.load32_splat(CONSTANTS, 16);
  const small = expOf(f32x4.neg(f32x4.abs(raw)));
  const below = f32x4.lt(raw, v128.load32_splat(CONSTANTS, 44));
  const share = f32x4.div(v128.bitselect(small, one, below), f32x4.add(one, small));
  return f32x4.mul(v128.load32_splat(CONSTANTS, 84), share);
}

/** The sum of a's lanes, of b's, of c's and of d's. */
export function laneSums(a: v128, b: v128, c: v128, d: v128): v128 {
  const ab = f32x4.add(v128.shuffle<f32>(a, b, 0, 1, 4, 5), v128.shuffle<f32>(a, b, 2, 3, 6, 7));
  const cd = f32x4.add(v128.shuffle<f32>(c, d, 0, 1, 4, 5), v128.shuffle<f32>(c, d, 2, 3, 6, 7));
  return f32x4.add(v128.shuffle<f32>(ab, cd, 0, 2, 4, 6), v128.shuffle<f32>(ab, cd, 1, 3, 5, 7));
}

export function laneSum(a: v128): f32 {
  const halves = f32x4.add(a, v128.shuffle<f32>(a, a, 2, 3, 0, 1));
  return f32x4.extract_lane(halves, 0) + f32x4.extract_lane(halves, 1);
}

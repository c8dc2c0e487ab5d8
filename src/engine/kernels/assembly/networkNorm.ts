import { laneSum, laneSums } from './networkMath';
import { ROW } from './networkTensors';

/** 1 / columns. */
const SHARE: f32 = 0.03125;
const EPSILON: f32 = 1e-5;

/** Sums over the columns of four rows of 32. */
function sumsOfFour(x: usize): v128 {
  let s0 = v128.load(x);
  let s1 = v128.load(x, ROW);
  let s2 = v128.load(x, 2 * ROW);
  let s3 = v128.load(x, 3 * ROW);
  for (let k: usize = 16; k < ROW; k += 16) {
    s0 = f32x4.add(s0, v128.load(x + k));
    s1 = f32x4.add(s1, v128.load(x + k, ROW));
    s2 = f32x4.add(s2, v128.load(x + k, 2 * ROW));
    s3 = f32x4.add(s3, v128.load(x + k, 3 * ROW));
  }
  return laneSums(s0, s1, s2, s3);
}

/** out = input - mean, for one row, and its squares added up lane by lane. */
function centreRow(input: usize, mean: v128, out: usize): v128 {
  let sum = f32x4.splat(0);
  for (let k: usize = 0; k < ROW; k += 16) {
    const centred = f32x4.sub(v128.load(input + k), mean);
    v128.store(out + k, centred);
    sum = f32x4.add(sum, f32x4.mul(centred, centred));
  }
  return sum;
}

/**
 * Layer normalisation of rows of 32, in fours: `unit` gets each row with mean 0 and variance 1, `scales` what it was
 * multiplied by, `out` gain times unit plus shift (`gain` and `shift`: 32 values each).
 */
export function normalise(
  input: usize,
  rows: i32,
  gain: usize,
  shift: usize,
  unit: usize,
  scales: usize,
  out: usize,
): void {
  const share = f32x4.splat(SHARE);
  for (let row = 0; row < rows; row += 4) {
    const means = f32x4.mul(share, sumsOfFour(input));
    const squares = laneSums(
      centreRow(input, v128.shuffle<f32>(means, means, 0, 0, 0, 0), unit),
      centreRow(input + ROW, v128.shuffle<f32>(means, means, 1, 1, 1, 1), unit + ROW),
      centreRow(input + 2 * ROW, v128.shuffle<f32>(means, means, 2, 2, 2, 2), unit + 2 * ROW),
      centreRow(input + 3 * ROW, v128.shuffle<f32>(means, means, 3, 3, 3, 3), unit + 3 * ROW),
    );
    const deviations = f32x4.sqrt(f32x4.add(f32x4.mul(share, squares), f32x4.splat(EPSILON)));
    v128.store(scales, f32x4.div(f32x4.splat(1), deviations));
    for (const end = scales + 16; scales < end; scales += 4) {
      const factor = v128.load32_splat(scales);
      for (let k: usize = 0; k < ROW; k += 16) {
        const value = f32x4.mul(v128.load(unit + k), factor);
        v128.store(unit + k, value);
        v128.store(out + k, f32x4.add(f32x4.mul(value, v128.load(gain + k)), v128.load(shift + k)));
      }
      unit += ROW;
      out += ROW;
    }
    input += 4 * ROW;
  }
}

/**
 * out = slopes by the input of `normalise`, from `slopes` by its output; adds to the slopes by gain and by shift. With
 * x = unit and g = gain slope: scale (g - mean(g) - x mean(g x)). `out` may be `slopes`.
 */
export function normaliseBack(
  slopes: usize,
  rows: i32,
  gain: usize,
  unit: usize,
  scales: usize,
  out: usize,
  gainSlopes: usize,
  shiftSlopes: usize,
): void {
  for (let row = 0; row < rows; row++) {
    let sum = f32x4.splat(0);
    let product = f32x4.splat(0);
    for (let k: usize = 0; k < ROW; k += 16) {
      const slope = v128.load(slopes + k);
      const x = v128.load(unit + k);
      v128.store(gainSlopes + k, f32x4.add(v128.load(gainSlopes + k), f32x4.mul(slope, x)));
      v128.store(shiftSlopes + k, f32x4.add(v128.load(shiftSlopes + k), slope));
      const g = f32x4.mul(slope, v128.load(gain + k));
      sum = f32x4.add(sum, g);
      product = f32x4.add(product, f32x4.mul(g, x));
      v128.store(out + k, g);
    }
    const mean = f32x4.splat(laneSum(sum) * SHARE);
    const along = f32x4.splat(laneSum(product) * SHARE);
    const scale = v128.load32_splat(scales);
    for (let k: usize = 0; k < ROW; k += 16) {
      const rest = f32x4.sub(v128.load(out + k), mean);
      v128.store(out + k, f32x4.mul(scale, f32x4.sub(rest, f32x4.mul(v128.load(unit + k), along))));
    }
    slopes += ROW;
    unit += ROW;
    out += ROW;
    scales += 4;
  }
}

import { accumulateActive, listActive, multiplyActive } from './networkActive';
import { slopesOfSums } from './networkAttentionBack';
import { laneSums } from './networkMath';
import { normalise, normaliseBack } from './networkNorm';
import { NetworkProblem } from './networkProblem';
import { accumulateProducts, accumulateRows, multiplyRows, PLAIN, RECTIFIED } from './networkProducts';
import { decoderActive, layerOfDecoder, mixerActive, pointShift, resizerActive, rows } from './networkRows';
import {
  ATTENDED_NORM,
  DECODER,
  MIXED_NORM,
  MIXER,
  offsetOf,
  parametersOf,
  RESIZER,
  ROW,
  transposedOf,
  WIDTH,
} from './networkTensors';

/** Layers of the decoder before its last. */
const DEPTH: i32 = 4;
/** One 32 x 32 layer with its bias. */
function layer(p: NetworkProblem, tensor: i32, input: usize, count: i32, out: usize, mask: usize): void {
  const bias = parametersOf(p, tensor + 1);
  multiplyRows(input, count, WIDTH, transposedOf(p, tensor), WIDTH, out, bias, mask);
}

/** The same with an input that is 0 but for the units of `list`, added to `out`, whose rows hold the bias already. */
function layerOnto(
  p: NetworkProblem,
  tensor: i32,
  input: usize,
  list: usize,
  count: i32,
  out: usize,
  mask: usize,
): void {
  multiplyActive(input, list, count, transposedOf(p, tensor), out, out, mask);
}

/** The row of the shard that place `index` of the tile holds; places behind its end repeat the first. */
function rowAt(first: i32, count: i32, index: i32): i32 {
  return first + (index < count ? index : 0);
}

/**
 * From what rows `first` to `first` + `count` - 1 read to raw means and deviations, in fours: the last ones of an
 * incomplete four are of no meaning.
 */
export function forwardTile(p: NetworkProblem, first: i32, count: i32): void {
  const padded = (count + 3) & ~3;
  for (let index = 0; index < padded; index++) {
    const row = rowAt(first, count, index);
    const from = rows.attended + <usize>row * ROW;
    const encoded = p.encoded + pointShift(row);
    const to = rows.input + <usize>index * ROW;
    for (let k: usize = 0; k < ROW; k += 16) {
      v128.store(to + k, f32x4.add(v128.load(from + k), v128.load(encoded + k)));
    }
  }
  normalise(
    rows.input,
    padded,
    parametersOf(p, ATTENDED_NORM),
    parametersOf(p, ATTENDED_NORM + 1),
    rows.attendedUnit,
    rows.attendedScales,
    rows.normed,
  );
  layer(p, MIXER, rows.normed, padded, rows.mixerHidden, RECTIFIED);
  listActive(rows.mixerHidden, padded, mixerActive());
  addRows(rows.normed, parametersOf(p, MIXER + 3), padded, rows.mixed);
  layerOnto(p, MIXER + 2, rows.mixerHidden, mixerActive(), padded, rows.mixed, PLAIN);
  normalise(
    rows.mixed,
    padded,
    parametersOf(p, MIXED_NORM),
    parametersOf(p, MIXED_NORM + 1),
    rows.mixedUnit,
    rows.mixedScales,
    rows.read,
  );
  layer(p, RESIZER, rows.read, padded, rows.resizerHidden, RECTIFIED);
  listActive(rows.resizerHidden, padded, resizerActive());
  const bias = parametersOf(p, RESIZER + 3);
  for (let index = 0; index < padded; index++) {
    const encoded = p.encoded + pointShift(rowAt(first, count, index));
    addRows(encoded, bias, 1, rows.decoder + <usize>index * ROW);
  }
  layerOnto(p, RESIZER + 2, rows.resizerHidden, resizerActive(), padded, rows.decoder, RECTIFIED);
  listActive(rows.decoder, padded, decoderActive(0));
  for (let depth = 0; depth < DEPTH; depth++) {
    const tensor = DECODER + 2 * depth;
    const w = transposedOf(p, tensor);
    const next = layerOfDecoder(depth + 1);
    const start = parametersOf(p, tensor + 1);
    multiplyActive(layerOfDecoder(depth), decoderActive(depth), padded, w, next, start, RECTIFIED);
    listActive(next, padded, decoderActive(depth + 1));
  }
  const last = parametersOf(p, DECODER + 2 * DEPTH);
  const shift = parametersOf(p, DECODER + 2 * DEPTH + 1);
  const input = layerOfDecoder(DEPTH);
  for (let index = 0; index < padded; index += 4) {
    const at = input + <usize>index * ROW;
    const to = (<usize>index) << 2;
    v128.store(rows.means + to, f32x4.add(productOfFour(at, last), v128.load32_splat(shift)));
    v128.store(rows.raws + to, f32x4.add(productOfFour(at, last + ROW), v128.load32_splat(shift, 4)));
  }
}

/** out = a + vector, row by row. */
function addRows(a: usize, vector: usize, count: i32, out: usize): void {
  for (let index = 0; index < count; index++) {
    for (let k: usize = 0; k < ROW; k += 16) {
      v128.store(out + k, f32x4.add(v128.load(a + k), v128.load(vector + k)));
    }
    a += ROW;
    out += ROW;
  }
}

/** Inner products of four rows of `a` with one vector. */
function productOfFour(a: usize, vector: usize): v128 {
  let s0 = f32x4.splat(0);
  let s1 = s0;
  let s2 = s0;
  let s3 = s0;
  for (let k: usize = 0; k < ROW; k += 16) {
    const w = v128.load(vector + k);
    s0 = f32x4.add(s0, f32x4.mul(w, v128.load(a + k)));
    s1 = f32x4.add(s1, f32x4.mul(w, v128.load(a + k, ROW)));
    s2 = f32x4.add(s2, f32x4.mul(w, v128.load(a + k, 2 * ROW)));
    s3 = f32x4.add(s3, f32x4.mul(w, v128.load(a + k, 3 * ROW)));
  }
  return laneSums(s0, s1, s2, s3);
}

/**
 * Adds the gradient of a 32 x 32 layer, whose slopes are 0 but for the units of `list`; then `out` = start + slopes by
 * its input, where `mask` is above 0.
 */
function layerBack(
  p: NetworkProblem,
  block: usize,
  tensor: i32,
  slopes: usize,
  list: usize,
  input: usize,
  count: i32,
  out: usize,
  start: usize,
  mask: usize,
): void {
  accumulateActive(slopes, list, input, count, block + offsetOf(p, tensor));
  accumulateRows(slopes, count, WIDTH, block + offsetOf(p, tensor + 1));
  multiplyActive(slopes, list, count, parametersOf(p, tensor), out, start, mask);
}

/** The same for the mixer's last layer, which is not rectified. */
function mixerBack(p: NetworkProblem, block: usize, slopes: usize, count: i32, out: usize): void {
  const tensor = MIXER + 2;
  const input = rows.mixerHidden;
  accumulateProducts(slopes, input, count, WIDTH, WIDTH, block + offsetOf(p, tensor));
  accumulateRows(slopes, count, WIDTH, block + offsetOf(p, tensor + 1));
  multiplyRows(slopes, count, WIDTH, parametersOf(p, tensor), WIDTH, out, 0, input);
}

/** The gradient of the last layer, and `slopes` by its rectified input. */
function lastLayerBack(p: NetworkProblem, block: usize, count: i32): void {
  const last = DECODER + 2 * DEPTH;
  const w = parametersOf(p, last);
  const sums = block + offsetOf(p, last);
  const bias = block + offsetOf(p, last + 1);
  const zero = f32x4.splat(0);
  for (let index = 0; index < count; index++) {
    const byMean = v128.load32_splat(rows.meanSlopes + ((<usize>index) << 2));
    const byRaw = v128.load32_splat(rows.rawSlopes + ((<usize>index) << 2));
    const input = layerOfDecoder(DEPTH) + <usize>index * ROW;
    const to = rows.slopes + <usize>index * ROW;
    for (let k: usize = 0; k < ROW; k += 16) {
      const x = v128.load(input + k);
      v128.store(sums + k, f32x4.add(v128.load(sums + k), f32x4.mul(byMean, x)));
      v128.store(sums + k, f32x4.add(v128.load(sums + k, ROW), f32x4.mul(byRaw, x)), ROW);
      const slope = f32x4.add(f32x4.mul(byMean, v128.load(w + k)), f32x4.mul(byRaw, v128.load(w + k, ROW)));
      v128.store(to + k, v128.and(slope, f32x4.gt(x, zero)));
    }
    store<f32>(bias, load<f32>(bias) + f32x4.extract_lane(byMean, 0));
    store<f32>(bias, load<f32>(bias, 4) + f32x4.extract_lane(byRaw, 0), 4);
  }
}

/** The way back through the tile: its gradient in `block`, slopes by encoded points, and by the context's sums. */
export function backwardTile(p: NetworkProblem, block: usize, first: i32, count: i32): void {
  const padded = (count + 3) & ~3;
  const a = rows.slopes;
  const b = rows.otherSlopes;
  lastLayerBack(p, block, padded);
  for (let depth = DEPTH - 1; depth >= 0; depth--) {
    const tensor = DECODER + 2 * depth;
    const input = layerOfDecoder(depth);
    const list = decoderActive(depth + 1);
    if ((depth & 1) == 0) layerBack(p, block, tensor, b, list, input, padded, a, 0, input);
    else layerBack(p, block, tensor, a, list, input, padded, b, 0, input);
  }
  for (let index = 0; index < count; index++) addSlopes(p, first + index, a + <usize>index * ROW);
  const hidden = rows.resizerHidden;
  layerBack(p, block, RESIZER + 2, a, decoderActive(0), hidden, padded, b, 0, hidden);
  layerBack(p, block, RESIZER, b, resizerActive(), rows.read, padded, a, 0, PLAIN);
  normBack(p, block, MIXED_NORM, a, padded, rows.mixedUnit, rows.mixedScales);
  mixerBack(p, block, a, padded, b);
  layerBack(p, block, MIXER, b, mixerActive(), rows.normed, padded, a, a, PLAIN);
  normBack(p, block, ATTENDED_NORM, a, padded, rows.attendedUnit, rows.attendedScales);
  for (let index = 0; index < count; index++) {
    const slopes = a + <usize>index * ROW;
    addSlopes(p, first + index, slopes);
    slopesOfSums(first + index, slopes);
  }
}

function normBack(
  p: NetworkProblem,
  block: usize,
  tensor: i32,
  slopes: usize,
  count: i32,
  unit: usize,
  scales: usize,
): void {
  const gain = parametersOf(p, tensor);
  const gainSlopes = block + offsetOf(p, tensor);
  normaliseBack(slopes, count, gain, unit, scales, slopes, gainSlopes, block + offsetOf(p, tensor + 1));
}

/** Adds to the slopes by the encoding of the row's point. */
function addSlopes(p: NetworkProblem, row: i32, slopes: usize): void {
  const to = p.encodedSlopes + pointShift(row);
  for (let k: usize = 0; k < ROW; k += 16) {
    v128.store(to + k, f32x4.add(v128.load(to + k), v128.load(slopes + k)));
  }
}

import { NetworkProblem } from './networkProblem';
import { accumulateProducts, accumulateRows, addTo, multiplyRows, PLAIN, RECTIFIED } from './networkProducts';
import {
  clearTensors,
  inputsOf,
  KEYS,
  LABEL,
  offsetOf,
  outputsOf,
  parametersOf,
  POINT,
  QUERIES,
  RESIZER,
  ROW,
  transposedOf,
  VALUE,
  VALUES,
  WIDE_ROW,
  WIDTH,
  ATTENDED_NORM,
} from './networkTensors';

/** out = `rows` rows of `input` through the layer whose weights are `tensor`, then its bias. */
function forward(p: NetworkProblem, tensor: i32, input: usize, rows: i32, out: usize, mask: usize): void {
  const bias = parametersOf(p, tensor + 1);
  multiplyRows(
    input,
    rows,
    inputsOf(p, tensor),
    transposedOf(p, tensor),
    outputsOf(p, tensor),
    out,
    bias,
    mask,
  );
}

/**
 * Encodings, keys and queries of the points `first` to `last` - 1, multiples of 4; with `asContext` also what they stand
 * for as context, and values.
 */
export function encodePoints(at: usize, first: i32, last: i32, asContext: i32): void {
  const p = changetype<NetworkProblem>(at);
  const rows = last - first;
  const shift = <usize>first * ROW;
  const encoded = p.encoded + shift;
  const x = p.x + ((<usize>(first * p.features)) << 2);
  forward(p, POINT, x, rows, p.hidden + shift, RECTIFIED);
  forward(p, POINT + 2, p.hidden + shift, rows, encoded, PLAIN);
  forward(p, QUERIES, encoded, rows, p.queries + shift, PLAIN);
  if (asContext == 0) return;
  multiplyRows(encoded, rows, WIDTH, transposedOf(p, KEYS), WIDTH, p.keys + shift, 0, PLAIN);
  joinKnown(p, first, last);
  const wideShift = <usize>first * WIDE_ROW;
  const represented = p.represented + shift;
  forward(p, VALUE, p.joined + shift, rows, p.wide + wideShift, RECTIFIED);
  forward(p, VALUE + 2, p.wide + wideShift, rows, p.wider + wideShift, RECTIFIED);
  forward(p, VALUE + 4, p.wider + wideShift, rows, represented, PLAIN);
  multiplyRows(represented, rows, WIDTH, transposedOf(p, VALUES), WIDTH, p.values + shift, 0, PLAIN);
}

/** The one hidden unit of the label encoder. */
function labelUnit(p: NetworkProblem, point: i32): f32 {
  const known = load<f32>(p.known + ((<usize>point) << 2));
  const sum = load<f32>(parametersOf(p, LABEL)) * known + load<f32>(parametersOf(p, LABEL + 1));
  return sum > 0 ? sum : 0;
}

/** joined = relu(encoded + encoding of the known value). */
function joinKnown(p: NetworkProblem, first: i32, last: i32): void {
  const weights = parametersOf(p, LABEL + 2);
  const bias = parametersOf(p, LABEL + 3);
  const zero = f32x4.splat(0);
  for (let point = first; point < last; point++) {
    const unit = f32x4.splat(labelUnit(p, point));
    const from = p.encoded + <usize>point * ROW;
    const to = p.joined + <usize>point * ROW;
    for (let k: usize = 0; k < ROW; k += 16) {
      const label = f32x4.add(f32x4.mul(unit, v128.load(weights + k)), v128.load(bias + k));
      v128.store(to + k, f32x4.pmax(zero, f32x4.add(v128.load(from + k), label)));
    }
  }
}

/** Adds to the gradient of a layer; `slopes` by its output, its `input`, `rows` of each. */
function addGradient(
  p: NetworkProblem,
  block: usize,
  tensor: i32,
  slopes: usize,
  input: usize,
  rows: i32,
): void {
  const outputs = outputsOf(p, tensor);
  accumulateProducts(slopes, input, rows, outputs, inputsOf(p, tensor), block + offsetOf(p, tensor));
}

function addBias(p: NetworkProblem, block: usize, tensor: i32, slopes: usize, rows: i32): void {
  accumulateRows(slopes, rows, outputsOf(p, tensor), block + offsetOf(p, tensor + 1));
}

/** out = slopes by the layer's input. */
function back(p: NetworkProblem, tensor: i32, slopes: usize, rows: i32, out: usize, mask: usize): void {
  const w = parametersOf(p, tensor);
  multiplyRows(slopes, rows, outputsOf(p, tensor), w, inputsOf(p, tensor), out, 0, mask);
}

/** Adds up what the row shards say of the points `first` to `last` - 1, always in the same order; into the first's. */
function sumShards(p: NetworkProblem, slopes: usize, first: i32, last: i32): usize {
  const sums = slopes + <usize>first * ROW;
  const size = <usize>(last - first) * ROW;
  for (let shard = 1; shard < p.rowShards; shard++) {
    addTo(sums, sums + <usize>shard * <usize>p.points * ROW, size);
  }
  return sums;
}

/**
 * The gradient of the layers that work on points, from the slopes that all row shards have left: one of `pointShards`
 * shares of the points. Its sums stay in the shard's own block of gradients. Scratch: 512 bytes a point.
 */
export function trainPoints(at: usize, shard: i32, scratch: usize): void {
  const p = changetype<NetworkProblem>(at);
  const quads = p.points >> 2;
  const first = ((shard * quads) / p.pointShards) << 2;
  const last = (((shard + 1) * quads) / p.pointShards) << 2;
  const rows = last - first;
  const shift = <usize>first * ROW;
  const block = p.gradients + <usize>shard * p.blockSize;
  clearTensors(p, block, POINT, RESIZER);
  clearTensors(p, block, LABEL, ATTENDED_NORM);
  const keySlopes = sumShards(p, p.keySlopes, first, last);
  const valueSlopes = sumShards(p, p.valueSlopes, first, last);
  const querySlopes = p.querySlopes + shift;
  const slopes = p.encodedSlopes + shift;
  const encoded = p.encoded + shift;
  addGradient(p, block, KEYS, keySlopes, encoded, rows);
  addGradient(p, block, QUERIES, querySlopes, encoded, rows);
  addBias(p, block, QUERIES, querySlopes, rows);
  multiplyRows(keySlopes, rows, WIDTH, parametersOf(p, KEYS), WIDTH, slopes, slopes, PLAIN);
  multiplyRows(querySlopes, rows, WIDTH, parametersOf(p, QUERIES), WIDTH, slopes, slopes, PLAIN);
  addGradient(p, block, VALUES, valueSlopes, p.represented + shift, rows);
  // The slopes by keys are used up: their place takes those by what the points stand for.
  back(p, VALUES, valueSlopes, rows, keySlopes, PLAIN);
  trainValueEncoder(p, block, first, rows, keySlopes, scratch);
  addGradient(p, block, POINT + 2, slopes, p.hidden + shift, rows);
  addBias(p, block, POINT + 2, slopes, rows);
  back(p, POINT + 2, slopes, rows, scratch, p.hidden + shift);
  addGradient(p, block, POINT, scratch, p.x + ((<usize>(first * p.features)) << 2), rows);
  addBias(p, block, POINT, scratch, rows);
}

function trainValueEncoder(
  p: NetworkProblem,
  block: usize,
  first: i32,
  rows: i32,
  slopes: usize,
  scratch: usize,
): void {
  const shift = <usize>first * ROW;
  const wide = p.wide + <usize>first * WIDE_ROW;
  const wider = p.wider + <usize>first * WIDE_ROW;
  const other = scratch + <usize>rows * WIDE_ROW;
  addGradient(p, block, VALUE + 4, slopes, wider, rows);
  addBias(p, block, VALUE + 4, slopes, rows);
  back(p, VALUE + 4, slopes, rows, scratch, wider);
  addGradient(p, block, VALUE + 2, scratch, wide, rows);
  addBias(p, block, VALUE + 2, scratch, rows);
  back(p, VALUE + 2, scratch, rows, other, wide);
  addGradient(p, block, VALUE, other, p.joined + shift, rows);
  addBias(p, block, VALUE, other, rows);
  back(p, VALUE, other, rows, scratch, p.joined + shift);
  addTo(p.encodedSlopes + shift, scratch, <usize>rows * ROW);
  accumulateRows(scratch, rows, WIDTH, block + offsetOf(p, LABEL + 3));
  trainLabel(p, block, first, rows, scratch);
}

/** The label encoder but for its last bias, from the slopes by its output. */
function trainLabel(p: NetworkProblem, block: usize, first: i32, rows: i32, slopes: usize): void {
  const weights = parametersOf(p, LABEL + 2);
  const weightSlopes = block + offsetOf(p, LABEL + 2);
  let byWeight: f32 = 0;
  let byBias: f32 = 0;
  for (let row = 0; row < rows; row++) {
    const unit = labelUnit(p, first + row);
    if (!(unit > 0)) continue;
    let byUnit: f32 = 0;
    for (let k: usize = 0; k < ROW; k += 4) {
      const slope = load<f32>(slopes + <usize>row * ROW + k);
      store<f32>(weightSlopes + k, load<f32>(weightSlopes + k) + slope * unit);
      byUnit += slope * load<f32>(weights + k);
    }
    byWeight += byUnit * load<f32>(p.known + ((<usize>(first + row)) << 2));
    byBias += byUnit;
  }
  store<f32>(block + offsetOf(p, LABEL), byWeight);
  store<f32>(block + offsetOf(p, LABEL + 1), byBias);
}

import { NetworkProblem } from './networkProblem';
import { transpose } from './networkProducts';
import {
  ATTENDED_NORM,
  inputsOf,
  LABEL,
  offsetOf,
  outputsOf,
  parametersOf,
  RESIZER,
  TENSORS,
  transposedOf,
} from './networkTensors';

const DECAY1: f32 = 0.9;
const DECAY2: f32 = 0.999;
const GUARD: f32 = 1e-8;

/** Bytes from the start of a tensor to that of the next. */
function sizeOf(p: NetworkProblem, tensor: i32): usize {
  const end = tensor + 1 < TENSORS ? offsetOf(p, tensor + 1) : p.blockSize;
  return end - offsetOf(p, tensor);
}

/**
 * Adds up the shards' gradients of the tensors `first` to `last` - 1, in the same order always, moves their parameters by
 * one step of Adam (Kingma and Ba 2015, algorithm 1) and transposes them. `rate` has the first moment's bias in it:
 * learning rate / (1 - decay1^t); `bias2` is 1 - decay2^t.
 */
export function updateTensors(at: usize, first: i32, last: i32, rate: f32, bias2: f32): void {
  const p = changetype<NetworkProblem>(at);
  for (let tensor = first; tensor < last; tensor++) {
    const ofPoints = tensor < RESIZER || (tensor >= LABEL && tensor < ATTENDED_NORM);
    moveTensor(p, tensor, ofPoints ? p.pointShards : p.rowShards, rate, 1 / bias2);
  }
  transposeTensors(at, first, last);
}

function moveTensor(p: NetworkProblem, tensor: i32, shards: i32, rate: f32, scale: f32): void {
  const start = offsetOf(p, tensor);
  const end = start + sizeOf(p, tensor);
  const keep1 = f32x4.splat(DECAY1);
  const keep2 = f32x4.splat(DECAY2);
  const take1 = f32x4.splat(1 - DECAY1);
  const take2 = f32x4.splat(1 - DECAY2);
  const guard = f32x4.splat(GUARD);
  const factor = f32x4.splat(rate);
  const unbias = f32x4.splat(scale);
  for (let offset = start; offset < end; offset += 16) {
    let from = p.gradients + offset;
    let slope = v128.load(from);
    for (let shard = 1; shard < shards; shard++) {
      from += p.blockSize;
      slope = f32x4.add(slope, v128.load(from));
    }
    const m = f32x4.add(f32x4.mul(keep1, v128.load(p.firstMoments + offset)), f32x4.mul(take1, slope));
    const square = f32x4.mul(slope, slope);
    const v = f32x4.add(f32x4.mul(keep2, v128.load(p.secondMoments + offset)), f32x4.mul(take2, square));
    v128.store(p.firstMoments + offset, m);
    v128.store(p.secondMoments + offset, v);
    const root = f32x4.add(f32x4.sqrt(f32x4.mul(v, unbias)), guard);
    const moved = f32x4.sub(v128.load(p.parameters + offset), f32x4.div(f32x4.mul(factor, m), root));
    v128.store(p.parameters + offset, moved);
  }
}

/** Brings the transposed copies of the tensors `first` to `last` - 1 in line with the parameters. */
export function transposeTensors(at: usize, first: i32, last: i32): void {
  const p = changetype<NetworkProblem>(at);
  for (let tensor = first; tensor < last; tensor++) {
    const outputs = outputsOf(p, tensor);
    const inputs = inputsOf(p, tensor);
    // A vector, or the last layer, which is used as it is.
    if (outputs < 4 || inputs < 4) continue;
    transpose(parametersOf(p, tensor), outputs, inputs, transposedOf(p, tensor));
  }
}

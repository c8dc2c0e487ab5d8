import { i32At } from './memory';
import { NetworkProblem } from './networkProblem';

// Tensors in the order in which a block holds them; a layer is its weights, then its bias.

/** Point encoder: two layers. */
export const POINT: i32 = 0;
/** What the decoder makes of attended values: two layers. */
export const RESIZER: i32 = 4;
/** Five layers. */
export const DECODER: i32 = 8;
/** Known value of a context point: two layers, the first of one unit. */
export const LABEL: i32 = 18;
/** Value encoder: three layers. */
export const VALUE: i32 = 22;
/** Weights alone. */
export const KEYS: i32 = 28;
export const QUERIES: i32 = 29;
/** Weights alone. */
export const VALUES: i32 = 31;
/** Gain and shift. */
export const ATTENDED_NORM: i32 = 32;
export const MIXED_NORM: i32 = 34;
/** Two layers. */
export const MIXER: i32 = 36;
export const TENSORS: i32 = 40;

/** Size of an encoding, and bytes of a row of one. */
export const WIDTH: i32 = 32;
export const ROW: usize = 128;
export const WIDE_ROW: usize = 256;

/** Bytes from the start of a block to a tensor. */
export function offsetOf(p: NetworkProblem, tensor: i32): usize {
  return <usize>i32At(p.offsets, tensor);
}

export function parametersOf(p: NetworkProblem, tensor: i32): usize {
  return p.parameters + offsetOf(p, tensor);
}

/** Weights as inputs x outputs. */
export function transposedOf(p: NetworkProblem, tensor: i32): usize {
  return p.transposed + offsetOf(p, tensor);
}

export function outputsOf(p: NetworkProblem, tensor: i32): i32 {
  return i32At(p.sizes, 2 * tensor);
}

export function inputsOf(p: NetworkProblem, tensor: i32): i32 {
  return i32At(p.sizes, 2 * tensor + 1);
}

/** Clears the tensors `from` to `to` - 1 of a block. */
export function clearTensors(p: NetworkProblem, block: usize, from: i32, to: i32): void {
  const start = offsetOf(p, from);
  memory.fill(block + start, 0, (to < TENSORS ? offsetOf(p, to) : p.blockSize) - start);
}

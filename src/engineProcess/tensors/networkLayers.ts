import { fused, mul } from '@tensorflow/tfjs-core';
import type { Tensor, Tensor2D } from '@tensorflow/tfjs-core';
import { parameterPlaces } from '../../engine/networks/networkSpec.ts';
import type { NetworkSpec } from '../../engine/networks/networkSpec.ts';

/** Flat parameters as one piece for each array of the network, in the order of `parameterPlaces`. */
export function cutParameters(spec: NetworkSpec, parameters: Float32Array) {
  return parameterPlaces(spec).map(({ shape, offset, length }) => ({
    shape: [...shape],
    values: parameters.slice(offset, offset + length),
  }));
}

/** What keeps units of a hidden layer of `rows` x `width` or leaves them out; null = keeps all. */
export type DrawMask = (rows: number, width: number) => Tensor2D;

/** The last hidden layer of `rows` (n x inputs), n x units, and its logits, n x outputs. */
export function forward(
  parameters: readonly Tensor[],
  rows: Tensor2D,
  drawMask: DrawMask | null,
): { readonly hidden: Tensor2D; readonly logits: Tensor2D } {
  let hidden = rows;
  const last = parameters.length - 2;
  for (let place = 0; place < last; place += 2) {
    hidden = linear(hidden, parameters, place, 'relu');
    if (drawMask !== null) hidden = mul(hidden, drawMask(rows.shape[0], hidden.shape[1]));
  }
  return { hidden, logits: linear(hidden, parameters, last, 'linear') };
}

/** `rows` through the layer whose weights stand at `place`, its biases behind them. */
function linear(
  rows: Tensor2D,
  parameters: readonly Tensor[],
  place: number,
  activation: 'relu' | 'linear',
): Tensor2D {
  const weights = parameters[place] as Tensor2D;
  return fused.matMul({ a: rows, b: weights, bias: parameters[place + 1]!, activation }) as Tensor2D;
}

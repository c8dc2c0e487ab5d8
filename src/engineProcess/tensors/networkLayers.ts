import { fused, maxPool, mul, reshape } from '@tensorflow/tfjs-core';
import type { Tensor, Tensor1D, Tensor2D, Tensor4D } from '@tensorflow/tfjs-core';
import { parameterPlaces } from '../../engine/networks/networkSpec.ts';
import type { ConvolutionSpec, NetworkSpec } from '../../engine/networks/networkSpec.ts';

/** Flat parameters as one piece for each array of the network, in the order of `parameterPlaces`. */
export function cutParameters(spec: NetworkSpec, parameters: Float32Array) {
  return parameterPlaces(spec).map(({ shape, offset, length }) => ({
    shape: [...shape],
    values: parameters.slice(offset, offset + length),
  }));
}

/** What keeps units of a hidden layer of `rows` x `width` or leaves them out; null = keeps all. */
export type DrawMask = (rows: number, width: number) => Tensor2D;

export interface NetworkPass {
  readonly spec: NetworkSpec;
  /** In the order of `parameterPlaces`. */
  readonly parameters: readonly Tensor[];
  readonly drawMask: DrawMask | null;
}

/** The last hidden layer of `rows` (n x inputs), n x units, and its logits, n x outputs. */
export function forward(
  { spec, parameters, drawMask }: NetworkPass,
  rows: Tensor2D,
): { readonly hidden: Tensor2D; readonly logits: Tensor2D } {
  let hidden = spec.kind === 'convolution' ? convolve(spec, parameters, rows) : rows;
  const last = parameters.length - 2;
  for (let place = last - 2 * spec.hidden.length; place < last; place += 2) {
    hidden = linear(hidden, parameters, { place, activation: 'relu' });
    if (drawMask !== null) hidden = mul(hidden, drawMask(rows.shape[0], hidden.shape[1]));
  }
  return { hidden, logits: linear(hidden, parameters, { place: last, activation: 'linear' }) };
}

/** What the blocks make of each row's image, as n rows. */
function convolve(
  { side, channels, filters }: ConvolutionSpec,
  parameters: readonly Tensor[],
  rows: Tensor2D,
): Tensor2D {
  let images: Tensor4D = reshape(rows, [rows.shape[0], side, side, channels]);
  filters.forEach((_, block) => {
    const convolved = fused.conv2d({
      x: images,
      filter: parameters[2 * block] as Tensor4D,
      bias: parameters[2 * block + 1] as Tensor1D,
      strides: 1,
      pad: 'same',
      activation: 'relu',
    });
    images = maxPool(convolved, 2, 2, 'same');
  });
  return reshape(images, [rows.shape[0], -1]);
}

interface Layer {
  /** Where its weights stand among the parameters, its biases behind them. */
  readonly place: number;
  readonly activation: 'relu' | 'linear';
}

/** `rows` through a layer. */
function linear(rows: Tensor2D, parameters: readonly Tensor[], { place, activation }: Layer): Tensor2D {
  const weights = parameters[place] as Tensor2D;
  return fused.matMul({ a: rows, b: weights, bias: parameters[place + 1]!, activation }) as Tensor2D;
}

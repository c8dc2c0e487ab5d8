import { fused, maxPool, mul, reshape } from '@tensorflow/tfjs-core';
import type { Tensor, Tensor1D, Tensor2D, Tensor4D } from '@tensorflow/tfjs-core';
import { parameterPlaces } from '../../engine/networks/networkSpec.ts';
import type { ConvolutionSpec, NetworkSpec } from '../../engine/networks/networkSpec.ts';
import type { StatisticsListener } from './batchNorm.ts';
import { residualFeatures } from './residualFeatures.ts';

/** Flat parameters as one piece for each array of the network, in the order of `parameterPlaces`. */
export function cutParameters(spec: NetworkSpec, parameters: Float32Array) {
  return parameterPlaces(spec).map(({ shape, offset, length }) => ({
    shape: [...shape],
    values: parameters.slice(offset, offset + length),
  }));
}

/** What training does otherwise than evaluation. */
export interface TrainingPass {
  /** n x units for each hidden layer, which keeps units or leaves them out; null = all are kept. */
  readonly masks: readonly Tensor2D[] | null;
  readonly onStatistics: StatisticsListener;
}

export interface NetworkPass {
  readonly spec: NetworkSpec;
  /** In the order of `parameterPlaces`. */
  readonly parameters: readonly Tensor[];
  /** Null = evaluation. */
  readonly training: TrainingPass | null;
}

/** What the last layer of the network sees of `rows` (n x inputs), n x units, and its logits, n x outputs. */
export function forward(
  { spec, parameters, training }: NetworkPass,
  rows: Tensor2D,
): { readonly hidden: Tensor2D; readonly logits: Tensor2D } {
  const last = parameters.length - 2;
  let hidden = rows;
  if (spec.kind === 'residual') {
    hidden = residualFeatures(spec, { parameters, onStatistics: training?.onStatistics ?? null }, rows);
  } else {
    if (spec.kind === 'convolution') hidden = convolve(spec, parameters, rows);
    const first = last - 2 * spec.hidden.length;
    for (let place = first; place < last; place += 2) {
      hidden = linear(hidden, parameters, { place, activation: 'relu' });
      const mask = training?.masks?.[(place - first) / 2];
      if (mask !== undefined) hidden = mul(hidden, mask);
    }
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

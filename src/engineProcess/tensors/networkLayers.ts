import { concat, fused, maxPool, mean, mul, reshape } from '@tensorflow/tfjs-core';
import type { Tensor, Tensor1D, Tensor2D, Tensor4D } from '@tensorflow/tfjs-core';
import { parameterPlaces, withoutLossModule } from '../../engine/networks/networkSpec.ts';
import type { ConvolutionSpec, NetworkSpec } from '../../engine/networks/networkSpec.ts';
import type { StatisticsListener } from './batchNorm.ts';
import { detach } from './lossModule.ts';
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
  /** Whether a module that predicts losses changes nothing of the network below it. */
  readonly isDetached: boolean;
}

export interface NetworkPass {
  readonly spec: NetworkSpec;
  /** In the order of `parameterPlaces`. */
  readonly parameters: readonly Tensor[];
  /** Null = evaluation. */
  readonly training: TrainingPass | null;
}

export interface NetworkValues {
  /** What the last layer sees of the rows, n x units. */
  readonly hidden: Tensor2D;
  /** n x outputs. */
  readonly logits: Tensor2D;
  /** n; null where the network has no module for it. */
  readonly predictedLosses: Tensor1D | null;
}

/** What the network makes of `rows`, n x inputs. */
export function forward({ spec, parameters, training }: NetworkPass, rows: Tensor2D): NetworkValues {
  const last = parameterPlaces(withoutLossModule(spec)).length - 2;
  const seen: Tensor2D[] = [];
  const see = (features: Tensor2D): void =>
    void seen.push(training?.isDetached ? detach(features) : features);
  const onSeen = spec.lossUnits === undefined ? undefined : see;
  let hidden = rows;
  if (spec.kind === 'residual') {
    const onStatistics = training?.onStatistics ?? null;
    hidden = residualFeatures(spec, { parameters, onStatistics, ...(onSeen && { onStage: onSeen }) }, rows);
  } else {
    if (spec.kind === 'convolution') hidden = convolve(spec, parameters, rows, onSeen);
    const first = last - 2 * spec.hidden.length;
    for (let place = first; place < last; place += 2) {
      hidden = linear(hidden, parameters, { place, activation: 'relu' });
      onSeen?.(hidden);
      const mask = training?.masks?.[(place - first) / 2];
      if (mask !== undefined) hidden = mul(hidden, mask);
    }
  }
  return {
    hidden,
    logits: linear(hidden, parameters, { place: last, activation: 'linear' }),
    predictedLosses: onSeen === undefined ? null : predictLosses(seen, parameters, last + 2),
  };
}

/** What a module, whose parameters begin at `place`, predicts from what it sees of the network: n. */
function predictLosses(seen: readonly Tensor2D[], parameters: readonly Tensor[], place: number): Tensor1D {
  const read = seen.map((each, index) =>
    linear(each, parameters, { place: place + 2 * index, activation: 'relu' }),
  );
  const last = place + 2 * seen.length;
  return reshape(linear(concat(read, 1), parameters, { place: last, activation: 'linear' }), [-1]);
}

/** What the blocks make of each row's image, as n rows. */
function convolve(
  { side, channels, filters }: ConvolutionSpec,
  parameters: readonly Tensor[],
  rows: Tensor2D,
  onBlock?: (features: Tensor2D) => void,
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
    onBlock?.(mean(images, [1, 2]));
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

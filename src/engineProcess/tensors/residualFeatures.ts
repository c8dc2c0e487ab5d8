import { add, conv2d, fused, mean, mul, relu, reshape } from '@tensorflow/tfjs-core';
import type { Tensor, Tensor1D, Tensor2D, Tensor4D } from '@tensorflow/tfjs-core';
import { residualPlan } from '../../engine/networks/residualLayers.ts';
import type { NormedConvolution, ResidualSpec } from '../../engine/networks/residualLayers.ts';
import { byChannel, normaliseBatch, runningNorm } from './batchNorm.ts';
import type { StatisticsListener } from './batchNorm.ts';

/** Arrays of parameters of a convolution with its batch norm: filters, scales, shifts, means, variances. */
const ARRAYS = 5;

export interface ResidualPass {
  /** In the order of `parameterPlaces`. */
  readonly parameters: readonly Tensor[];
  /** Told the batch's statistics; null = the running ones are used. */
  readonly onStatistics: StatisticsListener | null;
  /** Told what each stage makes of the rows' images, as n x its channels: the mean over the image. */
  readonly onStage?: (features: Tensor2D) => void;
}

/** The mean over each row's image of what the last block of a residual network makes of it: n x its channels. */
export function residualFeatures(spec: ResidualSpec, pass: ResidualPass, rows: Tensor2D): Tensor2D {
  const { stem, blocks } = residualPlan(spec);
  let place = 0;
  const through = (images: Tensor4D, convolution: NormedConvolution, rectifies: boolean): Tensor4D => {
    const outcome = normedConvolution(images, { ...pass, ...convolution, place, rectifies });
    place += ARRAYS;
    return outcome;
  };
  let images: Tensor4D = reshape(rows, [rows.shape[0], spec.side, spec.side, spec.channels]);
  images = through(images, stem, true);
  for (const [index, { first, second, shortcut }] of blocks.entries()) {
    const inner = through(through(images, first, true), second, false);
    images = relu(add(inner, shortcut === null ? images : through(images, shortcut, false)));
    if (pass.onStage && (index + 1) % spec.blocks === 0) pass.onStage(mean(images, [1, 2]));
  }
  return mean(images, [1, 2]);
}

interface Step extends ResidualPass, NormedConvolution {
  /** Where its filters stand among the parameters. */
  readonly place: number;
  readonly rectifies: boolean;
}

function normedConvolution(images: Tensor4D, step: Step): Tensor4D {
  const { parameters, place, onStatistics, side, stride, rectifies } = step;
  const filters = parameters[place] as Tensor4D;
  const norm = parameters.slice(place + 1, place + ARRAYS);
  const pad = (side - 1) / 2;
  if (onStatistics === null) {
    const { factors, shifts } = runningNorm(norm);
    const activation = rectifies ? 'relu' : 'linear';
    return fused.conv2d({
      x: images,
      filter: mul(filters, factors),
      bias: shifts,
      strides: stride,
      pad,
      activation,
    });
  }
  const convolved = conv2d(images, filters, stride, pad);
  const normed = normaliseBatch(byChannel(convolved), {
    scales: norm[0] as Tensor1D,
    shifts: norm[1] as Tensor1D,
    onStatistics,
  });
  const outcome: Tensor4D = reshape(normed, convolved.shape);
  return rectifies ? relu(outcome) : outcome;
}

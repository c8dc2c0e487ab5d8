import {
  add,
  customGrad,
  div,
  mean,
  mul,
  neg,
  reshape,
  rsqrt,
  square,
  sub,
  sum,
} from '@tensorflow/tfjs-core';
import type { Tensor, Tensor1D, Tensor2D } from '@tensorflow/tfjs-core';

/**
 * Told mean and unbiased variance of each column at each batch norm, in the order of the network's parameters; both end
 * with the call, so who wants them keeps them.
 */
export type StatisticsListener = (means: Tensor1D, variances: Tensor1D) => void;

/** What is added to a variance before it divides, as in Ioffe and Szegedy 2015, algorithm 1. */
const EPSILON = 1e-5;

export interface BatchNorm {
  /** Length of a row of the values. */
  readonly scales: Tensor1D;
  readonly shifts: Tensor1D;
  readonly onStatistics: StatisticsListener;
}

/**
 * Each column of `values` (m x columns) with mean 0 and variance 1 over its rows, then scaled and shifted (Ioffe and
 * Szegedy 2015, algorithm 1). With a gradient of its own: that of each step by itself holds several times the memory.
 */
export function normaliseBatch(values: Tensor2D, { scales, shifts, onStatistics }: BatchNorm): Tensor2D {
  const normalise = customGrad((...inputs) => {
    const [rows, scale, shift] = inputs as unknown as [Tensor2D, Tensor1D, Tensor1D];
    const save = inputs[3] as unknown as (kept: Tensor[]) => void;
    const means: Tensor1D = mean(rows, 0);
    const centred = sub(rows, means);
    const variances: Tensor1D = mean(square(centred), 0);
    const factors: Tensor1D = rsqrt(add(variances, EPSILON));
    const normed: Tensor2D = mul(centred, factors);
    const value: Tensor2D = add(mul(normed, scale), shift);
    const count = rows.shape[0];
    onStatistics(means, mul(variances, count / Math.max(1, count - 1)));
    save([normed, factors, scale]);
    return { value, gradFunc: (returned, saved) => gradients(returned as Tensor2D, saved) };
  });
  return normalise(values, scales, shifts) as Tensor2D;
}

/** Of values, scales and shifts: Ioffe and Szegedy 2015, the equations behind algorithm 1, put together. */
function gradients(returned: Tensor2D, saved: Tensor[]): Tensor[] {
  const [normed, factors, scales] = saved as [Tensor2D, Tensor1D, Tensor1D];
  const ofShifts = sum(returned, 0);
  const ofScales = sum(mul(returned, normed), 0);
  const rows = returned.shape[0];
  const common = add(mul(normed, div(ofScales, rows)), div(ofShifts, rows));
  return [mul(sub(returned, common), mul(factors, scales)), ofScales, ofShifts];
}

/** What a batch norm with running statistics does to each channel: value x factors + shifts. */
export function runningNorm(arrays: readonly Tensor[]): {
  readonly factors: Tensor1D;
  readonly shifts: Tensor1D;
} {
  const [scales, shifts, means, variances] = arrays as [Tensor1D, Tensor1D, Tensor1D, Tensor1D];
  const factors: Tensor1D = mul(scales, rsqrt(add(variances, EPSILON)));
  return { factors, shifts: add(shifts, neg(mul(means, factors))) };
}

/** Images as rows of channels. */
export const byChannel = (images: Tensor): Tensor2D => reshape(images, [-1, images.shape.at(-1)!]);

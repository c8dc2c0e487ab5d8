import type { Gaussians } from './decodeTargets.ts';

export interface GaussianLoss {
  /** Mean over the targets of -ln N(y; mean, deviation), in nats. */
  readonly loss: number;
  /** Of the loss by each mean and deviation. */
  readonly slopes: Gaussians;
}

/** Negative log-likelihood of `truth`, one value a target. */
export function gaussianLoss({ mean, deviation }: Gaussians, truth: Float64Array): GaussianLoss {
  const count = truth.length;
  const slopes = { mean: new Float64Array(count), deviation: new Float64Array(count) };
  let loss = 0;
  for (let target = 0; target < count; target++) {
    const sigma = deviation[target]!;
    const z = (truth[target]! - mean[target]!) / sigma;
    loss += Math.log(sigma) + 0.5 * Math.log(2 * Math.PI) + 0.5 * z * z;
    slopes.mean[target] = -z / sigma / count;
    slopes.deviation[target] = (1 - z * z) / sigma / count;
  }
  return { loss: loss / count, slopes };
}

import { throwIfCancelled } from '../../cancellation.ts';
import type { Cancellation } from '../../cancellation.ts';
import { createAdam } from '../../neuralProcess/adam.ts';
import { logistic, softplus } from '../../numeric/logistic.ts';
import type { Rng } from '../../numeric/rng.ts';
import { divergenceSlopes, drawWeight, rhoOf } from './weightDistribution.ts';

export interface BayesProblem {
  /** Where means and deviations start. */
  readonly means: Float64Array;
  readonly deviations: Float64Array;
  /** Deviation of each weight's prior, a normal of mean 0. */
  readonly priors: Float64Array;
  /** Mini-batches that the rows are cut into. */
  readonly batches: number;
  /** Gradient of the negative log-likelihood of a mini-batch, summed over its rows, at `weights`. */
  gradient(weights: Float64Array, batch: number): Float64Array;
}

export interface BayesSchedule {
  /** Passes over all mini-batches. */
  readonly epochs: number;
  /** Of the first step; later ones fall along half a cosine, so that the noise of the draws settles. */
  readonly rate: number;
}

/** Means and deviations of independent normal distributions, one for each weight. */
export interface WeightDistributions {
  readonly means: Float64Array;
  readonly deviations: Float64Array;
}

/**
 * Bayes by backprop (Blundell et al. 2015, algorithm of section 3.2): each step draws weights, w = mu + ln(1 + exp(rho))
 * noise, and goes down the gradient of their negative log-likelihood on a mini-batch plus the divergence from the prior
 * over the number of mini-batches (equation 8 with equal shares). The divergence of two normals is taken exactly, not
 * from the draw. Throws CancelledError.
 */
export function bayesByBackprop(
  problem: BayesProblem,
  { epochs, rate }: BayesSchedule,
  rng: Rng,
  signal?: Cancellation,
): WeightDistributions {
  const { priors, batches } = problem;
  const count = problem.means.length;
  // Means, then rhos: one optimiser moves both.
  const moved = new Float64Array(2 * count);
  moved.set(problem.means);
  moved.set(problem.deviations.map(rhoOf), count);
  const adam = createAdam(moved);
  const slopes = new Float64Array(2 * count);
  const weights = new Float64Array(count);
  const steps = epochs * batches;
  for (let step = 0; step < steps; step++) {
    throwIfCancelled(signal);
    const noise = Float64Array.from({ length: count }, () => rng.normal());
    noise.forEach((each, index) => {
      weights[index] = drawWeight(moved[index]!, moved[count + index]!, each);
    });
    const gradient = problem.gradient(weights, step % batches);
    for (let index = 0; index < count; index++) {
      const rho = moved[count + index]!;
      const [byMean, byDeviation] = divergenceSlopes(moved[index]!, softplus(rho), priors[index]!);
      slopes[index] = gradient[index]! + byMean / batches;
      slopes[count + index] = (gradient[index]! * noise[index]! + byDeviation / batches) * logistic(rho);
    }
    adam.step(slopes, (rate / 2) * (1 + Math.cos((Math.PI * step) / steps)));
  }
  return { means: moved.slice(0, count), deviations: moved.slice(count).map(softplus) };
}

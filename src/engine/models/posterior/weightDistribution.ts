import { softplus } from '../../numeric/logistic.ts';

/**
 * Each weight is normal with a mean and the deviation ln(1 + exp(rho)) (Blundell et al. 2015, Weight Uncertainty in Neural
 * Networks, section 3.2). A draw of it by standard normal `noise`.
 */
export const drawWeight = (mean: number, rho: number, noise: number): number => mean + softplus(rho) * noise;

/** The rho of a deviation, which is above 0. */
export const rhoOf = (deviation: number): number => deviation + Math.log(-Math.expm1(-deviation));

/** Kullback-Leibler divergence, in nats, of a weight's normal distribution from its prior of mean 0. */
export const divergenceFromPrior = (mean: number, deviation: number, prior: number): number =>
  Math.log(prior / deviation) + (deviation ** 2 + mean ** 2) / (2 * prior ** 2) - 0.5;

/** Its derivatives by mean and deviation. */
export const divergenceSlopes = (
  mean: number,
  deviation: number,
  prior: number,
): readonly [byMean: number, byDeviation: number] => [
  mean / prior ** 2,
  deviation / prior ** 2 - 1 / deviation,
];

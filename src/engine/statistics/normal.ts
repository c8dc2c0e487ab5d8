import { incompleteGamma } from './incompleteGamma.ts';
import { invert } from './invert.ts';

/** P(Z <= z) of the standard normal distribution (Abramowitz and Stegun 1964, eq. 26.2.29). */
export function normalCdf(z: number): number {
  const { lower, upper } = incompleteGamma(0.5, (z * z) / 2);
  return z < 0 ? upper / 2 : (1 + lower) / 2;
}

/** The z with P(Z <= z) = p, for 0 < p < 1. */
export function normalQuantile(p: number): number {
  // In the lower half, where probabilities keep their digits.
  return p > 0.5 ? -normalQuantile(1 - p) : invert(normalCdf, p, [-39, 0]);
}

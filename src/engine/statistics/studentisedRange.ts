import { invert } from './invert.ts';
import { normalCdf } from './normal.ts';

/** Beyond this the normal density is below any digit that is kept. */
const REACH = 9;

/** Half of it changes no digit: the trapezoid rule converges geometrically on such integrands. */
const STEP = 0.125;

/**
 * P(range of k independent standard normal values <= q): k times the integral over z, the largest of them, of phi(z)
 * (Phi(z) - Phi(z - q))^(k-1) (Lund and Lund 1983, Applied Statistics 32, algorithm AS 190, with infinite degrees of
 * freedom). k is at least 2.
 */
export function studentisedRangeCdf(q: number, k: number): number {
  if (q <= 0) return 0;
  let sum = 0;
  for (let z = -REACH; z <= REACH; z += STEP) {
    const density = Math.exp((-z * z) / 2) / Math.sqrt(2 * Math.PI);
    sum += density * (normalCdf(z) - normalCdf(z - q)) ** (k - 1);
  }
  return Math.min(1, k * STEP * sum);
}

/** The range that k independent standard normal values exceed with probability `alpha`, 0 < alpha < 1. */
export function studentisedRangeQuantile(alpha: number, k: number): number {
  return invert((q) => studentisedRangeCdf(q, k), 1 - alpha, [0, 4 * REACH]);
}

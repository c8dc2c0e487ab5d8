import type { RankCorrelation } from '../../protocol/gains.ts';
import { normalQuantile } from './normal.ts';
import { spearman } from './spearman.ts';

/**
 * Spearman's rank correlation with an interval of `level` by Fisher's transform and the variance (1 + rho^2 / 2) /
 * (n - 3) of Bonett and Wright 2000, Psychometrika 65. Null for fewer than 5 pairs, or where one side is all alike.
 */
export function rankCorrelation(
  first: readonly number[],
  second: readonly number[],
  level: number,
): RankCorrelation | null {
  const count = first.length;
  if (count < 5) return null;
  const rho = spearman(first, second);
  if (rho === null) return null;
  // At 1 the transform has no end; the interval stays within a rounding of it.
  const z = Math.atanh(Math.max(-1 + 1e-12, Math.min(1 - 1e-12, rho)));
  const reach = normalQuantile((1 + level) / 2) * Math.sqrt((1 + rho ** 2 / 2) / (count - 3));
  return { rho, low: Math.tanh(z - reach), high: Math.tanh(z + reach), count };
}

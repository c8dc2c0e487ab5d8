import type { BoundedMean } from '../../protocol/inspectorLeaderboard.ts';
import { studentQuantile } from '../statistics/studentT.ts';

/** Realised gains of labels, and the share of each that is credited to a strategy, aligned. */
export interface CreditedGains {
  /** In units of the objective's score. */
  readonly gains: Float64Array;
  /** 0 (exclusive) to 1. */
  readonly shares: Float64Array;
}

interface Moments {
  readonly mean: number;
  /** Of the mean; NaN with less than two labels' worth. */
  readonly variance: number;
  readonly freedom: number;
}

/**
 * The mean gain of at least one label, weighted by shares, with Student's interval. A label that counts less tells less:
 * with shares w the n of the usual formulas is (sum w)^2 / sum w^2 (Kish 1965, Survey Sampling, section 11.7).
 */
export function creditedMean(credited: CreditedGains, level: number): BoundedMean {
  const { mean, variance, freedom } = momentsOf(credited);
  return withBounds(mean, variance, { freedom, level });
}

/**
 * By how much the mean gain of labels drawn at random is above that of the credited ones, with Welch's interval (Welch
 * 1947): below 0 where the strategy beats chance.
 */
export function regretOf(credited: CreditedGains, random: Float64Array, level: number): BoundedMean {
  const own = momentsOf(credited);
  const chance = momentsOf({ gains: random, shares: new Float64Array(random.length).fill(1) });
  const variance = own.variance + chance.variance;
  const freedom = variance ** 2 / (own.variance ** 2 / own.freedom + chance.variance ** 2 / chance.freedom);
  return withBounds(chance.mean - own.mean, variance, { freedom, level });
}

function momentsOf({ gains, shares }: CreditedGains): Moments {
  const total = shares.reduce((sum, share) => sum + share, 0);
  const mean = gains.reduce((sum, gain, index) => sum + shares[index]! * gain, 0) / total;
  const labels = total ** 2 / shares.reduce((sum, share) => sum + share ** 2, 0);
  const freedom = labels - 1;
  const squares = gains.reduce((sum, gain, index) => sum + shares[index]! * (gain - mean) ** 2, 0) / total;
  return { mean, variance: freedom >= 1 ? squares / freedom : NaN, freedom };
}

/** Without any variance nothing is known of it: all gains may be 0 by chance. */
function withBounds(
  mean: number,
  variance: number,
  { freedom, level }: { readonly freedom: number; readonly level: number },
): BoundedMean {
  if (!(variance > 0)) return { mean, low: null, high: null };
  const half = studentQuantile((1 + level) / 2, freedom) * Math.sqrt(variance);
  return { mean, low: mean - half, high: mean + half };
}

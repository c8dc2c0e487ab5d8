import type { Spread } from '../../protocol/experiment.ts';
import { spread } from './spread.ts';
import { studentQuantile } from './studentT.ts';

/** A mean with the bounds of its confidence interval, which are null for a single value. */
export interface MeanInterval extends Spread {
  readonly low: number | null;
  readonly high: number | null;
}

/**
 * Student's t interval for the mean of at least one value: mean -+ t_(n-1) sd / sqrt(n) (Student 1908). On differences
 * of pairs it is the paired interval.
 */
export function meanInterval(values: readonly number[], confidence = 0.95): MeanInterval {
  const { mean, sd } = spread(values);
  if (sd === null) return { mean, sd, low: null, high: null };
  const t = studentQuantile((1 + confidence) / 2, values.length - 1);
  const half = (t * sd) / Math.sqrt(values.length);
  return { mean, sd, low: mean - half, high: mean + half };
}

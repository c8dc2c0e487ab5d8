import type { Spread } from '../../protocol/experiment.ts';

/** Mean and standard deviation (n - 1) of at least one value; the deviation of a single value is null. */
export function spread(values: readonly number[]): Spread {
  const mean = meanOf(values);
  if (values.length < 2) return { mean, sd: null };
  const squares = values.reduce((sum, value) => sum + (value - mean) ** 2, 0);
  return { mean, sd: Math.sqrt(squares / (values.length - 1)) };
}

/** Mean of at least one value. Its second pass takes back rounding, so that equal values have exactly their mean. */
export function meanOf(values: readonly number[]): number {
  const first = values.reduce((sum, value) => sum + value, 0) / values.length;
  return first + values.reduce((sum, value) => sum + (value - first), 0) / values.length;
}

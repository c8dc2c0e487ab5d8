import type { Estimate, WhatIfSaving } from '../../protocol/whatIf.ts';
import { isotonic } from '../numeric/isotonic.ts';
import type { Difference } from './differences.ts';

/**
 * How many labels fewer a strategy needs for today's accuracy, by its difference to it at each of `counts` (ascending;
 * the last is all labels): the point where the difference, made non-decreasing, reaches 0. The interval holds every
 * number of labels at which a difference of 0 is not rejected: `quantile` standard errors around the difference,
 * inverted (as Fieller 1954 does for ratios). It stays honest where a curve is flat and no standard error of a number
 * of labels exists, and is open where 0 may lie beyond all labels.
 */
export function savedLabels(
  counts: readonly number[],
  differences: readonly Difference[],
  quantile: number,
): Omit<WhatIfSaving, 'strategy'> {
  const shifted = (errors: number): number[] =>
    isotonic(differences.map(({ value, standardError }) => value + errors * standardError));
  const [values, lows, highs] = [shifted(0), shifted(-quantile), shifted(quantile)];
  const all = counts.at(-1) ?? 0;
  const saved = (curve: readonly number[]): number | null => {
    const reached = firstReached(counts, curve);
    return reached === null ? null : all - Math.ceil(reached);
  };
  return {
    saved: saved(values),
    low: saved(lows),
    high: saved(highs),
    curve: values.map((value, index): Estimate => ({ value, low: lows[index]!, high: highs[index]! })),
  };
}

/** Where the non-decreasing `curve` over `counts` first is at least 0, between two counts on their line; null if nowhere. */
function firstReached(counts: readonly number[], curve: readonly number[]): number | null {
  const index = curve.findIndex((value) => value >= 0);
  if (index < 0) return null;
  const count = counts[index]!;
  if (index === 0) return count;
  const before = curve[index - 1]!;
  const share = before / (before - curve[index]!);
  return counts[index - 1]! + share * (count - counts[index - 1]!);
}

import type { Interval } from './wilsonInterval.ts';
import { beyondChance } from './beyondChance.ts';

/** Agreement of several observers on nominal values. */
export interface AlphaResult extends Interval {
  /** Krippendorff's alpha; NaN where all pairable values are the same, or there are none. */
  readonly alpha: number;
  /** Units that at least two observers judged. */
  readonly units: number;
  /** Of two judgements of one unit, the probability that they agree; NaN without such units. */
  readonly observed: number;
}

/**
 * Krippendorff's alpha for nominal data with any number of observers and missing values: 1 - D_o / D_e (Krippendorff
 * 2011, Computing Krippendorff's Alpha-Reliability, section C). Each unit is the list of the classes that observers gave
 * it; units with fewer than two do not count. Bounds of 95 %, as `beyondChance` says, counting units as trials.
 */
export function krippendorffAlpha(units: readonly (readonly number[])[], classCount: number): AlphaResult {
  const pairable = units.filter((values) => values.length >= 2);
  const totals = new Float64Array(classCount);
  let all = 0;
  let agreeing = 0;
  for (const values of pairable) {
    const counts = new Float64Array(classCount);
    for (const value of values) counts[value]!++;
    all += values.length;
    counts.forEach((count, label) => {
      totals[label]! += count;
      agreeing += (count * (count - 1)) / (values.length - 1);
    });
  }
  const observed = agreeing / all;
  const expected = totals.reduce((sum, count) => sum + (count * (count - 1)) / (all * (all - 1)), 0);
  const { value, low, high } = beyondChance(observed, expected, pairable.length);
  return { alpha: value, low, high, units: pairable.length, observed };
}

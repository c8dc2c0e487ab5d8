import { chiSquareTail } from './chiSquare.ts';

export interface FriedmanResult {
  /** Chi-square with (number of treatments - 1) degrees of freedom. */
  readonly statistic: number;
  readonly p: number;
}

/**
 * Friedman's test that no treatment tends to better ranks than another (Friedman 1937), corrected for ties (Conover
 * 1999, Practical Nonparametric Statistics, section 5.8, eq. 4). `ranks[block][treatment]` are average ranks from 1.
 * Null for fewer than two blocks or two treatments; statistic 0 where all ranks are equal.
 */
export function friedman(ranks: readonly (readonly number[])[]): FriedmanResult | null {
  const treatments = ranks[0]?.length ?? 0;
  if (ranks.length < 2 || treatments < 2) return null;
  const middle = (treatments + 1) / 2;
  let between = 0;
  let all = 0;
  for (let treatment = 0; treatment < treatments; treatment++) {
    let sum = 0;
    for (const block of ranks) {
      const deviation = block[treatment]! - middle;
      sum += deviation;
      all += deviation * deviation;
    }
    between += sum * sum;
  }
  if (all === 0) return { statistic: 0, p: 1 };
  const statistic = ((treatments - 1) * between) / all;
  return { statistic, p: chiSquareTail(statistic, treatments - 1) };
}

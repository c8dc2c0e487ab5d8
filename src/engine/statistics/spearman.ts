import { averageRanks } from './averageRanks.ts';

/**
 * Spearman's rank correlation with ties (the correlation of average ranks, Spearman 1904). Null where there are fewer
 * than two pairs or one side is all equal.
 */
export function spearman(first: readonly number[], second: readonly number[]): number | null {
  const a = averageRanks(first);
  const b = averageRanks(second);
  // The mean rank is the same with and without ties.
  const mean = (a.length + 1) / 2;
  let product = 0;
  let squaresA = 0;
  let squaresB = 0;
  for (let index = 0; index < a.length; index++) {
    const x = a[index]! - mean;
    const y = b[index]! - mean;
    product += x * y;
    squaresA += x * x;
    squaresB += y * y;
  }
  return squaresA === 0 || squaresB === 0 ? null : product / Math.sqrt(squaresA * squaresB);
}

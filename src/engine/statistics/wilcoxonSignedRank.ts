import { averageRanks } from './averageRanks.ts';
import { normalCdf } from './normal.ts';

export interface WilcoxonResult {
  /** The smaller of the sums of ranks of positive and of negative differences. */
  readonly statistic: number;
  /** Two-sided. */
  readonly p: number;
  /** Differences that are not zero. */
  readonly n: number;
}

/** Up to this many differences the distribution is counted out; 2^50 sign patterns are whole numbers without loss. */
const EXACT_UP_TO = 50;

/**
 * Wilcoxon's signed-rank test that differences of pairs are symmetric around 0 (Wilcoxon 1945, Biometrics Bulletin 1).
 * Zeros are dropped, equal sizes share the mean of their ranks. Exact given the ranks, ties or not, up to 50
 * differences; beyond, by the normal approximation with corrections for ties and continuity (Hollander, Wolfe and
 * Chicken 2014, section 3.1). Null when all differences are zero.
 */
export function wilcoxonSignedRank(differences: readonly number[]): WilcoxonResult | null {
  const moved = differences.filter((difference) => difference !== 0);
  const n = moved.length;
  if (n === 0) return null;
  const ranks = averageRanks(moved.map((difference) => -Math.abs(difference)));
  const positive = ranks.reduce((sum, rank, index) => sum + (moved[index]! > 0 ? rank : 0), 0);
  const statistic = Math.min(positive, (n * (n + 1)) / 2 - positive);
  const tail = n <= EXACT_UP_TO ? exactTail(ranks, statistic) : normalTail(ranks, statistic);
  return { statistic, p: Math.min(1, 2 * tail), n };
}

/** Share of the 2^n sign patterns whose positive ranks sum to at most `statistic`. */
function exactTail(ranks: readonly number[], statistic: number): number {
  // Mean ranks are halves at the finest, so their doubles are whole.
  const total = ranks.length * (ranks.length + 1);
  const patterns = new Float64Array(total + 1);
  patterns[0] = 1;
  for (const rank of ranks) {
    const doubled = 2 * rank;
    for (let sum = total; sum >= doubled; sum--) patterns[sum]! += patterns[sum - doubled]!;
  }
  const atMost = patterns.subarray(0, 2 * statistic + 1).reduce((sum, count) => sum + count, 0);
  return atMost / 2 ** ranks.length;
}

/** The variance of the sum of positive ranks is a quarter of the sum of their squares, ties or not. */
function normalTail(ranks: readonly number[], statistic: number): number {
  const mean = (ranks.length * (ranks.length + 1)) / 4;
  const variance = ranks.reduce((sum, rank) => sum + rank * rank, 0) / 4;
  return normalCdf((statistic + 0.5 - mean) / Math.sqrt(variance));
}

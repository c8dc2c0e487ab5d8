import type { ScoreHistogram } from '../../protocol/inspectorStrategies.ts';

/**
 * How many scores lie in each of `bins` equal parts of their range; null where there are none. Scores that are not
 * finite are left out; where all are equal, all are in the first part.
 */
export function scoreHistogram(
  scores: Float32Array | readonly number[],
  bins: number,
): ScoreHistogram | null {
  let low = Infinity;
  let high = -Infinity;
  for (const score of scores) {
    if (!Number.isFinite(score)) continue;
    low = Math.min(low, score);
    high = Math.max(high, score);
  }
  if (low > high) return null;
  const counts = new Array<number>(bins).fill(0);
  for (const score of scores) {
    if (!Number.isFinite(score)) continue;
    const place = high === low ? 0 : Math.floor(((score - low) / (high - low)) * bins);
    counts[Math.min(bins - 1, place)]!++;
  }
  return { low, high, counts };
}

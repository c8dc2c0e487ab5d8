import type { Objective } from '../../protocol/gains.ts';
import type { ForecastInput } from './forecastInput.ts';

/** Share of each class in the pool, by the weighted labels. */
export function classShares(
  { queued: { labels }, classCount }: Pick<ForecastInput, 'queued' | 'classCount'>,
  weights: Float64Array,
): Float64Array {
  const shares = new Float64Array(classCount);
  let total = 0;
  labels.forEach((label, index) => {
    shares[label]! += weights[index]!;
    total += weights[index]!;
  });
  return shares.map((share) => share / total);
}

/** About what a score is without having learned anything: of always naming the most frequent class, or any. */
export const guessedScore = (shares: Float64Array, { kind }: Objective): number =>
  kind === 'accuracy' ? Math.max(...shares) : 1 / shares.length;

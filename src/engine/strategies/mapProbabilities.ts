import type { PoolView } from './strategy.ts';

/**
 * The utilities that `score` gives to each candidate's probabilities (`classCount` entries from `start`). Throws
 * RangeError when the view holds no probabilities.
 */
export function mapProbabilities(
  view: PoolView,
  score: (probabilities: Float64Array, start: number, classCount: number) => number,
): Float64Array {
  const { probabilities, candidates, classCount } = view;
  if (probabilities?.length !== candidates.length * classCount) {
    throw new RangeError('This query strategy needs the class probabilities of every candidate.');
  }
  const utilities = new Float64Array(candidates.length);
  for (let index = 0; index < utilities.length; index++) {
    utilities[index] = score(probabilities, index * classCount, classCount);
  }
  return utilities;
}

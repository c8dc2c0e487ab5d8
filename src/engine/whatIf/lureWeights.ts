import type { QueuedLabels } from '../../protocol/whatIf.ts';

/**
 * What each label, in the order in which they were set, has to count so that a weighted mean over the labels estimates
 * the mean over the pool, although a strategy chose many of them: the m-th of M labels from N items counts
 * v_m = 1 + (N - M) / (N - m) (1 / ((N - m + 1) q_m) - 1), q_m being the probability of its draw (Farquhar, Gal and
 * Rainforth 2021, On Statistical Bias in Active Learning, R_LURE; an importance weighting as in Beygelzimer, Dasgupta
 * and Langford 2009). A uniform draw from the pool has q_m = 1 / (N - m + 1) and counts 1; items that a strategy was
 * sure to take count little and stand for themselves, randomly drawn ones stand for the rest. Never negative.
 *
 * `poolSizes` takes the place of N - m + 1, since other items may have left the pool meanwhile. `total` is N, the labels
 * among them.
 */
export function lureWeights(
  { probabilities, poolSizes }: Pick<QueuedLabels, 'probabilities' | 'poolSizes'>,
  total: number,
): Float64Array {
  const count = probabilities.length;
  return probabilities.map((probability, index) => {
    const left = total - (index + 1);
    // Of the last item of the pool there is no choice: it counts 1.
    const share = left > 0 ? (total - count) / left : 0;
    return Math.max(0, 1 + share * (1 / (poolSizes[index]! * probability) - 1));
  });
}

/** How many equal weights have means that vary as much: (sum v)^2 / sum v^2 (Kish 1965, Survey Sampling, section 11.7). */
export function effectiveSampleSize(weights: Float64Array): number {
  let sum = 0;
  let squares = 0;
  for (const weight of weights) {
    sum += weight;
    squares += weight * weight;
  }
  return squares > 0 ? (sum * sum) / squares : 0;
}

import type { Rng } from '../numeric/rng.ts';
import { shuffledIndices } from '../numeric/shuffledIndices.ts';
import type { RowIndex } from './rowIndex.ts';

/** Rows whose nearest neighbours are looked up. */
const SAMPLE = 200;
/** With fewer rows nothing is known of how far apart they usually are. */
const FEWEST = 20;
/** Of rows that are not duplicates, the share that may have a neighbour nearer than the limit. */
const BY_CHANCE = 1 / 1000;
/** In many dimensions chance alone would let half of the usual distance pass, which nobody would call nearly the same. */
const MOST_OF_USUAL = 1 / 4;

export interface CloseDistance {
  /** Rows no farther apart than this are nearly the same. */
  readonly limit: number;
  /** Median distance to the nearest other row; NaN where it is not known. */
  readonly usual: number;
}

/**
 * How close two rows must be to be nearly the same, from the rows alone. Around a row, k-dimensional data that are not
 * duplicated hold others like a Poisson process: the nearest is within e with probability 1 - 2^-((e / m)^k), m being
 * the median of that distance, and the ratio of the distances to the second and the first has the median 2^(1 / k)
 * (Facco et al. 2017, Estimating the intrinsic dimension of datasets by a minimal neighborhood information, eq. 3). So m
 * and k are read off a sample, and the limit is the e that one row in a thousand would fall below, but no more than a
 * quarter of m. Medians, because duplicates must not move it. `index` holds `count` rows, no two of them equal; with
 * fewer than 20 the limit is 0.
 */
export function closeDistance(index: RowIndex, count: number, rng: Rng): CloseDistance {
  if (count < FEWEST) return { limit: 0, usual: NaN };
  const pairs = Array.from(shuffledIndices(count, rng).subarray(0, SAMPLE), (place) =>
    index.nearestTwo(place),
  );
  const usual = median(pairs.map(([first]) => first));
  const dimension = Math.LN2 / median(pairs.map(([first, second]) => Math.log(second / first)));
  const rare = (-Math.log2(1 - BY_CHANCE)) ** (1 / dimension);
  return { limit: usual * Math.min(rare, MOST_OF_USUAL), usual };
}

function median(values: readonly number[]): number {
  const sorted = Float64Array.from(values).sort();
  return (sorted[sorted.length >> 1]! + sorted[(sorted.length - 1) >> 1]!) / 2;
}

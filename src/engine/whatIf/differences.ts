import { effectiveSampleSize } from './lureWeights.ts';

/** Whether two models got each of some labels right, in one replay. */
export interface ScoredPair {
  /** Which labels, as indices into the weights. */
  readonly places: Int32Array;
  /** 1 where it is right, else 0; aligned with `places`. */
  readonly first: Uint8Array;
  readonly second: Uint8Array;
}

export interface Difference {
  /** Accuracy of the first minus that of the second, over the pool. */
  readonly value: number;
  readonly standardError: number;
}

/**
 * The mean difference in accuracy over replays and weighted labels (a Hajek estimate), with its standard error. Two
 * things vary: the labels that it is seen on, each with its mean over the replays, as in a weighted mean of independent
 * items; and what is common to all items of one replay (a lucky start), by the variance of the replays' own
 * differences beyond what their items explain.
 */
export function meanDifference(pairs: readonly ScoredPair[], weights: Float64Array): Difference {
  const sums = new Float64Array(weights.length);
  const visits = new Float64Array(weights.length);
  for (const { places, first, second } of pairs) {
    places.forEach((place, index) => {
      sums[place]! += first[index]! - second[index]!;
      visits[place]! += 1;
    });
  }
  const seen = Int32Array.from(visits.keys()).filter((place) => visits[place]! > 0);
  const ofItems = weightedMean(
    Float64Array.from(seen, (place) => sums[place]! / visits[place]!),
    Float64Array.from(seen, (place) => weights[place]!),
  );
  const common = commonVariance(
    pairs.map(({ places, first, second }) =>
      weightedMean(
        Float64Array.from(first, (right, index) => right - second[index]!),
        Float64Array.from(places, (place) => weights[place]!),
      ),
    ),
  );
  return { value: ofItems.mean, standardError: Math.sqrt(ofItems.variance + common) };
}

interface MeanWithVariance {
  readonly mean: number;
  /** Of the mean. */
  readonly variance: number;
}

/** A mean with weights v and its variance sum v^2 (x - mean)^2 / (sum v)^2, times n / (n - 1) for n effective items. */
export function weightedMean(values: Float64Array, weights: Float64Array): MeanWithVariance {
  let total = 0;
  let mean = 0;
  for (let index = 0; index < values.length; index++) {
    total += weights[index]!;
    mean += weights[index]! * values[index]!;
  }
  mean = total > 0 ? mean / total : 0;
  let squares = 0;
  for (let index = 0; index < values.length; index++)
    squares += (weights[index]! * (values[index]! - mean)) ** 2;
  const size = effectiveSampleSize(weights);
  const correction = size > 1 ? size / (size - 1) : 1;
  return { mean, variance: total > 0 ? (squares / total ** 2) * correction : 0 };
}

/** Variance of the replays' mean that their items do not explain, 0 if they explain it all. */
function commonVariance(replays: readonly MeanWithVariance[]): number {
  const count = replays.length;
  if (count < 2) return 0;
  const mean = replays.reduce((sum, replay) => sum + replay.mean, 0) / count;
  const between = replays.reduce((sum, replay) => sum + (replay.mean - mean) ** 2, 0) / (count - 1);
  const within = replays.reduce((sum, replay) => sum + replay.variance, 0) / count;
  return Math.max(0, between - within) / count;
}

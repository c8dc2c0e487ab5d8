import type { Objective } from '../../protocol/gains.ts';
import { throwIfCancelled } from '../cancellation.ts';
import type { Cancellation } from '../cancellation.ts';
import type { FittedClassifier, TrainingSet } from '../models/classifier.ts';
import { predictRows } from '../models/predictRows.ts';
import { objectiveScore } from './objectiveScore.ts';
import { gatherRows } from '../numeric/gatherRows.ts';
import { scoreOf } from '../oracle/oracleMetric.ts';

/** With fewer labels of the random stream besides its own no gain is shown: nine of ten would be exactly 0. */
export const FEWEST_RANDOM_LABELS = 50;

export interface RealisedGainInput {
  /** All labels, n x d. */
  readonly training: TrainingSet;
  /** Whether each label came by the random stream, length n. */
  readonly isRandom: readonly boolean[];
  /** Places of the labels whose gain is asked for. */
  readonly asked: Int32Array;
  readonly objective: Objective;
  /** Fits the task model with the project's settings. */
  readonly fit: (training: TrainingSet) => FittedClassifier;
  readonly signal?: Cancellation | undefined;
  readonly onProgress?: ((fraction: number) => void) | undefined;
}

/**
 * The realised gain of a label: the score of the task model fitted to all labels, minus that of the model fitted to all
 * but this one, both on the labels of the random stream other than itself. Only they stand for the pool. Both models
 * have learned from those labels, so that the scores are too high, but they are so alike, and their difference is what a
 * label does to how well the others are told apart. It is small and noisy: one label of many rarely turns a prediction.
 *
 * In units of the objective's score, aligned with `asked`; NaN where fewer than 50 random labels besides the own are
 * left, or labels of one class only. Throws CancelledError.
 */
export function realisedGains(input: RealisedGainInput): Float64Array {
  const { training, isRandom, asked, objective, fit, signal, onProgress } = input;
  const random = Int32Array.from(isRandom.keys()).filter((place) => isRandom[place]);
  const gains = new Float64Array(asked.length).fill(NaN);
  if (random.length < FEWEST_RANDOM_LABELS || new Set(training.labels).size < 2) return gains;
  const withAll = fit(training);
  asked.forEach((place, index) => {
    throwIfCancelled(signal);
    onProgress?.(index / asked.length);
    const judges = random.filter((other) => other !== place);
    const others = without(training, place);
    if (judges.length < FEWEST_RANDOM_LABELS || new Set(others.labels).size < 2) return;
    const score = scoreOn(training, judges, objective);
    gains[index] = score(withAll) - score(fit(others));
  });
  return gains;
}

function without({ features, labels, weights, classCount }: TrainingSet, place: number): TrainingSet {
  const kept = Int32Array.from(labels.keys()).filter((other) => other !== place);
  return {
    features: gatherRows(features, kept),
    labels: kept.map((row) => labels[row]!),
    ...(weights && { weights: Float64Array.from(kept, (row) => weights[row]!) }),
    classCount,
  };
}

function scoreOn(
  { features, labels, classCount }: TrainingSet,
  judges: Int32Array,
  objective: Objective,
): (model: FittedClassifier) => number {
  const own = judges.map((place) => labels[place]!);
  const { metric, positive, weightsOf } = objectiveScore(objective, classCount);
  const truth = { labels: own, weights: weightsOf(own), classCount, positive };
  return (model) => scoreOf(metric, truth, { labels: predictRows(model, features, judges) });
}

import type { Estimate } from '../../protocol/whatIf.ts';
import type { Cancellation } from '../cancellation.ts';
import type { ClassifierDefinition, ParamValues } from '../models/classifier.ts';
import { predictRows } from '../models/predictRows.ts';
import { gatherRows } from '../numeric/gatherRows.ts';
import type { DenseMatrix } from '../numeric/matrix.ts';
import { weightedMean } from './differences.ts';
import type { Fold } from './labelFolds.ts';

export interface TodayInput {
  /** n x d; what the rows of the folds are of. */
  readonly features: DenseMatrix;
  readonly classCount: number;
  readonly folds: readonly Fold[];
  /** What each queued label counts. */
  readonly weights: Float64Array;
  readonly model: ClassifierDefinition;
  readonly modelParams: ParamValues;
  /** Of the interval. */
  readonly quantile: number;
}

/** Accuracy on the pool of the project's model, by cross-validation on the weighted labels. Throws CancelledError. */
export function accuracyToday(input: TodayInput, signal?: Cancellation): Estimate {
  const { features, classCount, folds, weights, model, modelParams, quantile } = input;
  const right = new Float64Array(weights.length);
  for (const { places, held, known } of folds) {
    const { rows, labels } = known;
    const fitted = model.fit(
      { features: gatherRows(features, rows), labels, classCount },
      modelParams,
      signal,
    );
    const predicted = predictRows(fitted, features, held.rows, signal);
    places.forEach((place, index) => (right[place] = predicted[index] === held.labels[index] ? 1 : 0));
  }
  const { mean, variance } = weightedMean(right, weights);
  const half = quantile * Math.sqrt(variance);
  return { value: mean, low: Math.max(0, mean - half), high: Math.min(1, mean + half) };
}

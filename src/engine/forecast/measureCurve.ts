import type { Objective } from '../../protocol/gains.ts';
import type { Cancellation } from '../cancellation.ts';
import { throwIfCancelled } from '../cancellation.ts';
import type { ClassifierDefinition, ParamValues } from '../models/classifier.ts';
import { predictRows } from '../models/predictRows.ts';
import { gatherRows } from '../numeric/gatherRows.ts';
import type { DenseMatrix } from '../numeric/matrix.ts';
import type { Fold, KnownLabels } from '../whatIf/labelFolds.ts';
import { effectiveSampleSize } from '../whatIf/lureWeights.ts';
import { confusionScore, scoreGradient } from './confusionScore.ts';

export interface MeasureInput {
  /** n x d: what the rows below are of. */
  readonly features: DenseMatrix;
  readonly classCount: number;
  readonly objective: Objective;
  readonly model: ClassifierDefinition;
  readonly modelParams: ParamValues;
  /** In the order in which they were set. */
  readonly queued: KnownLabels;
  readonly given: KnownLabels;
  /** Unlabeled rows of the pool, and how many there are where these are a sample. */
  readonly open: Int32Array;
  readonly openCount: number;
  readonly folds: readonly Fold[];
  /** For each fold, class probabilities of every row, from the labels outside it: n x classCount. */
  readonly opinions: readonly Float64Array[];
  /** What each queued label counts. */
  readonly weights: Float64Array;
  /** Numbers of queued labels, ascending, at which the curve is measured. */
  readonly counts: readonly number[];
}

/** A learning curve as far as it is known. */
export interface MeasuredCurve {
  /** Labels that each point's models had learned from, in the mean of what they were scored on. */
  readonly labels: readonly number[];
  readonly scores: readonly number[];
  /** Of the scores: counts x counts, row-major. */
  readonly covariance: Float64Array;
}

/**
 * The score of the project's model after each number of labels, over the pool of all items. Every queued label is
 * predicted by a model that did not learn from it: labels that came later by the model of all labels until then, earlier
 * ones by that of the other folds. So the same labels score every model, and differences along the curve are known
 * better than its height. A score is that of a confusion matrix, of which each entry is a doubly robust estimate (Robins,
 * Rotnitzky and Zhao 1994): its mean over the pool by `opinions`, plus the weighted mean of what they are off by on the
 * labels. Covariances are those of the linearised score over labels. Throws CancelledError.
 */
export function measureCurve(
  input: MeasureInput,
  signal?: Cancellation,
  onProgress?: (fraction: number) => void,
): MeasuredCurve {
  const { weights, given, counts } = input;
  const total = weights.reduce((sum, weight) => sum + weight, 0);
  const columns = counts.map((count, stage) => {
    onProgress?.(stage / counts.length);
    return measureStage(input, count, signal);
  });
  const size = effectiveSampleSize(weights);
  const covariance = new Float64Array(counts.length ** 2);
  columns.forEach(({ influence: first }, row) =>
    columns.forEach(({ influence: second }, column) => {
      let sum = 0;
      for (let place = 0; place < weights.length; place++) sum += first[place]! * second[place]!;
      covariance[row * counts.length + column] = sum * (size > 1 ? size / (size - 1) : 1);
    }),
  );
  const heldOut = 1 / input.folds.length;
  return {
    labels: counts.map((count) => {
      let before = 0;
      for (let place = 0; place < count; place++) before += weights[place]!;
      return given.rows.length + count * (1 - (before / total) * heldOut);
    }),
    scores: columns.map(({ score }) => score),
    covariance,
  };
}

interface Stage {
  readonly score: number;
  /** By how much each queued label moves the score. */
  readonly influence: Float64Array;
}

function measureStage(input: MeasureInput, count: number, signal: Cancellation | undefined): Stage {
  const { classCount, folds, opinions, queued, weights, objective } = input;
  const total = weights.reduce((sum, weight) => sum + weight, 0);
  const confusion = new Float64Array(classCount * classCount);
  const predictedOf = new Int32Array(queued.rows.length);
  folds.forEach((fold, number) => {
    throwIfCancelled(signal);
    const predicted = predictPool(input, { fold, count }, signal);
    const share = sumAt(weights, fold.places) / total;
    addExpected(confusion, { input, fold, predicted, opinion: opinions[number]!, share });
    fold.places.forEach((place) => (predictedOf[place] = predicted[queued.rows[place]!]!));
  });
  const residuals = folds.map(({ places }, number) => ({ places, opinion: opinions[number]! }));
  for (const { places, opinion } of residuals) {
    for (const place of places) {
      const weight = weights[place]! / total;
      for (let label = 0; label < classCount; label++) {
        const off =
          (label === queued.labels[place] ? 1 : 0) - opinion[queued.rows[place]! * classCount + label]!;
        confusion[label * classCount + predictedOf[place]!]! += weight * off;
      }
    }
  }
  const shares = confusion.map((value) => Math.max(0, value));
  const gradient = scoreGradient(shares, classCount, objective);
  const slopes = new Float64Array(queued.rows.length);
  for (const { places, opinion } of residuals) {
    for (const place of places) {
      for (let label = 0; label < classCount; label++) {
        const off =
          (label === queued.labels[place] ? 1 : 0) - opinion[queued.rows[place]! * classCount + label]!;
        slopes[place]! += gradient[label * classCount + predictedOf[place]!]! * off;
      }
    }
  }
  const mean = slopes.reduce((sum, slope, place) => sum + weights[place]! * slope, 0) / total;
  return {
    score: confusionScore(shares, classCount, objective),
    influence: slopes.map((slope, place) => (weights[place]! * (slope - mean)) / total),
  };
}

/** What the model of the first `count` queued labels outside the fold predicts of every row. */
function predictPool(
  { features, classCount, model, modelParams, queued, given }: MeasureInput,
  { fold, count }: { readonly fold: Fold; readonly count: number },
  signal: Cancellation | undefined,
): Int32Array {
  const held = new Set(fold.places);
  const places = Int32Array.from({ length: count }, (_, place) => place).filter((place) => !held.has(place));
  const rows = Int32Array.of(...given.rows, ...places.map((place) => queued.rows[place]!));
  const labels = Int32Array.of(...given.labels, ...places.map((place) => queued.labels[place]!));
  const [only = 0] = labels;
  if (labels.every((label) => label === only)) return new Int32Array(features.rows).fill(only);
  const training = { features: gatherRows(features, rows), labels, classCount };
  const all = Int32Array.from({ length: features.rows }, (_, row) => row);
  return predictRows(model.fit(training, modelParams, signal), features, all, signal);
}

interface Expected {
  readonly input: MeasureInput;
  readonly fold: Fold;
  readonly predicted: Int32Array;
  readonly opinion: Float64Array;
  readonly share: number;
}

/** Adds the confusion that `opinion` expects over the pool; the fold's labels stand for all labeled items. */
function addExpected(confusion: Float64Array, { input, fold, predicted, opinion, share }: Expected): void {
  const { classCount, open, openCount, queued } = input;
  const items = openCount + queued.rows.length;
  const add = (rows: Int32Array, count: number): void => {
    if (rows.length === 0) return;
    const each = (share * count) / items / rows.length;
    for (const row of rows) {
      for (let label = 0; label < classCount; label++) {
        confusion[label * classCount + predicted[row]!]! += each * opinion[row * classCount + label]!;
      }
    }
  };
  add(open, openCount);
  add(fold.held.rows, queued.rows.length);
}

const sumAt = (values: Float64Array, places: Int32Array): number =>
  places.reduce((sum, place) => sum + values[place]!, 0);

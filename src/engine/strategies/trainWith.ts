import type { FittedClassifier } from '../models/classifier.ts';
import { concatIndices } from '../numeric/concatIndices.ts';
import { gatherRows } from '../numeric/gatherRows.ts';
import type { PoolView } from './strategy.ts';

/**
 * The task model trained on the labeled rows and on more, each of weight 1. Throws RangeError when the view cannot train
 * a model.
 */
export function trainWith(view: PoolView, rows: Int32Array, classes: Int32Array): FittedClassifier {
  const { features, labeledRows, labels, labelWeights, classCount } = view;
  const weights = labelWeights && new Float64Array(labels.length + rows.length).fill(1);
  if (labelWeights) weights?.set(labelWeights);
  return trainerOf(view)({
    features: gatherRows(features, concatIndices(labeledRows, rows)),
    labels: concatIndices(labels, classes),
    ...(weights && { weights }),
    classCount,
  });
}

/** The same on some of the labeled rows, by their indices into `labeledRows`, of which one may come repeatedly. */
export function trainOn(view: PoolView, indices: Int32Array): FittedClassifier {
  const { features, labeledRows, labels, labelWeights, classCount } = view;
  return trainerOf(view)({
    features: gatherRows(
      features,
      indices.map((index) => labeledRows[index]!),
    ),
    labels: indices.map((index) => labels[index]!),
    ...(labelWeights && { weights: Float64Array.from(indices, (index) => labelWeights[index]!) }),
    classCount,
  });
}

/**
 * The task model with one more labeled row: by the model's own refit where it has one, else by a new fit. Throws as
 * `trainWith` does.
 */
export function trainWithOne(view: PoolView): (row: number, label: number) => FittedClassifier {
  const { columns, data } = view.features;
  const refit = view.model?.refit?.bind(view.model);
  if (refit === undefined) return (row, label) => trainWith(view, Int32Array.of(row), Int32Array.of(label));
  return (row, label) =>
    refit({ features: data.subarray(row * columns, (row + 1) * columns), label }, view.signal);
}

function trainerOf({ fit }: PoolView): NonNullable<PoolView['fit']> {
  if (fit === undefined)
    throw new RangeError('This query strategy needs a task model that it can train anew.');
  return fit;
}

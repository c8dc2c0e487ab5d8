import { throwIfCancelled } from '../cancellation.ts';
import type { Cancellation } from '../cancellation.ts';
import type { FittedClassifier, TrainingSet } from '../models/classifier.ts';
import { gatherRows } from '../numeric/gatherRows.ts';
import type { DenseMatrix } from '../numeric/matrix.ts';
import type { Rng } from '../numeric/rng.ts';
import { stratifiedFolds } from '../numeric/stratifiedFolds.ts';

const FOLDS = 5;

/** How many columns `modelOutputs` has: one for two classes, else one a class. */
export const outputColumns = (classCount: number): number => (classCount === 2 ? 1 : classCount);

/**
 * What a task model says of rows, in [-1, 1]: tanh(f / 2) of each decision value f, else 2 p - 1 of each probability.
 * For a logistic regression of two classes both are p_1 - p_0. rows x `outputColumns`.
 */
export function modelOutputs(model: FittedClassifier, rows: DenseMatrix): DenseMatrix {
  const columns = outputColumns(model.classCount);
  const decisions = model.decisionValues?.(rows);
  if (decisions !== undefined) {
    const data = Float64Array.from(decisions, (value) => Math.tanh(value / 2));
    return { rows: rows.rows, columns, data };
  }
  const probabilities = model.probabilities(rows).map((p) => 2 * p - 1);
  const data = columns === 1 ? probabilities.filter((_, index) => index % 2 === 1) : probabilities;
  return { rows: rows.rows, columns, data };
}

/**
 * The same for labeled rows by models that have not seen them, so that they look as rows of the pool do: each by a model
 * of the other four of five folds; 0 where those are all of one class.
 */
export function crossFittedOutputs(
  training: TrainingSet,
  fit: (training: TrainingSet) => FittedClassifier,
  { rng, signal }: { readonly rng: Rng; readonly signal?: Cancellation | undefined },
): DenseMatrix {
  const { features, labels, weights, classCount } = training;
  const columns = outputColumns(classCount);
  const data = new Float64Array(features.rows * columns);
  const foldOf = stratifiedFolds(labels, FOLDS, rng);
  const all = Int32Array.from(labels.keys());
  for (let fold = 0; fold < FOLDS; fold++) {
    throwIfCancelled(signal);
    const held = all.filter((row) => foldOf[row] === fold);
    const kept = all.filter((row) => foldOf[row] !== fold);
    if (held.length === 0 || new Set(kept.map((row) => labels[row]!)).size < 2) continue;
    const model = fit({
      features: gatherRows(features, kept),
      labels: kept.map((row) => labels[row]!),
      ...(weights && { weights: Float64Array.from(kept, (row) => weights[row]!) }),
      classCount,
    });
    const outputs = modelOutputs(model, gatherRows(features, held));
    held.forEach((row, index) =>
      data.set(outputs.data.subarray(index * columns, (index + 1) * columns), row * columns),
    );
  }
  return { rows: features.rows, columns, data };
}

/** What the model says of each row's own class, in [-1, 1]: low where the label surprised it. */
export function ownClassOutputs({ columns, data }: DenseMatrix, labels: Int32Array): Float64Array {
  return Float64Array.from(labels, (label, row) =>
    columns === 1 ? (label === 1 ? 1 : -1) * data[row]! : data[row * columns + label]!,
  );
}

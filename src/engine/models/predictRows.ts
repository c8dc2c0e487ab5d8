import type { Cancellation } from '../cancellation.ts';
import { mapRows } from '../numeric/mapRows.ts';
import type { DenseMatrix } from '../numeric/matrix.ts';
import type { FittedClassifier } from './classifier.ts';

/** The class that the model predicts for each of the named rows: its own choice, else the most probable one. */
export function predictRows(
  model: FittedClassifier,
  features: DenseMatrix,
  rows: Int32Array,
  signal?: Cancellation,
): Int32Array {
  const predict = (block: DenseMatrix) =>
    model.predict?.(block) ?? mostProbable(model.probabilities(block), model.classCount);
  return Int32Array.from(mapRows(features, rows, (block) => Float64Array.from(predict(block)), signal));
}

/** The first of the most probable classes of each row of probabilities (n x classCount). */
export function mostProbable(probabilities: Float64Array, classCount: number): Int32Array {
  const labels = new Int32Array(probabilities.length / classCount);
  for (let row = 0; row < labels.length; row++) {
    let best = 0;
    for (let label = 1; label < classCount; label++) {
      if (probabilities[row * classCount + label]! > probabilities[row * classCount + best]!) best = label;
    }
    labels[row] = best;
  }
  return labels;
}

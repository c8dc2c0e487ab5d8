import type { DenseMatrix } from '../numeric/matrix.ts';
import type { LossGradients } from './classifier.ts';

interface Predicted {
  /** Ascending class indices that the training set held. */
  readonly classes: Int32Array;
  readonly classCount: number;
  /** n x classCount. */
  readonly probabilities: Float64Array;
}

/**
 * Gradients of the rows' losses by the coefficients: (p - e_y) (x) (x, 1), weights K x d first, then K intercepts; with
 * two classes present K = 1, the logit of the second. A label that the training set did not hold has e_y = 0.
 */
export function logisticGradients(
  { rows, columns, data }: DenseMatrix,
  labels: Int32Array,
  { classes, classCount, probabilities }: Predicted,
): LossGradients {
  const held = classes.length === 2 ? classes.subarray(1) : classes;
  const width = held.length * (columns + 1);
  const out = new Float64Array(rows * width);
  for (let row = 0; row < rows; row++) {
    held.forEach((label, output) => {
      const residual = probabilities[row * classCount + label]! - (labels[row] === label ? 1 : 0);
      const start = row * width + output * columns;
      for (let column = 0; column < columns; column++) {
        out[start + column] = residual * data[row * columns + column]!;
      }
      out[row * width + held.length * columns + output] = residual;
    });
  }
  return { columns: width, data: out };
}

import type { DenseMatrix } from '../numeric/matrix.ts';

/** Rows with a column of ones after their features, n x (d + 1), so that the intercept is one coefficient more. */
export function withIntercept({ rows, columns, data }: DenseMatrix): DenseMatrix {
  const out = new Float64Array(rows * (columns + 1)).fill(1);
  for (let row = 0; row < rows; row++) {
    out.set(data.subarray(row * columns, (row + 1) * columns), row * (columns + 1));
  }
  return { rows, columns: columns + 1, data: out };
}

/** A trace of penalty on intercepts: moving all of them together changes nothing, which would leave H singular. */
const FREE = 1e-9;

/**
 * v -> H v for the Hessian of the cross-entropy of a softmax with weights C x D (row-major) over `points` (n x D) whose
 * probabilities are given, plus a penalty on all but the intercepts (the last column):
 * sum_i (diag(p_i) - p_i p_i^T) (x) x_i x_i^T + penalty I.
 */
export function softmaxCurvature(
  points: DenseMatrix,
  probabilities: Float64Array,
  penalty: number,
): (vector: Float64Array) => Float64Array {
  const { rows, columns, data } = points;
  const classCount = probabilities.length / rows;
  const isIntercept = (index: number) => (index + 1) % columns === 0;
  return (vector) => {
    const out = vector.map((value, index) => (isIntercept(index) ? FREE * value : penalty * value));
    const shifts = new Float64Array(classCount);
    for (let row = 0; row < rows; row++) {
      let mean = 0;
      for (let label = 0; label < classCount; label++) {
        shifts[label] = project(vector, label, points, row);
        mean += probabilities[row * classCount + label]! * shifts[label]!;
      }
      for (let label = 0; label < classCount; label++) {
        const scale = probabilities[row * classCount + label]! * (shifts[label]! - mean);
        for (let column = 0; column < columns; column++) {
          out[label * columns + column]! += scale * data[row * columns + column]!;
        }
      }
    }
    return out;
  };
}

/** Inner product of one class's coefficients with one row of points. */
export function project(
  coefficients: Float64Array,
  label: number,
  { columns, data }: DenseMatrix,
  row: number,
): number {
  let sum = 0;
  for (let column = 0; column < columns; column++) {
    sum += coefficients[label * columns + column]! * data[row * columns + column]!;
  }
  return sum;
}

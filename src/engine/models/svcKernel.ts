import type { DenseMatrix } from '../numeric/matrix.ts';
import { multiplyRows } from '../numeric/multiplyRows.ts';

/** A kernel whose width is settled. */
export type Kernel = { readonly kind: 'linear' } | { readonly kind: 'rbf'; readonly gamma: number };

/** `scale`: 1 / (d Var(X)) over all entries of the training features; `auto`: 1 / d (scikit-learn's SVC). */
export type Gamma = 'scale' | 'auto' | number;

/** Constant features have no variance; scikit-learn then takes gamma = 1, and so does this. */
export function resolveGamma(gamma: Gamma, features: DenseMatrix): number {
  if (typeof gamma === 'number') return gamma;
  if (gamma === 'auto') return 1 / features.columns;
  const { sum, squares } = featureMoments(features);
  return scaleGamma(sum, squares, features.rows * features.columns, features.columns);
}

/** 1 / (d Var) from the sum and the sum of squares of `count` entries. */
export function scaleGamma(sum: number, squares: number, count: number, columns: number): number {
  const mean = sum / count;
  const variance = squares / count - mean * mean;
  return variance > 0 ? 1 / (columns * variance) : 1;
}

/** Sum and sum of squares of all entries. */
export function featureMoments(features: DenseMatrix): { readonly sum: number; readonly squares: number } {
  let sum = 0;
  let squares = 0;
  for (const value of features.data) {
    sum += value;
    squares += value * value;
  }
  return { sum, squares };
}

/** Squared Euclidean norm of each row. */
export function squaredNorms({ rows, columns, data }: DenseMatrix): Float64Array {
  const norms = new Float64Array(rows);
  for (let row = 0; row < rows; row++) {
    let sum = 0;
    for (let index = row * columns; index < (row + 1) * columns; index++) sum += data[index]! * data[index]!;
    norms[row] = sum;
  }
  return norms;
}

/** Inner products of the rows of `a` and `b`, a.rows x b.rows row-major. */
export function innerProducts(a: DenseMatrix, b: DenseMatrix): Float64Array {
  const out = new Float64Array(a.rows * b.rows);
  const weights = b.data instanceof Float64Array ? b.data : Float64Array.from(b.data);
  multiplyRows(a, weights, out);
  return out;
}

/** Squared Euclidean distances of the rows of `a` and `b`, a.rows x b.rows row-major; never negative. */
export function squaredDistances(a: DenseMatrix, b: DenseMatrix): Float64Array {
  const out = innerProducts(a, b);
  const normsA = squaredNorms(a);
  const normsB = squaredNorms(b);
  for (let row = 0; row < a.rows; row++) {
    for (let column = 0; column < b.rows; column++) {
      const index = row * b.rows + column;
      out[index] = Math.max(0, normsA[row]! + normsB[column]! - 2 * out[index]!);
    }
  }
  return out;
}

/** Kernel values of the rows of `a` and `b`, a.rows x b.rows row-major. */
export function kernelMatrix(kernel: Kernel, a: DenseMatrix, b: DenseMatrix): Float64Array {
  if (kernel.kind === 'linear') return innerProducts(a, b);
  const out = squaredDistances(a, b);
  for (let index = 0; index < out.length; index++) out[index] = Math.exp(-kernel.gamma * out[index]!);
  return out;
}

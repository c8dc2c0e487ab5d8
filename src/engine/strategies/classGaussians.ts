import { cholesky } from '../numeric/cholesky.ts';
import type { DenseMatrix } from '../numeric/matrix.ts';

/** A Gaussian for one class. */
export interface ClassGaussian {
  /** Share of the labels. */
  readonly share: number;
  /** Length d. */
  readonly mean: Float64Array;
  /** Lower triangle of the covariance's factor, d x d. */
  readonly factor: Float64Array;
  /** Logarithm of the density at the mean. */
  readonly peak: number;
}

/** Added to the variances, in units of their mean, until a covariance has a factor: the smallest that serves. */
const JITTERS = [0, ...Array.from({ length: 9 }, (_, index) => 10 ** (index - 8))];

/**
 * Gaussians of the classes that have labels, with covariances of their own (n - 1 in the denominator; of classes with one
 * label that of all labels around their classes' means). `rows`: n x d, aligned with `labels`.
 */
export function fitClassGaussians(
  rows: DenseMatrix,
  labels: Int32Array,
  classCount: number,
): readonly ClassGaussian[] {
  const groups = Array.from({ length: classCount }, (_, label) =>
    Int32Array.from(labels.keys()).filter((index) => labels[index] === label),
  ).filter(({ length }) => length > 0);
  const means = groups.map((group) => meanOf(rows, group));
  const pooled = new Float64Array(rows.columns ** 2);
  groups.forEach((group, index) => addScatter(pooled, rows, group, means[index]!));
  const freedom = Math.max(1, labels.length - groups.length);
  return groups.map((group, index) => {
    const covariance = new Float64Array(rows.columns ** 2);
    if (group.length === 1) covariance.set(pooled.map((value) => value / freedom));
    else {
      addScatter(covariance, rows, group, means[index]!);
      covariance.forEach((value, place) => (covariance[place] = value / (group.length - 1)));
    }
    return gaussianOf(group.length / labels.length, means[index]!, covariance);
  });
}

function meanOf({ columns, data }: DenseMatrix, group: Int32Array): Float64Array {
  const mean = new Float64Array(columns);
  for (const row of group) {
    for (let column = 0; column < columns; column++) {
      mean[column]! += data[row * columns + column]! / group.length;
    }
  }
  return mean;
}

function addScatter(
  scatter: Float64Array,
  { columns, data }: DenseMatrix,
  group: Int32Array,
  mean: Float64Array,
): void {
  for (const row of group) {
    for (let a = 0; a < columns; a++) {
      const first = data[row * columns + a]! - mean[a]!;
      for (let b = 0; b < columns; b++) {
        scatter[a * columns + b]! += first * (data[row * columns + b]! - mean[b]!);
      }
    }
  }
}

function gaussianOf(share: number, mean: Float64Array, covariance: Float64Array): ClassGaussian {
  const d = mean.length;
  const factor = factorOf(covariance, d);
  let logDeterminant = 0;
  for (let row = 0; row < d; row++) logDeterminant += 2 * Math.log(factor[row * d + row]!);
  return { share, mean, factor, peak: -0.5 * (d * Math.log(2 * Math.PI) + logDeterminant) };
}

function factorOf(covariance: Float64Array, d: number): Float64Array {
  let trace = 0;
  for (let row = 0; row < d; row++) trace += covariance[row * d + row]!;
  // Labels that are all alike have no variance at all.
  const unit = trace > 0 ? trace / d : 1;
  for (const jitter of JITTERS) {
    const raised = covariance.slice();
    for (let row = 0; row < d; row++) raised[row * d + row]! += jitter * unit;
    try {
      return cholesky(raised, d);
    } catch {
      // The next one is larger.
    }
  }
  throw new RangeError('The covariance of a class is not finite.');
}

/** The logarithm of the mixture's density at a point, summed as logarithms: in many columns densities underflow. */
export function logDensity(gaussians: readonly ClassGaussian[], point: ArrayLike<number>): number {
  const logs = gaussians.map(({ share, mean, factor, peak }) => {
    return Math.log(share) + peak - 0.5 * squaredLength(factor, mean, point);
  });
  const most = Math.max(...logs);
  return most + Math.log(logs.reduce((sum, log) => sum + Math.exp(log - most), 0));
}

/** |L^-1 (x - mean)|^2, the squared Mahalanobis distance. */
function squaredLength(factor: Float64Array, mean: Float64Array, point: ArrayLike<number>): number {
  const d = mean.length;
  const solved = new Float64Array(d);
  let sum = 0;
  for (let row = 0; row < d; row++) {
    let rest = point[row]! - mean[row]!;
    for (let k = 0; k < row; k++) rest -= factor[row * d + k]! * solved[k]!;
    solved[row] = rest / factor[row * d + row]!;
    sum += solved[row]! ** 2;
  }
  return sum;
}

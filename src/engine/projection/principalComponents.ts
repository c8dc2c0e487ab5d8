import type { Cancellation } from '../cancellation.ts';
import { accumulateRows } from '../numeric/accumulateRows.ts';
import { leadingEigen } from '../numeric/leadingEigen.ts';
import type { LeadingEigen } from '../numeric/leadingEigen.ts';
import type { DenseMatrix } from '../numeric/matrix.ts';
import { multiplyRows } from '../numeric/multiplyRows.ts';
import type { Rng } from '../numeric/rng.ts';
import { symmetricEigen } from '../numeric/symmetricEigen.ts';
import { columnMeans, forEachCentredBlock } from './centredBlocks.ts';
import type { CentredRows } from './centredBlocks.ts';
import { covariance } from './covariance.ts';

export interface PrincipalComponents {
  /** Means of the d columns. */
  readonly means: Float64Array;
  /**
   * `count` x d row-major: unit vectors, the one of the largest variance first; zeros where the rows span no more. The
   * entry that is farthest from 0 is positive, so that the same data never come out mirrored.
   */
  readonly axes: Float64Array;
  /** Variance along each axis (population). */
  readonly variances: Float64Array;
  /** Sum of the variances of all columns. */
  readonly totalVariance: number;
}

export interface ComponentOptions {
  readonly count: number;
  /** Where iteration starts. */
  readonly rng: Rng;
  readonly signal?: Cancellation | undefined;
}

/** Up to this many columns all eigenvectors are found by rotations. */
const SMALL = 64;
/**
 * The covariance costs d/2 products for each value of the matrix, an iteration 2 for each of 4 vectors, and about ten are
 * needed. Narrower matrices than this are quicker by their covariance.
 */
const NARROW = 160;

/**
 * Principal components of some rows (Hotelling 1933): exact by rotations where there are few columns, else by Lanczos'
 * method to a residual of 1e-5, on the covariance where that pays and otherwise without forming it. Throws
 * CancelledError.
 */
export function principalComponents(
  features: DenseMatrix,
  rows: Int32Array,
  { count, rng, signal }: ComponentOptions,
): PrincipalComponents {
  const means = columnMeans(features, rows);
  const input: CentredRows = { features, rows, means, signal };
  const { found, totalVariance } = decompose(input, count, rng);
  const { columns } = features;
  const axes = new Float64Array(count * columns);
  const variances = new Float64Array(count);
  found.vectors.forEach((vector, axis) => {
    axes.set(withSign(vector), axis * columns);
    variances[axis] = found.values[axis]!;
  });
  return { means, axes, variances, totalVariance };
}

function decompose(
  input: CentredRows,
  count: number,
  rng: Rng,
): { readonly found: LeadingEigen; readonly totalVariance: number } {
  const { columns } = input.features;
  // Many components need many iterations: then the covariance pays for wide matrices too.
  if (columns > NARROW * Math.max(1, count / 8)) {
    const apply = (vectors: readonly Float64Array[]): readonly Float64Array[] =>
      covarianceTimes(input, vectors);
    return { found: leadingEigen(apply, columns, { count, rng }), totalVariance: varianceOf(input) };
  }
  const matrix = covariance(input);
  let totalVariance = 0;
  for (let column = 0; column < columns; column++) totalVariance += matrix[column * (columns + 1)]!;
  if (columns <= SMALL) return { found: allEigen(matrix, columns, count), totalVariance };
  const apply = (vectors: readonly Float64Array[]): readonly Float64Array[] =>
    matrixTimes(matrix, columns, vectors);
  return { found: leadingEigen(apply, columns, { count, rng, block: count > 8 ? 16 : 4 }), totalVariance };
}

function allEigen(matrix: Float64Array, n: number, count: number): LeadingEigen {
  const { values, vectors } = symmetricEigen(matrix, n);
  const order = Array.from(values.keys()).sort((a, b) => values[b]! - values[a]!);
  const largest = values[order[0] ?? 0] ?? 0;
  const kept = order.slice(0, count).filter((index) => values[index]! > 1e-12 * largest);
  return {
    values: Float64Array.from(kept, (index) => values[index]!),
    vectors: kept.map((index) => vectors.slice(index * n, (index + 1) * n)),
  };
}

function matrixTimes(
  matrix: Float64Array,
  n: number,
  vectors: readonly Float64Array[],
): readonly Float64Array[] {
  const products = new Float64Array(n * vectors.length);
  multiplyRows({ rows: n, columns: n, data: matrix }, joined(vectors, n), products);
  return vectors.map((_, index) =>
    Float64Array.from({ length: n }, (__, row) => products[row * vectors.length + index]!),
  );
}

/** The covariance times each vector, by two products with the rows. */
function covarianceTimes(input: CentredRows, vectors: readonly Float64Array[]): readonly Float64Array[] {
  const { columns } = input.features;
  const weights = joined(vectors, columns);
  const sums = new Float64Array(weights.length);
  forEachCentredBlock(input, (block) => {
    const scores = new Float64Array(block.rows * vectors.length);
    multiplyRows(block, weights, scores);
    accumulateRows(block, scores, sums);
  });
  const scale = 1 / Math.max(1, input.rows.length);
  return vectors.map((_, index) =>
    sums.subarray(index * columns, (index + 1) * columns).map((sum) => sum * scale),
  );
}

const joined = (vectors: readonly Float64Array[], n: number): Float64Array => {
  const all = new Float64Array(n * vectors.length);
  vectors.forEach((vector, index) => all.set(vector, index * n));
  return all;
};

function varianceOf(input: CentredRows): number {
  let sum = 0;
  forEachCentredBlock(input, ({ data }) => {
    for (const value of data) sum += value * value;
  });
  return sum / Math.max(1, input.rows.length);
}

/** Of a vector and its opposite, the one whose largest entry is positive. */
function withSign(vector: Float64Array): Float64Array {
  let largest = 0;
  for (const value of vector) if (Math.abs(value) > Math.abs(largest) + 1e-9) largest = value;
  return largest < 0 ? vector.map((value) => -value) : vector;
}

/** Places of some rows along the axes: rows x count, row-major. */
export function projectRows(
  features: DenseMatrix,
  rows: Int32Array,
  { means, axes, variances }: PrincipalComponents,
  signal?: Cancellation,
): Float32Array {
  const count = variances.length;
  const places = new Float32Array(rows.length * count);
  forEachCentredBlock({ features, rows, means, signal }, (block, first) => {
    const scores = new Float64Array(block.rows * count);
    multiplyRows(block, axes, scores);
    places.set(scores, first * count);
  });
  return places;
}

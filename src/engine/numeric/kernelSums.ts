import type { DenseMatrix } from './matrix.ts';
import { squaredDistances } from './squaredDistances.ts';

/** For each of `rows` the sum over `centres` of exp(-squared Euclidean distance / delta). */
export function kernelSums(
  features: DenseMatrix,
  rows: Int32Array,
  centres: Int32Array,
  delta: number,
): Float64Array {
  const sums = new Float64Array(rows.length);
  const distances = new Float64Array(rows.length);
  for (const centre of centres) {
    squaredDistances(features, rows, centre, distances);
    for (let index = 0; index < sums.length; index++) sums[index]! += Math.exp(-distances[index]! / delta);
  }
  return sums;
}

import type { DenseMatrix } from './matrix.ts';
import { squaredDistances } from './squaredDistances.ts';

/** Rows that stay in the processor's cache while all centres pass over them. */
const BLOCK = 512;

/** For each of `rows` the sum over `centres` of exp(-squared Euclidean distance / delta). */
export function kernelSums(
  features: DenseMatrix,
  rows: Int32Array,
  centres: Int32Array,
  delta: number,
): Float64Array {
  const sums = new Float64Array(rows.length);
  for (let start = 0; start < rows.length; start += BLOCK) {
    const block = rows.subarray(start, start + BLOCK);
    const distances = new Float64Array(block.length);
    for (const centre of centres) {
      squaredDistances(features, block, centre, distances);
      for (let index = 0; index < block.length; index++) {
        sums[start + index]! += Math.exp(-distances[index]! / delta);
      }
    }
  }
  return sums;
}

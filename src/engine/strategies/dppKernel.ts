import { squaredDistances } from '../numeric/squaredDistances.ts';
import type { DenseMatrix } from '../numeric/matrix.ts';

export interface DppKernel {
  readonly diagonal: Float64Array;
  /** Row of L, computed when asked for: a greedy batch reads only the rows of its picks. */
  readonly row: (item: number) => Float64Array;
}

/**
 * L = diag(q) S diag(q) over the named rows, row by row: S is the Gaussian similarity exp(-|x - y|^2 / (2 h)), h the
 * mean squared distance of a row to the rows' mean, so that it fits features of any scale.
 */
export function dppKernel(features: DenseMatrix, rows: Int32Array, qualities: Float64Array): DppKernel {
  const spread = meanSquaredDeviation(features, rows);
  return {
    diagonal: qualities.map((quality) => quality * quality),
    row: (item) => {
      const distances = new Float64Array(rows.length);
      squaredDistances(features, rows, rows[item]!, distances);
      return distances.map((distance, other) => {
        const similarity = spread > 0 ? Math.exp(-distance / (2 * spread)) : 1;
        return qualities[item]! * similarity * qualities[other]!;
      });
    },
  };
}

function meanSquaredDeviation({ columns, data }: DenseMatrix, rows: Int32Array): number {
  let sum = 0;
  for (let column = 0; column < columns; column++) {
    let mean = 0;
    for (const row of rows) mean += data[row * columns + column]! / rows.length;
    for (const row of rows) sum += (data[row * columns + column]! - mean) ** 2 / rows.length;
  }
  return sum;
}

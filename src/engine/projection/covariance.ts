import type { DenseMatrix } from '../numeric/matrix.ts';
import { forEachCentredBlock } from './centredBlocks.ts';
import type { CentredRows } from './centredBlocks.ts';

/** Covariance of the columns (population: divided by the number of rows), d x d in float64; O(n d^2 / 2). */
export function covariance(input: CentredRows): Float64Array {
  const { columns } = input.features;
  const sums = new Float64Array(columns * columns);
  forEachCentredBlock(input, (block) => addProducts(block, sums));
  const scale = 1 / Math.max(1, input.rows.length);
  for (let row = 0; row < columns; row++) {
    for (let column = row; column < columns; column++) {
      const value = sums[row * columns + column]! * scale;
      sums[row * columns + column] = value;
      sums[column * columns + row] = value;
    }
  }
  return sums;
}

/** Adds the upper triangle of XᵀX; four rows of X share each load and store of a sum. */
function addProducts({ rows, columns, data }: DenseMatrix, sums: Float64Array): void {
  const blocked = rows - (rows % 4);
  for (let row = 0; row < blocked; row += 4) {
    const x0 = row * columns;
    const x1 = x0 + columns;
    const x2 = x1 + columns;
    const x3 = x2 + columns;
    for (let left = 0; left < columns; left++) {
      const a0 = data[x0 + left]!;
      const a1 = data[x1 + left]!;
      const a2 = data[x2 + left]!;
      const a3 = data[x3 + left]!;
      // Sparse features: most products are 0.
      if (a0 === 0 && a1 === 0 && a2 === 0 && a3 === 0) continue;
      const target = left * columns;
      for (let column = left; column < columns; column++) {
        sums[target + column]! +=
          a0 * data[x0 + column]! +
          a1 * data[x1 + column]! +
          (a2 * data[x2 + column]! + a3 * data[x3 + column]!);
      }
    }
  }
  for (let row = blocked; row < rows; row++) {
    const start = row * columns;
    for (let left = 0; left < columns; left++) {
      const factor = data[start + left]!;
      for (let column = left; column < columns; column++)
        sums[left * columns + column]! += factor * data[start + column]!;
    }
  }
}

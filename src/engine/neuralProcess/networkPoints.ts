import type { DenseMatrix } from '../numeric/matrix.ts';

interface Both {
  readonly labeled: DenseMatrix;
  readonly pool: DenseMatrix;
}

/**
 * Points as the network takes them: features divided by the largest absolute value among labeled rows and pool, as the
 * released code of Bakker et al. 2023 does, with the columns of `outputs`, which are in [-1, 1] already, after them.
 */
export function networkPoints(labeled: DenseMatrix, pool: DenseMatrix, outputs?: Both): Both {
  const factor = Math.max(largestOf(labeled), largestOf(pool)) || 1;
  return {
    labeled: scaled(labeled, factor, outputs?.labeled),
    pool: scaled(pool, factor, outputs?.pool),
  };
}

function largestOf({ data }: DenseMatrix): number {
  let largest = 0;
  for (const value of data) largest = Math.max(largest, Math.abs(value));
  return largest;
}

function scaled({ rows, columns, data }: DenseMatrix, factor: number, extra?: DenseMatrix): DenseMatrix {
  const width = columns + (extra?.columns ?? 0);
  const out = new Float64Array(rows * width);
  for (let row = 0; row < rows; row++) {
    const at = row * width;
    for (let column = 0; column < columns; column++)
      out[at + column] = data[row * columns + column]! / factor;
    if (extra !== undefined)
      out.set(extra.data.subarray(row * extra.columns, (row + 1) * extra.columns), at + columns);
  }
  return { rows, columns: width, data: out };
}

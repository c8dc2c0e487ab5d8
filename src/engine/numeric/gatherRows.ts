import type { DenseMatrix, Matrix } from './matrix.ts';

/** The rows of `matrix` named by `rows`, copied in that order; same precision as the source. */
export function gatherRows(matrix: Matrix, rows: Int32Array): Matrix;
export function gatherRows(matrix: DenseMatrix, rows: Int32Array): DenseMatrix;
export function gatherRows(matrix: DenseMatrix, rows: Int32Array): DenseMatrix {
  const { columns, data } = matrix;
  const gathered =
    data instanceof Float32Array
      ? new Float32Array(rows.length * columns)
      : new Float64Array(rows.length * columns);
  for (let index = 0; index < rows.length; index++) {
    const start = rows[index]! * columns;
    gathered.set(data.subarray(start, start + columns), index * columns);
  }
  return { rows: rows.length, columns, data: gathered };
}

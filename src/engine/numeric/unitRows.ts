import type { DenseMatrix } from './matrix.ts';

/** The named rows divided by their Euclidean length, rows.length x d row-major; a row of zeros stays as it is. */
export function unitRows({ columns, data }: DenseMatrix, rows: Int32Array): Float64Array {
  const units = new Float64Array(rows.length * columns);
  for (let index = 0; index < rows.length; index++) {
    const start = rows[index]! * columns;
    let square = 0;
    for (let column = 0; column < columns; column++) square += data[start + column]! ** 2;
    const scale = square > 0 ? 1 / Math.sqrt(square) : 0;
    for (let column = 0; column < columns; column++) {
      units[index * columns + column] = data[start + column]! * scale;
    }
  }
  return units;
}

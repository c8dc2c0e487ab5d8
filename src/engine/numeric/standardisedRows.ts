import type { DenseMatrix } from './matrix.ts';

/** Each column minus its mean, divided by its population standard deviation where that is not 0. */
export function standardisedRows({ rows, columns, data }: DenseMatrix): DenseMatrix {
  const out = new Float64Array(data.length);
  for (let column = 0; column < columns; column++) {
    let mean = 0;
    for (let index = column; index < data.length; index += columns) mean += data[index]! / rows;
    let variance = 0;
    for (let index = column; index < data.length; index += columns)
      variance += (data[index]! - mean) ** 2 / rows;
    const scale = variance > 0 ? 1 / Math.sqrt(variance) : 1;
    for (let index = column; index < data.length; index += columns)
      out[index] = (data[index]! - mean) * scale;
  }
  return { rows, columns, data: out };
}

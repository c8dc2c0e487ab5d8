import type { Cancellation } from '../cancellation.ts';
import { throwIfCancelled } from '../cancellation.ts';
import type { DenseMatrix } from '../numeric/matrix.ts';

/** Rows at a time: their copy stays in the processor's cache, and a cancel is quick. */
const BLOCK = 1024;

/** Means of the columns over some rows. */
export function columnMeans({ columns, data }: DenseMatrix, rows: Int32Array): Float64Array {
  const means = new Float64Array(columns);
  for (const row of rows) {
    const start = row * columns;
    for (let column = 0; column < columns; column++) means[column]! += data[start + column]!;
  }
  return means.map((sum) => sum / Math.max(1, rows.length));
}

/** Rows of a matrix minus `means`, block by block: a large pool is never copied as a whole. */
export interface CentredRows {
  readonly features: DenseMatrix;
  readonly rows: Int32Array;
  readonly means: Float64Array;
  readonly signal?: Cancellation | undefined;
}

/** Calls `visit` with each block and the place of its first row among `rows`; the block is good for that call alone. */
export function forEachCentredBlock(
  { features, rows, means, signal }: CentredRows,
  visit: (block: DenseMatrix, first: number) => void,
): void {
  const { columns, data } = features;
  const copy = new Float64Array(Math.min(BLOCK, rows.length) * columns);
  for (let first = 0; first < rows.length; first += BLOCK) {
    throwIfCancelled(signal);
    const count = Math.min(BLOCK, rows.length - first);
    for (let place = 0; place < count; place++) {
      const from = rows[first + place]! * columns;
      const to = place * columns;
      for (let column = 0; column < columns; column++)
        copy[to + column] = data[from + column]! - means[column]!;
    }
    visit({ rows: count, columns, data: copy.subarray(0, count * columns) }, first);
  }
}

import type { Cancellation } from '../cancellation.ts';
import { throwIfCancelled } from '../cancellation.ts';
import type { DenseMatrix } from '../numeric/matrix.ts';

/** Rows embedded at a time. */
const BLOCK = 2048;

/** The embeddings of every row of `features` (N x d), N x the columns that `embed` gives, as float32. */
export function embedRows(
  features: DenseMatrix,
  embed: (block: DenseMatrix) => DenseMatrix,
  signal?: Cancellation,
): DenseMatrix {
  const { rows, columns, data } = features;
  let width = 0;
  let embedded = new Float32Array(0);
  for (let start = 0; start < rows; start += BLOCK) {
    throwIfCancelled(signal);
    const end = Math.min(rows, start + BLOCK);
    const block = embed({
      rows: end - start,
      columns,
      data: data.subarray(start * columns, end * columns),
    });
    if (start === 0) {
      width = block.columns;
      embedded = new Float32Array(rows * width);
    }
    embedded.set(block.data, start * width);
  }
  return { rows, columns: width, data: embedded };
}

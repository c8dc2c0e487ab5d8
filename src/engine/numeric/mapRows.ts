import type { Cancellation } from '../cancellation.ts';
import { throwIfCancelled } from '../cancellation.ts';
import { gatherRows } from './gatherRows.ts';
import type { DenseMatrix } from './matrix.ts';

/** Rows copied at a time: few enough that their copy stays in the processor's cache, and that a cancel is quick. */
const BLOCK = 2048;

/**
 * What `score` gives for the named rows, without a copy of the whole pool: `score` takes blocks of rows and returns the
 * same number of values, one or more, for each row.
 */
export function mapRows(
  features: DenseMatrix,
  rows: Int32Array,
  score: (block: DenseMatrix) => Float64Array,
  signal?: Cancellation,
): Float64Array {
  let values = new Float64Array(0);
  for (let start = 0; start < rows.length; start += BLOCK) {
    throwIfCancelled(signal);
    const block = gatherRows(features, rows.subarray(start, start + BLOCK));
    const scored = score(block);
    const columns = scored.length / block.rows;
    if (start === 0) values = new Float64Array(rows.length * columns);
    values.set(scored, start * columns);
  }
  return values;
}

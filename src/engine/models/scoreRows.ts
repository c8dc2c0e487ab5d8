import { throwIfCancelled } from '../cancellation.ts';
import { gatherRows } from '../numeric/gatherRows.ts';
import type { DenseMatrix } from '../numeric/matrix.ts';
import type { Cancellation } from '../cancellation.ts';
import type { FittedClassifier } from './classifier.ts';

/** Rows scored at a time: few enough that their copy stays in the processor's cache, and that a cancel is quick. */
const BLOCK = 2048;

/** Class probabilities of the named rows, rows.length x classCount row-major, without a copy of the whole pool. */
export function scoreRows(
  model: FittedClassifier,
  features: DenseMatrix,
  rows: Int32Array,
  signal?: Cancellation,
): Float64Array {
  const probabilities = new Float64Array(rows.length * model.classCount);
  for (let start = 0; start < rows.length; start += BLOCK) {
    throwIfCancelled(signal);
    const block = gatherRows(features, rows.subarray(start, start + BLOCK));
    probabilities.set(model.probabilities(block), start * model.classCount);
  }
  return probabilities;
}

import type { Cancellation } from '../cancellation.ts';
import { mapRows } from '../numeric/mapRows.ts';
import type { DenseMatrix } from '../numeric/matrix.ts';
import type { FittedClassifier } from './classifier.ts';

/** Class probabilities of the named rows, rows.length x classCount row-major, without a copy of the whole pool. */
export function scoreRows(
  model: FittedClassifier,
  features: DenseMatrix,
  rows: Int32Array,
  signal?: Cancellation,
): Float64Array {
  return mapRows(features, rows, (block) => model.probabilities(block), signal);
}

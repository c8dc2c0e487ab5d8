import { lowerDistances } from './lowerDistances.ts';
import type { DenseMatrix } from './matrix.ts';

/** Writes the squared Euclidean distances between `rows` and row `centre` of `features` to `out`, aligned with `rows`. */
export function squaredDistances(
  features: DenseMatrix,
  rows: Int32Array,
  centre: number,
  out: Float64Array,
): void {
  out.fill(Infinity);
  lowerDistances(features, rows, centre, out);
}

import type { DenseMatrix } from './matrix.ts';
import { squaredDistances } from './squaredDistances.ts';

/**
 * Indices into `rows` of the `k` that are nearest to row `from` of `features`, nearest first; all of them if there are
 * no more; among equals the earlier one.
 */
export function nearestRows(features: DenseMatrix, rows: Int32Array, from: number, k: number): Int32Array {
  const distances = new Float64Array(rows.length);
  squaredDistances(features, rows, from, distances);
  const nearest = new Int32Array(Math.min(k, rows.length));
  let count = 0;
  for (let index = 0; index < rows.length; index++) {
    if (count === nearest.length && !(distances[index]! < distances[nearest[count - 1]!]!)) continue;
    let place = Math.min(count, nearest.length - 1);
    while (place > 0 && distances[nearest[place - 1]!]! > distances[index]!) {
      nearest[place] = nearest[place - 1]!;
      place--;
    }
    nearest[place] = index;
    count = Math.min(count + 1, nearest.length);
  }
  return nearest;
}

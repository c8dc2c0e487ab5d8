import { throwIfCancelled } from '../cancellation.ts';
import { lowerDistances } from '../numeric/lowerDistances.ts';
import type { PoolView } from './strategy.ts';

/** Squared distance of each candidate to the nearest of `rows`; Infinity where there are none. */
export function nearestDistances(
  { features, candidates, signal }: PoolView,
  rows: Int32Array,
): Float64Array<ArrayBuffer> {
  const minimum = new Float64Array(candidates.length).fill(Infinity);
  for (const row of rows) {
    throwIfCancelled(signal);
    lowerDistances(features, candidates, row, minimum);
  }
  return minimum;
}

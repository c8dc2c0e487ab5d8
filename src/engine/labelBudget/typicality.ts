import { throwIfCancelled } from '../cancellation.ts';
import { lowerDistances } from '../numeric/lowerDistances.ts';
import type { PoolView } from '../strategies/strategy.ts';

/** Hacohen et al. 2022, Active Learning on a Budget, equation 4. */
const NEIGHBOURS = 20;

/** How typical rows are of `around`: one over the mean distance to the 20 nearest others. Throws CancelledError. */
export function typicality(
  { features, signal }: Pick<PoolView, 'features' | 'signal'>,
  rows: Int32Array,
  around: Int32Array,
): Float64Array {
  return Float64Array.from(rows, (row, index) => {
    if (index % 64 === 0) throwIfCancelled(signal);
    const others = around.filter((other) => other !== row);
    const distances = new Float64Array(others.length).fill(Infinity);
    lowerDistances(features, others, row, distances);
    const nearest = distances.sort().subarray(0, NEIGHBOURS);
    const mean = nearest.reduce((sum, square) => sum + Math.sqrt(square), 0) / Math.max(1, nearest.length);
    return 1 / Math.max(mean, 1e-12);
  });
}

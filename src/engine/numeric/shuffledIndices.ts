import type { Rng } from './rng.ts';

/** The integers 0 to n-1 in an order drawn uniformly from all n! (Fisher and Yates). */
export function shuffledIndices(n: number, rng: Rng): Int32Array {
  const indices = Int32Array.from({ length: n }, (_, index) => index);
  for (let last = n - 1; last > 0; last--) {
    const other = rng.integer(last + 1);
    const value = indices[last]!;
    indices[last] = indices[other]!;
    indices[other] = value;
  }
  return indices;
}

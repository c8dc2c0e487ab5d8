import type { Rng } from '../numeric/rng.ts';
import { shuffledIndices } from '../numeric/shuffledIndices.ts';

/** The rows 0 to n-1 in random order, cut into batches of `size`, the last of which may be smaller. */
export function drawBatches(rows: number, size: number, rng: Rng): readonly Int32Array[] {
  const order = shuffledIndices(rows, rng);
  const batches: Int32Array[] = [];
  for (let start = 0; start < rows; start += size) batches.push(order.subarray(start, start + size));
  return batches;
}

/**
 * Inverted dropout: each of `length` units is 0 with probability `share`, else 1 / (1 - share), so that its mean is 1
 * and nothing has to be scaled when the network predicts.
 */
export function drawDropout(length: number, share: number, rng: Rng): Float32Array {
  const kept = 1 / (1 - share);
  return Float32Array.from({ length }, () => (rng.uniform() < share ? 0 : kept));
}

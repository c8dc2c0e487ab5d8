import type { Rng } from '../numeric/rng.ts';
import { shuffledIndices } from '../numeric/shuffledIndices.ts';

/**
 * The rows 0 to n-1 in random order, cut into batches of `size`. The last may be smaller; one below `least` joins the one
 * before it.
 */
export function drawBatches(rows: number, size: number, rng: Rng, least = 1): readonly Int32Array[] {
  const order = shuffledIndices(rows, rng);
  const batches: Int32Array[] = [];
  for (let start = 0; start < rows; start += size) {
    const left = rows - start - size;
    const end = left > 0 && left < least ? rows : start + size;
    batches.push(order.subarray(start, end));
    if (end === rows) break;
  }
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

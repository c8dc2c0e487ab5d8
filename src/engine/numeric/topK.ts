import type { Rng } from './rng.ts';
import { shuffledIndices } from './shuffledIndices.ts';

/**
 * Indices of the `k` highest values, highest first; NaN is never chosen, and `k` beyond the number of values gives
 * them all. Equal values come in the order of a seeded permutation, so that ties favour neither the first nor the last
 * row. For one state of `rng`, a smaller `k` gives a prefix of a larger one.
 */
export function topK(values: Float64Array, k: number, rng: Rng): Int32Array {
  const permutation = shuffledIndices(values.length, rng);
  const order = permutation.filter((index) => !Number.isNaN(values[index]!));
  const wanted = Math.max(0, Math.min(k, order.length));
  // `position` is where the permutation put an index: comparing by it makes every pair distinct, hence stable.
  const position = new Int32Array(values.length);
  for (let place = 0; place < permutation.length; place++) position[permutation[place]!] = place;
  const precedes = (a: number, b: number) => {
    const difference = values[b]! - values[a]!;
    // Infinities of one sign differ by NaN, which is falsy too.
    return difference || position[a]! - position[b]!;
  };
  if (wanted < order.length) partition(order, wanted, precedes);
  return order.subarray(0, wanted).sort(precedes).slice();
}

/** Hoare's selection: afterwards the first `wanted` entries are those that come first in the order. */
function partition(order: Int32Array, wanted: number, precedes: (a: number, b: number) => number): void {
  let low = 0;
  let high = order.length - 1;
  while (low < high) {
    // The order is already random, so the middle is as good a pivot as any.
    const pivot = order[(low + high) >> 1]!;
    let left = low;
    let right = high;
    while (left <= right) {
      while (precedes(order[left]!, pivot) < 0) left++;
      while (precedes(order[right]!, pivot) > 0) right--;
      if (left <= right) {
        const value = order[left]!;
        order[left++] = order[right]!;
        order[right--] = value;
      }
    }
    if (wanted <= right) high = right;
    else if (wanted >= left) low = left;
    else return;
  }
}

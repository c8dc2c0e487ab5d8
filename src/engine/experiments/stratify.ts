import type { Rng } from '../numeric/rng.ts';
import { shuffledIndices } from '../numeric/shuffledIndices.ts';

/**
 * How many of `n` rows to take of each class so that the classes keep their shares: largest remainders, equal ones by
 * chance. Where `n` allows, a class that has rows gets at least one. `counts`: rows of each class, their sum >= n.
 */
export function stratifiedCounts(counts: Float64Array, n: number, rng: Rng): Float64Array {
  const total = counts.reduce((a, b) => a + b, 0);
  const exact = counts.map((count) => (count * n) / Math.max(1, total));
  const taken = exact.map(Math.floor);
  const order = shuffledIndices(counts.length, rng).sort(
    (a, b) => exact[b]! - taken[b]! - (exact[a]! - taken[a]!),
  );
  let left = n - taken.reduce((a, b) => a + b, 0);
  for (const label of order) {
    if (left <= 0) break;
    if (taken[label]! >= counts[label]!) continue;
    taken[label]!++;
    left--;
  }
  return giveEachOne(taken, counts, n);
}

/** Moves single rows from the largest class to those that got none. */
function giveEachOne(taken: Float64Array, counts: Float64Array, n: number): Float64Array {
  const present = counts.filter((count) => count > 0).length;
  if (n < present) return taken;
  for (let label = 0; label < counts.length; label++) {
    if (counts[label] === 0 || taken[label]! > 0) continue;
    taken[taken.indexOf(taken.reduce((a, b) => Math.max(a, b), 0))]!--;
    taken[label] = 1;
  }
  return taken;
}

/** `n` of `rows`, stratified by their labels, and the rest; both in random order. `labels` is by row number. */
export function takeStratified(
  rows: Int32Array,
  labels: Int32Array,
  { n, classCount, rng }: { readonly n: number; readonly classCount: number; readonly rng: Rng },
): { readonly taken: Int32Array; readonly rest: Int32Array } {
  const counts = new Float64Array(classCount);
  for (const row of rows) counts[labels[row]!]!++;
  const open = stratifiedCounts(counts, n, rng.fork('counts'));
  const taken: number[] = [];
  const rest: number[] = [];
  for (const place of shuffledIndices(rows.length, rng.fork('rows'))) {
    const row = rows[place]!;
    const label = labels[row]!;
    if (open[label]! > 0) {
      open[label]!--;
      taken.push(row);
    } else rest.push(row);
  }
  return { taken: Int32Array.from(taken), rest: Int32Array.from(rest) };
}

import { drawByChance } from './drawByChance.ts';
import { gatherRows } from './gatherRows.ts';
import { lowerDistances } from './lowerDistances.ts';
import type { DenseMatrix } from './matrix.ts';
import type { Rng } from './rng.ts';

/**
 * `k` starting centres (k x d) for k-means: k-means++ (Arthur and Vassilvitskii 2007), each next point drawn with
 * probability proportional to weight times squared distance to the centres before it. Takes k up to the number of points.
 */
export function seedCentres(points: DenseMatrix, k: number, rng: Rng, weights?: Float64Array): Float64Array {
  const rows = Int32Array.from({ length: points.rows }, (_, row) => row);
  const minimum = new Float64Array(points.rows).fill(1);
  const chosen = new Set<number>();
  while (chosen.size < k) {
    const chances = minimum.map((distance, row) => (chosen.has(row) ? 0 : distance * (weights?.[row] ?? 1)));
    const total = chances.reduce((sum, chance) => sum + chance, 0);
    // Only copies of centres are left: any will do.
    const row =
      total > 0 ? drawByChance(chances, total * rng.uniform()) : drawOther(chosen, points.rows, rng);
    if (chosen.size === 0) minimum.fill(Infinity);
    chosen.add(row);
    lowerDistances(points, rows, row, minimum);
  }
  return Float64Array.from(gatherRows(points, Int32Array.from(chosen)).data);
}

function drawOther(chosen: ReadonlySet<number>, count: number, rng: Rng): number {
  let row = rng.integer(count);
  while (chosen.has(row)) row = (row + 1) % count;
  return row;
}

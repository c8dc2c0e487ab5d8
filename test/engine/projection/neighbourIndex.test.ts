import { describe, expect, it } from 'vitest';
import type { Matrix } from '../../../src/engine/numeric/matrix.ts';
import { nearestRows } from '../../../src/engine/numeric/nearestRows.ts';
import { createRng } from '../../../src/engine/numeric/rng.ts';
import { indexNeighbours } from '../../../src/engine/projection/neighbourIndex.ts';
import type { Neighbours } from '../../../src/engine/projection/neighbourIndex.ts';
import { refineNeighbours } from '../../../src/engine/projection/refineNeighbours.ts';
import { normalMatrix } from '../syntheticData.ts';

/** Share of the true neighbours of every 50th point that were found. */
function recall(points: Matrix, { k, indices }: Neighbours): number {
  const all = Int32Array.from({ length: points.rows }, (_, row) => row);
  let hits = 0;
  let wanted = 0;
  for (let row = 0; row < points.rows; row += 50) {
    const truth = [...nearestRows(points, all, row, k + 1)].filter((other) => other !== row);
    const found = new Set(indices.subarray(row * k, (row + 1) * k));
    hits += truth.filter((other) => found.has(other)).length;
    wanted += k;
  }
  return hits / wanted;
}

describe('indexNeighbours', () => {
  it('compares all where there are few points, nearest first and with their distances', () => {
    const points = normalMatrix(300, 5, 1);
    const found = indexNeighbours(points, createRng(1)).search(points, { k: 4, isSelf: true });
    expect(recall(points, found)).toBe(1);
    const [first, second] = [found.indices[0]!, found.indices[1]!];
    const distance = (other: number): number =>
      Math.hypot(
        ...Array.from({ length: 5 }, (_, column) => points.data[column]! - points.data[other * 5 + column]!),
      );
    expect(found.distances[0]).toBeCloseTo(distance(first), 5);
    expect(found.distances[1]).toBeCloseTo(distance(second), 5);
    expect(distance(first)).toBeLessThan(distance(second));
  });

  it('finds the point in whose place a query is', () => {
    const points = normalMatrix(40, 3, 2);
    const query = { rows: 1, columns: 3, data: points.data.slice(3 * 17, 3 * 18) };
    const found = indexNeighbours(points, createRng(1)).search(query, { k: 2 });
    expect(found.indices[0]).toBe(17);
    expect(found.distances[0]).toBe(0);
  });

  it('finds most by lists, and nearly all after a look at the neighbours of neighbours', () => {
    // Without any clusters, where lists help least.
    const points = normalMatrix(5_000, 8, 3);
    const found = indexNeighbours(points, createRng(1)).search(points, { k: 15, isSelf: true });
    const refined = refineNeighbours(points, found);
    const [before, after] = [recall(points, found), recall(points, refined)];
    expect(before).toBeGreaterThan(0.8);
    expect(after).toBeGreaterThan(0.98);
    expect(after).toBeGreaterThan(before);
  });

  it('never names a point its own neighbour, also among copies', () => {
    const points: Matrix = { rows: 30, columns: 2, data: new Float32Array(60).fill(1) };
    const found = indexNeighbours(points, createRng(1)).search(points, { k: 3, isSelf: true });
    found.indices.forEach((other, place) => expect(other).not.toBe(Math.floor(place / 3)));
    expect(found.distances.every((distance) => distance === 0)).toBe(true);
  });
});

import { describe, expect, it } from 'vitest';
import { CancelledError } from '../../../src/engine/cancellation.ts';
import { createRng } from '../../../src/engine/numeric/rng.ts';
import { kCenterGreedy } from '../../../src/engine/strategies/kCenterGreedy.ts';
import { robustKCenter } from '../../../src/engine/strategies/robustKCenter.ts';
import { largestButFor } from '../../../src/engine/strategies/swapCentres.ts';
import { select } from '../../../src/engine/strategies/select.ts';
import { squaredDistances } from '../../../src/engine/numeric/squaredDistances.ts';
import type { PoolView } from '../../../src/engine/strategies/strategy.ts';
import { matrixOf, normalMatrix } from '../syntheticData.ts';
import { viewOfPoints } from './poolView.ts';

const line = (points: readonly number[], outliers: number): PoolView => ({
  ...viewOfPoints(matrixOf(points.map((x) => [x])), [0]),
  params: { outliers },
});

/** Distance of the farthest candidate from labels and picks but for the `budget` farthest. */
function radiusOf({ features, candidates, labeledRows }: PoolView, rows: Int32Array, budget: number): number {
  const nearest = new Float64Array(candidates.length).fill(Infinity);
  for (const row of [...labeledRows, ...rows]) {
    const distances = new Float64Array(candidates.length);
    squaredDistances(features, candidates, row, distances);
    distances.forEach((distance, index) => (nearest[index] = Math.min(nearest[index]!, distance)));
  }
  return Math.sqrt(largestButFor(nearest, budget));
}

describe('robustKCenter', () => {
  it('leaves {0 labeled, 1, 2, 3, 100} a radius of 1 with one outlier, and takes 100 with none, by the card', () => {
    const points = [0, 1, 2, 3, 100];
    const view = line(points, 0.25);
    const [row] = select(robustKCenter, view, 1, createRng(1)).rowIds;
    expect([2, 3]).toContain(points[row!]);
    expect(radiusOf(view, Int32Array.of(row!), 1)).toBe(1);
    const none = line(points, 0);
    const greedy = select(robustKCenter, none, 1, createRng(1)).rowIds;
    expect([...greedy]).toEqual([4]);
    expect(radiusOf(none, greedy, 0)).toBe(3);
  });

  it('exchanges the farthest item for one that covers more, worked out by hand', () => {
    // 12 is farthest from 0 and leaves 8 at a distance of 4; 10 leaves 2.
    const view = line([0, 8, 10, 12], 0);
    expect([...select(kCenterGreedy, { ...view, params: {} }, 1, createRng(1)).rowIds]).toEqual([3]);
    expect([...select(robustKCenter, view, 1, createRng(1)).rowIds]).toEqual([2]);
  });

  it('never leaves a larger radius than farthest-first picks, and often a smaller one', () => {
    let smaller = 0;
    for (let seed = 0; seed < 10; seed++) {
      const view = viewOfPoints(normalMatrix(120, 2, seed), [0, 1]);
      const greedy = radiusOf(view, select(kCenterGreedy, view, 6, createRng(1)).rowIds, 0);
      const robust = select(robustKCenter, { ...view, params: { outliers: 0 } }, 6, createRng(1)).rowIds;
      const radius = radiusOf(view, robust, 0);
      expect(radius).toBeLessThanOrEqual(greedy);
      if (radius < greedy) smaller++;
    }
    expect(smaller).toBeGreaterThan(5);
  });

  it('ranks outliers last', () => {
    const { utilities } = select(robustKCenter, line([0, 1, 2, 3, 100], 0.25), 1, createRng(1));
    expect(utilities[3]).toBe(0);
    expect(Math.max(...utilities)).toBe(2);
  });

  it('looks at a seeded sample of a large pool', () => {
    const view = { ...viewOfPoints(normalMatrix(300, 2, 1), [0]), params: { sample: 50 } };
    const { utilities } = select(robustKCenter, view, 5, createRng(1));
    expect(utilities.filter((utility) => !Number.isNaN(utility))).toHaveLength(50);
  });

  it('can be cancelled', () => {
    const view = { ...line([0, 1, 2, 3], 0), signal: { aborted: true } };
    expect(() => select(robustKCenter, view, 1, createRng(1))).toThrow(CancelledError);
  });
});

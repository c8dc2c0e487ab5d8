import { describe, expect, it } from 'vitest';
import { createRng } from '../../../src/engine/numeric/rng.ts';
import { kMeans } from '../../../src/engine/strategies/kMeans.ts';
import { select } from '../../../src/engine/strategies/select.ts';
import { zhdanov } from '../../../src/engine/strategies/zhdanov.ts';
import { matrixOf } from '../syntheticData.ts';
import { randomPool, viewOfPoints } from './poolView.ts';

describe('kMeans', () => {
  it.each([1, 2, 3, 4, 5])('takes one of {0, 1} and one of {10, 11}, by the card (seed %i)', (seed) => {
    const view = viewOfPoints(matrixOf([[0], [1], [10], [11]]), []);
    const { rowIds, utilities } = select(kMeans, view, 2, createRng(seed));
    expect(new Set(rowIds.map((row) => Math.floor(row / 2)))).toEqual(new Set([0, 1]));
    for (const row of rowIds) expect(utilities[row]).toBe(0.5);
    expect(utilities.filter((utility) => utility === -0.5)).toHaveLength(2);
  });

  it('takes from the largest cluster first, its most central item', () => {
    const view = viewOfPoints(matrixOf([[0], [50], [51], [52], [99], [101]]), []);
    const { rowIds, utilities } = select(kMeans, view, 3, createRng(1));
    expect(rowIds[0]).toBe(2);
    expect(utilities[2]).toBeCloseTo(0.5, 12);
    expect(rowIds[2]).toBe(0);
  });

  it('clusters a sample of a large pool, at least as large as the batch', () => {
    const view = { ...randomPool(), params: { sample: 6 } };
    const { rowIds, utilities } = select(kMeans, view, 9, createRng(1));
    expect(new Set(rowIds).size).toBe(9);
    expect(utilities.filter(Number.isFinite)).toHaveLength(9);
  });
});

describe('zhdanov', () => {
  /** Margins .9, .8, .1, .2, .15 and .95 at these places. */
  const points = matrixOf([[0], [1], [10], [20], [11], [30]]);
  const margins = [0.9, 0.8, 0.1, 0.2, 0.15, 0.95];
  const probabilities = Float64Array.from(margins.flatMap((gap) => [0.5 + gap / 2, 0.5 - gap / 2]));
  const view = { ...viewOfPoints(points, []), probabilities };

  it('clusters only the beta k most doubtful items', () => {
    const { rowIds } = select(zhdanov, { ...view, params: { beta: 1.5 } }, 2, createRng(1));
    expect(new Set(rowIds)).toEqual(new Set([3, rowIds.find((row) => row !== 3)]));
    expect(rowIds.every((row) => [2, 3, 4].includes(row))).toBe(true);
  });

  it('ranks what it did not pick by margin, below its picks', () => {
    const { rowIds, utilities } = select(zhdanov, { ...view, params: { beta: 1.5 } }, 2, createRng(1));
    for (const row of rowIds) expect(utilities[row]).toBeGreaterThan(0);
    expect(utilities[0]).toBeCloseTo(-0.9, 12);
    expect(utilities[5]).toBeCloseTo(-0.95, 12);
  });
});

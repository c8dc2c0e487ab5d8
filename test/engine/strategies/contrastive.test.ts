import { describe, expect, it } from 'vitest';
import { nearestRows } from '../../../src/engine/numeric/nearestRows.ts';
import { createRng } from '../../../src/engine/numeric/rng.ts';
import { contrastive, meanDivergence } from '../../../src/engine/strategies/contrastive.ts';
import { select } from '../../../src/engine/strategies/select.ts';
import { matrixOf } from '../syntheticData.ts';
import { randomPool, viewOfPoints } from './poolView.ts';

describe('contrastive', () => {
  it('is the mean divergence of the neighbours from the item, by the card', () => {
    const known = Float64Array.of(0.9, 0.1, 0.3, 0.7, 0.8, 0.2);
    const own = Float64Array.of(0.5, 0.5);
    expect(meanDivergence(Int32Array.of(0), known, own)).toBeCloseTo(0.368064, 6);
    expect(meanDivergence(Int32Array.of(2), known, own)).toBeCloseTo(0.192745, 6);
    expect(meanDivergence(Int32Array.of(0, 2), known, own)).toBeCloseTo(0.280404, 6);
  });

  it('compares with the nearest labeled items only', () => {
    const points = matrixOf([[0], [10], [1]]);
    const model = {
      classCount: 2,
      probabilities: () => Float64Array.of(0.9, 0.1, 0.5, 0.5),
    };
    const view = {
      ...viewOfPoints(points, [0, 1]),
      labels: Int32Array.of(0, 1),
      probabilities: Float64Array.of(0.5, 0.5),
      model,
      params: { neighbours: 1 },
    };
    expect(select(contrastive, view, 1, createRng(1)).utilities[0]).toBeCloseTo(0.368064, 6);
  });

  it('scores a sample of a large pool', () => {
    const view = { ...randomPool(), params: { sample: 8 } };
    expect(select(contrastive, view, 30, createRng(1)).rowIds).toHaveLength(8);
  });
});

describe('nearestRows', () => {
  it('gives the nearest first, and all when there are fewer', () => {
    const points = matrixOf([[0], [7], [3], [-1], [4]]);
    expect([...nearestRows(points, Int32Array.of(1, 2, 3, 4), 0, 2)]).toEqual([2, 1]);
    expect([...nearestRows(points, Int32Array.of(1, 2, 3, 4), 0, 9)]).toEqual([2, 1, 3, 0]);
  });
});

import { describe, expect, it } from 'vitest';
import { createRng } from '../../../src/engine/numeric/rng.ts';
import { informationDensity, meanSimilarities } from '../../../src/engine/strategies/informationDensity.ts';
import { select } from '../../../src/engine/strategies/select.ts';
import { matrixOf } from '../syntheticData.ts';
import { viewOfPoints } from './poolView.ts';

const points = matrixOf([
  [1, 0],
  [2, 0],
  [0, -3],
  [-1, 0],
]);

describe('informationDensity', () => {
  it('measures density by the mean of (1 + cosine) / 2, worked out by hand', () => {
    // Cosines of the first: 1, 1, 0, -1; of the third: 0, 0, 1, 0; of the last: -1, -1, 0, 1.
    const similarities = meanSimilarities(points, Int32Array.of(0, 1, 2, 3));
    [0.625, 0.625, 0.625, 0.375].forEach((value, index) =>
      expect(similarities[index]).toBeCloseTo(value, 12),
    );
  });

  it('prefers typical items among equally doubtful ones, and only by beta', () => {
    const probabilities = new Float64Array(8).fill(0.5);
    const view = { ...viewOfPoints(points, []), probabilities };
    const { rowIds, utilities } = select(informationDensity, view, 4, createRng(1));
    expect(rowIds[3]).toBe(3);
    expect(utilities[3]).toBeCloseTo(0.375 * Math.LN2, 12);
    const flat = select(informationDensity, { ...view, params: { beta: 0 } }, 4, createRng(1)).utilities;
    for (const utility of flat) expect(utility).toBeCloseTo(Math.LN2, 12);
  });

  it('takes a row of zeros as like nothing in particular', () => {
    expect([...meanSimilarities(matrixOf([[0, 0]]), Int32Array.of(0))]).toEqual([0.5]);
  });
});

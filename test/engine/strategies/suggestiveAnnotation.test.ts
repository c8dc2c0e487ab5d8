import { describe, expect, it } from 'vitest';
import { createRng } from '../../../src/engine/numeric/rng.ts';
import { select } from '../../../src/engine/strategies/select.ts';
import { createCoverage, suggestiveAnnotation } from '../../../src/engine/strategies/suggestiveAnnotation.ts';
import { matrixOf } from '../syntheticData.ts';
import { randomPool } from './poolView.ts';

describe('suggestiveAnnotation', () => {
  it('covers by the card: gains 1.6, 1.8 and 2.4, then F = 2.8 against 2.6', () => {
    const points = matrixOf([
      [1, 0],
      [0, 1],
      [0.6, 0.8],
    ]);
    const all = Int32Array.of(0, 1, 2);
    const cover = createCoverage(points, all, all);
    [1.6, 1.8, 2.4].forEach((gain, option) => expect(cover.gains()[option]).toBeCloseTo(gain, 12));
    cover.add(2);
    [0.4, 0.2, 0].forEach((gain, option) => expect(cover.gains()[option]).toBeCloseTo(gain, 12));
  });

  it('chooses from the items of most disagreement only', () => {
    const view = { ...randomPool(), params: { shortlist: 1 } };
    const { rowIds, utilities } = select(suggestiveAnnotation, view, 6, createRng(2));
    expect(utilities.filter((utility) => utility >= 0)).toHaveLength(6);
    for (const row of rowIds) expect(utilities[view.candidates.indexOf(row)]).toBeGreaterThanOrEqual(0);
  });
});

import { describe, expect, it } from 'vitest';
import { createRng } from '../../../src/engine/numeric/rng.ts';
import { kendall } from '../../../src/engine/statistics/kendall.ts';
import { spearman } from '../../../src/engine/statistics/spearman.ts';

/** Every pair, as the definition of tau-b says. */
function kendallByPairs(a: readonly number[], b: readonly number[]): number {
  let agreeing = 0;
  let pairsA = 0;
  let pairsB = 0;
  for (let i = 0; i < a.length; i++) {
    for (let j = 0; j < i; j++) {
      agreeing += Math.sign(a[i]! - a[j]!) * Math.sign(b[i]! - b[j]!);
      pairsA += a[i] === a[j] ? 0 : 1;
      pairsB += b[i] === b[j] ? 0 : 1;
    }
  }
  return agreeing / Math.sqrt(pairsA * pairsB);
}

describe('kendall and spearman', () => {
  it('is 1 for the same order, -1 for the opposite one, whatever the scale', () => {
    for (const by of [kendall, spearman]) {
      expect(by([1, 2, 3, 4], [-9, 0, 5, 1000])).toBeCloseTo(1, 12);
      expect(by([1, 2, 3, 4], [4, 3, 2, 1])).toBeCloseTo(-1, 12);
    }
  });

  it('gives numbers worked out by hand', () => {
    // Ranks differ by 1, 1, 1, 1 and 0: 1 - 6 x 4 / (5 x 24); two of ten pairs disagree.
    expect(spearman([1, 2, 3, 4, 5], [2, 1, 4, 3, 5])).toBeCloseTo(0.8, 12);
    expect(kendall([1, 2, 3, 4, 5], [2, 1, 4, 3, 5])).toBeCloseTo(0.6, 12);
    // Ranks 1.5, 1.5, 3 and 1, 2, 3: covariance 1.5, squares 1.5 and 2.
    expect(spearman([1, 1, 2], [1, 2, 3])).toBeCloseTo(1.5 / Math.sqrt(3), 12);
  });

  it.each([1, 2, 3])('counts pairs as the definition does, ties included (seed %i)', (seed) => {
    const rng = createRng(seed);
    const a = Array.from({ length: 137 }, () => rng.integer(20));
    const b = a.map((value) => value + rng.integer(30));
    expect(kendall(a, b)).toBeCloseTo(kendallByPairs(a, b), 12);
  });

  it('is unknown where one side is all equal, or there is no pair', () => {
    for (const by of [kendall, spearman]) {
      expect([by([], []), by([1], [2]), by([1, 1, 1], [1, 2, 3])]).toEqual([null, null, null]);
    }
  });
});

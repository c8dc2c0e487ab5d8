import { describe, expect, it } from 'vitest';
import { averageRanks } from '../../../src/engine/statistics/averageRanks.ts';
import { friedman } from '../../../src/engine/statistics/friedman.ts';
import { holm } from '../../../src/engine/statistics/holm.ts';
import { nemenyi } from '../../../src/engine/statistics/nemenyi.ts';

describe('averageRanks', () => {
  it('gives the highest score rank 1', () => {
    expect(averageRanks([0.2, 0.9, 0.5])).toEqual([3, 1, 2]);
  });

  it('lets equal scores share the mean of their ranks', () => {
    expect(averageRanks([0.5, 0.9, 0.5, 0.1, 0.5])).toEqual([3, 1, 3, 5, 3]);
    expect(averageRanks([7, 7])).toEqual([1.5, 1.5]);
    expect(averageRanks([])).toEqual([]);
  });
});

describe('holm', () => {
  it('multiplies by the number of hypotheses that are left and never decreases', () => {
    const adjusted = holm([0.01, 0.04, 0.03, 0.005]);
    // Ascending: 4 x 0.005, 3 x 0.01, 2 x 0.03, then 0.04, which may not be below the one before.
    [0.03, 0.06, 0.06, 0.02].forEach((p, index) => expect(adjusted[index]).toBeCloseTo(p, 15));
  });

  it('stays at most 1 and leaves a single one as it is', () => {
    expect(holm([0.6, 0.9, 1])).toEqual([1, 1, 1]);
    expect(holm([0.2])).toEqual([0.2]);
    expect(holm([])).toEqual([]);
  });
});

describe('friedman', () => {
  it('is 12 / (b k (k + 1)) times the squared sums of ranks less 3 b (k + 1) without ties', () => {
    // Sums of ranks 5, 8, 11 over four blocks: 12 / 48 (25 + 64 + 121) - 48 = 4.5; p = exp(-4.5 / 2) for two degrees.
    const ranks = [
      [1, 2, 3],
      [1, 2, 3],
      [2, 1, 3],
      [1, 3, 2],
    ];
    const result = friedman(ranks)!;
    expect(result.statistic).toBeCloseTo(4.5, 14);
    expect(result.p).toBeCloseTo(Math.exp(-2.25), 14);
  });

  it('corrects for ties as SciPy does', () => {
    const scores = [
      [0.84, 0.79, 0.89, 0.43],
      [0.92, 0.85, 0.88, 0.43],
      [0.7, 0.7, 0.5, 0.6],
      [0.81, 0.8, 0.8, 0.8],
      [0.9, 0.95, 0.97, 0.4],
    ];
    // SciPy 1.17.1, stats.friedmanchisquare.
    const result = friedman(scores.map(averageRanks))!;
    expect(result.statistic).toBeCloseTo(6.466666666666659, 13);
    expect(result.p).toBeCloseTo(0.09098639854758037, 13);
  });

  it('finds nothing where all are alike, and says nothing of too little', () => {
    expect(
      friedman([
        [1.5, 1.5],
        [1.5, 1.5],
      ]),
    ).toEqual({ statistic: 0, p: 1 });
    expect(friedman([[1, 2]])).toBeNull();
    expect(friedman([[1], [1]])).toBeNull();
    expect(friedman([])).toBeNull();
  });
});

describe('nemenyi', () => {
  it('gives the critical differences of 4 classifiers on 14 data sets in the example of Demsar 2006', () => {
    expect(nemenyi(4, 14)).toBeCloseTo(1.25, 2);
    expect(nemenyi(4, 14, 0.1)).toBeCloseTo(1.12, 2);
  });

  it('halves with four times the blocks', () => {
    expect(nemenyi(5, 40)).toBeCloseTo(nemenyi(5, 10) / 2, 14);
  });
});

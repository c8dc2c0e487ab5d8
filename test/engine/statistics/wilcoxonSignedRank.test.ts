import { describe, expect, it } from 'vitest';
import { wilcoxonSignedRank } from '../../../src/engine/statistics/wilcoxonSignedRank.ts';

/** Sizes 1 to n, each third negative. */
const mixed = (n: number, sizeOf: (index: number) => number): number[] =>
  Array.from({ length: n }, (_, index) => (index % 3 === 0 ? -1 : 1) * sizeOf(index));

describe('wilcoxonSignedRank', () => {
  it('counts the sign patterns that are at least as extreme', () => {
    // Ranks 1, 2, 3, 4; W- = 1. Of 16 patterns two have a sum of at most 1: none, and rank 1 alone.
    expect(wilcoxonSignedRank([-1, 2, 3, 4])).toEqual({ statistic: 1, p: (2 * 2) / 16, n: 4 });
    // All of one sign: one pattern of 2^n at either end.
    expect(wilcoxonSignedRank([1, 2, 3, 4, 5, 6])).toEqual({ statistic: 0, p: 2 / 64, n: 6 });
    expect(wilcoxonSignedRank([3])).toEqual({ statistic: 0, p: 1, n: 1 });
  });

  it('cannot reach 5 % with fewer than six differences', () => {
    expect(wilcoxonSignedRank([1, 2, 3, 4, 5])?.p).toBe(2 / 32);
    expect(wilcoxonSignedRank([1, 2, 3, 4, 5, 6])?.p).toBeLessThan(0.05);
  });

  it('shares ranks among equal sizes and stays exact', () => {
    // Ranks 1.5, 1.5, 3; W- = 1.5. Of 8 patterns three sum to at most 1.5: none, and either of the small ones.
    expect(wilcoxonSignedRank([-2, 2, 5])).toEqual({ statistic: 1.5, p: (2 * 3) / 8, n: 3 });
  });

  it('drops zeros, and has nothing to say when that is all', () => {
    expect(wilcoxonSignedRank([0, -1, 2, 0, 3, 4])).toEqual(wilcoxonSignedRank([-1, 2, 3, 4]));
    expect(wilcoxonSignedRank([0, 0])).toBeNull();
    expect(wilcoxonSignedRank([])).toBeNull();
  });

  // SciPy 1.17.1, stats.wilcoxon(method='exact').
  it('agrees with SciPy without ties', () => {
    const result = wilcoxonSignedRank([1.1, -0.4, 2.3, 0.7, -0.2, 3.1, 1.9, 0.9, -1.3]);
    expect(result).toEqual({ statistic: 9, p: 0.12890625, n: 9 });
    expect(wilcoxonSignedRank(mixed(40, (index) => index + 1))?.statistic).toBe(287);
    expect(wilcoxonSignedRank(mixed(40, (index) => index + 1))?.p).toBeCloseTo(0.1000314528009767, 13);
    expect(wilcoxonSignedRank(mixed(50, (index) => index + 1))?.p).toBeCloseTo(0.03996834652842374, 13);
  });

  // SciPy 1.17.1, stats.rankdata, with all 2^10 sign patterns gone through one by one.
  it('agrees with going through all patterns with ties', () => {
    const result = wilcoxonSignedRank([1, -1, 2, 2, -3, 4, 5, 5, 0, -2, 6]);
    expect(result).toEqual({ statistic: 11.5, p: 0.115234375, n: 10 });
  });

  // SciPy 1.17.1, stats.wilcoxon(method='approx', correction=True).
  it('agrees with SciPy on the normal approximation of many differences, with ties', () => {
    const result = wilcoxonSignedRank(mixed(60, (index) => Math.floor(index / 2) + 1));
    expect(result?.statistic).toBe(590);
    expect(result?.p).toBeCloseTo(0.016890488492799706, 13);
  });

  it('changes little where the exact distribution ends', () => {
    const exact = wilcoxonSignedRank(mixed(50, (index) => index + 1))!;
    // A difference of the least size more, whose sign hardly matters.
    const approximate = wilcoxonSignedRank([0.5, ...mixed(50, (index) => index + 1)])!;
    expect(Math.abs(exact.p - approximate.p)).toBeLessThan(0.005);
  });

  it('does not depend on order, on the scale or on which of a pair comes first', () => {
    const differences = [0.3, -0.1, 0.3, 0.7, -0.2, 0.4];
    const result = wilcoxonSignedRank(differences);
    expect(wilcoxonSignedRank(differences.toReversed())).toEqual(result);
    expect(wilcoxonSignedRank(differences.map((each) => 8 * each))).toEqual(result);
    expect(wilcoxonSignedRank(differences.map((each) => -each))).toEqual(result);
  });

  it('gives probabilities that hold what they promise, over all sign patterns of tied sizes', () => {
    const sizes = [1, 1, 2, 3, 3, 3, 4];
    const ps = Array.from({ length: 2 ** sizes.length }, (_, pattern) => {
      const differences = sizes.map((size, bit) => ((pattern >> bit) % 2 === 0 ? size : -size));
      return wilcoxonSignedRank(differences)!.p;
    });
    for (const alpha of [0.02, 0.05, 0.1, 0.3, 0.7]) {
      expect(ps.filter((p) => p <= alpha).length / ps.length).toBeLessThanOrEqual(alpha);
    }
    // The least p is the share of the patterns that have it.
    const least = Math.min(...ps);
    expect(ps.filter((p) => p === least).length / ps.length).toBe(least);
  });
});

import { describe, expect, it } from 'vitest';
import { createRng } from '../../../src/engine/numeric/rng.ts';
import { topK } from '../../../src/engine/numeric/topK.ts';

describe('topK', () => {
  it('agrees with a full sort on distinct values, for every k', () => {
    const rng = createRng(4);
    const values = new Float64Array(60).map(() => rng.normal());
    const sorted = [...values.keys()].sort((a, b) => values[b]! - values[a]!);
    for (let k = 0; k <= 60; k++) expect([...topK(values, k, createRng(k))]).toEqual(sorted.slice(0, k));
  });

  it('gives a prefix of the whole order for a smaller k, ties included', () => {
    const rng = createRng(6);
    for (let trial = 0; trial < 50; trial++) {
      const values = new Float64Array(1 + rng.integer(40)).map(() => rng.integer(4));
      const whole = topK(values, values.length, createRng(trial));
      const k = rng.integer(values.length + 1);
      expect(topK(values, k, createRng(trial))).toEqual(whole.slice(0, k));
    }
  });

  it('leaves NaN out and clamps k', () => {
    const values = Float64Array.of(NaN, 2, NaN, 5, -Infinity, Infinity);
    expect([...topK(values, 99, createRng(1))]).toEqual([5, 3, 1, 4]);
    expect(topK(values, -3, createRng(1))).toHaveLength(0);
    expect(topK(new Float64Array(3).fill(NaN), 2, createRng(1))).toHaveLength(0);
  });

  it('gives each of equal values the first place equally often', () => {
    const values = Float64Array.of(1, 3, 3, 3, 3, 0);
    const counts = new Float64Array(6);
    for (let seed = 0; seed < 4000; seed++) counts[topK(values, 1, createRng(seed))[0]!]!++;
    const ties = counts.subarray(1, 5);
    expect(ties.reduce((sum, count) => sum + count, 0)).toBe(4000);
    const statistic = ties.reduce((sum, count) => sum + (count - 1000) ** 2 / 1000, 0);
    // 0.999 quantile of chi-square with 3 degrees of freedom.
    expect(statistic).toBeLessThan(16.3);
  });

  it('does not slow down when all of 100,000 values are equal', () => {
    const order = topK(new Float64Array(100_000), 10, createRng(1));
    expect(new Set(order).size).toBe(10);
  });
});

import fc from 'fast-check';
import { describe, expect, it } from 'vitest';
import { alternatingFactors, keptPerClass } from '../../../src/engine/experiments/imbalance.ts';
import { splitRows } from '../../../src/engine/experiments/splitRows.ts';
import { stratifiedCounts } from '../../../src/engine/experiments/stratify.ts';
import { createRng } from '../../../src/engine/numeric/rng.ts';

const labelsOf = (counts: readonly number[]): Int32Array =>
  Int32Array.from(counts.flatMap((count, label) => new Array<number>(count).fill(label)));

const countsOf = (rows: Int32Array, labels: Int32Array, classCount: number): number[] => {
  const counts = new Array<number>(classCount).fill(0);
  for (const row of rows) counts[labels[row]!]! += 1;
  return counts;
};

describe('keptPerClass', () => {
  it('keeps the proportions with as many rows as there are', () => {
    // 30 of class 1 allow 3 of class 0 at one to ten; the waveform file gives 164 and 1647.
    expect([...keptPerClass(Float64Array.of(50, 30), Float64Array.of(1, 10))]).toEqual([3, 30]);
    expect([...keptPerClass(Float64Array.of(3353, 1647), Float64Array.of(1, 10))]).toEqual([164, 1647]);
    expect([...keptPerClass(Float64Array.of(5, 9), Float64Array.of(1, 1))]).toEqual([5, 5]);
  });

  it('makes classes 0, 2, 4 rare', () => {
    expect([...alternatingFactors(5, 10)]).toEqual([1, 10, 1, 10, 1]);
  });
});

describe('stratifiedCounts', () => {
  it('follows the shares, with the largest remainders rounded up', () => {
    // Of 10 rows in shares 5/8, 2/8, 1/8: 6.25, 2.5, 1.25.
    expect([...stratifiedCounts(Float64Array.of(50, 20, 10), 10, createRng(1))]).toEqual([6, 3, 1]);
  });

  it('gives each class that has rows at least one, where there are enough', () => {
    expect([...stratifiedCounts(Float64Array.of(98, 2, 0), 10, createRng(1))]).toEqual([9, 1, 0]);
  });

  it('takes exactly n, never more than there are, whatever the counts', () => {
    fc.assert(
      fc.property(
        fc.array(fc.integer({ min: 0, max: 40 }), { minLength: 1, maxLength: 6 }),
        fc.double({ min: 0, max: 1, noNaN: true }),
        fc.integer({ min: 0, max: 1000 }),
        (counts, share, seed) => {
          const total = counts.reduce((a, b) => a + b, 0);
          const n = Math.floor(total * share);
          const taken = stratifiedCounts(Float64Array.from(counts), n, createRng(seed));
          expect(taken.reduce((a, b) => a + b, 0)).toBe(n);
          taken.forEach((rows, label) => {
            expect(rows).toBeGreaterThanOrEqual(0);
            expect(rows).toBeLessThanOrEqual(counts[label]!);
          });
        },
      ),
    );
  });
});

describe('splitRows', () => {
  const labels = labelsOf([300, 200]);
  const plan = { classCount: 2, factors: alternatingFactors(2, 10), initial: 22, reward: 33, test: 44 };

  it('splits the kept rows into disjoint stratified parts', () => {
    const { labeled, pool, reward, test } = splitRows(labels, plan, createRng(3));
    const all = [...labeled, ...pool, ...reward, ...test];
    expect(new Set(all).size).toBe(all.length);
    // One to ten: 20 rows of class 0 and 200 of class 1 are kept.
    expect(countsOf(Int32Array.from(all), labels, 2)).toEqual([20, 200]);
    expect(countsOf(test, labels, 2)).toEqual([4, 40]);
    expect(countsOf(reward, labels, 2)).toEqual([3, 30]);
    expect(countsOf(labeled, labels, 2)).toEqual([2, 20]);
    expect(pool).toHaveLength(220 - 44 - 33 - 22);
  });

  it('takes a share of the kept rows for the test, and one row of each class to start with', () => {
    const { labeled, test } = splitRows(
      labels,
      { ...plan, test: 0.5, reward: 0, initial: 'onePerClass' },
      createRng(3),
    );
    expect(test).toHaveLength(110);
    expect(countsOf(labeled, labels, 2)).toEqual([1, 1]);
  });

  it('is the same for the same seed, and another for another', () => {
    expect(splitRows(labels, plan, createRng(5))).toEqual(splitRows(labels, plan, createRng(5)));
    expect(splitRows(labels, plan, createRng(6)).test).not.toEqual(
      splitRows(labels, plan, createRng(5)).test,
    );
  });

  it('refuses what the rows do not suffice for', () => {
    expect(() => splitRows(labels, { ...plan, test: 200 }, createRng(1))).toThrow(
      '220 rows are fewer than the 255 that the split needs.',
    );
  });
});

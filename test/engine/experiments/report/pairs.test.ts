import { describe, expect, it } from 'vitest';
import { buildPairs } from '../../../../src/engine/experiments/report/pairs.ts';
import { groupOf, runOf, runsWithAuac } from './records.ts';

describe('buildPairs', () => {
  it('compares every two strategies in the order of the spec', () => {
    const runs = ['c', 'a', 'b'].flatMap((name) => runsWithAuac(name, [1, 2]));
    const pairs = buildPairs(groupOf(['a', 'b', 'c'], runs));
    expect(pairs.map(({ first, second }) => first + second)).toEqual(['ab', 'ac', 'bc']);
    expect(pairs.map(({ dataset, setting, model }) => [dataset, setting, model])).toEqual(
      pairs.map(() => ['waves', 'balanced', 'logistic']),
    );
  });

  it('gives the mean difference with its interval, and the test', () => {
    const [pair] = buildPairs(
      groupOf(['a', 'b'], [...runsWithAuac('a', [5, 7, 9]), ...runsWithAuac('b', [4, 5, 6])]),
    );
    // Differences 1, 2, 3: deviation 1, t with two degrees of freedom 4.3027; 2 of 8 sign patterns as extreme.
    expect(pair).toMatchObject({ runs: 3, difference: { mean: 2, sd: 1 } });
    expect(pair?.difference.low).toBeCloseTo(2 - 4.302652729749462 / Math.sqrt(3), 10);
    expect(pair?.difference.high).toBeCloseTo(2 + 4.302652729749462 / Math.sqrt(3), 10);
    expect(pair?.wilcoxon).toEqual({ statistic: 0, p: 0.25, holm: 0.25 });
  });

  it('uses the splits that both have, and leaves out a pair without one', () => {
    const [first, ...others] = buildPairs(
      groupOf(
        ['a', 'b', 'c'],
        [
          ...runsWithAuac('a', [5, 7, 100]),
          ...runsWithAuac('b', [4, 5]),
          ...runsWithAuac('c', [1], { dataSeed: 2, seed: 1 }),
        ],
      ),
    );
    expect(others).toEqual([]);
    expect(first).toMatchObject({ first: 'a', second: 'b', runs: 2, difference: { mean: 1.5 } });
  });

  it('of a single split has no interval', () => {
    const [pair] = buildPairs(groupOf(['a', 'b'], [...runsWithAuac('a', [5]), ...runsWithAuac('b', [4])]));
    expect(pair?.difference).toEqual({ mean: 1, sd: null, low: null, high: null });
    expect(pair?.wilcoxon).toEqual({ statistic: 0, p: 1, holm: 1 });
  });

  it('has no test without a difference beyond rounding, and counts it in the correction', () => {
    const pairs = buildPairs(
      groupOf(
        ['a', 'b', 'c'],
        [
          ...runsWithAuac('a', [0.1 + 0.2, 1, 2, 3, 4, 5]),
          ...runsWithAuac('b', [0.3, 1, 2, 3, 4, 5]),
          ...runsWithAuac('c', [1.3, 3, 5, 7, 9, 11]),
        ],
      ),
    );
    expect(pairs[0]).toMatchObject({ difference: { mean: 0, sd: 0, low: 0, high: 0 }, wilcoxon: null });
    // p = 2 / 64 each, three comparisons: 3 p for the least, and not less for the next.
    for (const pair of pairs.slice(1)) {
      expect(pair.wilcoxon?.p).toBe(2 / 64);
      expect(pair.wilcoxon?.holm).toBeCloseTo(6 / 64, 15);
    }
  });

  it('lets runs on one split count once', () => {
    const sameSplit = (strategy: string, seed: number, auac: number) =>
      runOf(strategy, [0.5], { split: 'one', seed, auac });
    const [pair] = buildPairs(
      groupOf(
        ['a', 'b'],
        [sameSplit('a', 0, 5), sameSplit('a', 1, 7), sameSplit('b', 0, 4), sameSplit('b', 1, 4)],
      ),
    );
    expect(pair).toMatchObject({ runs: 1, difference: { mean: 2, sd: null } });
  });
});

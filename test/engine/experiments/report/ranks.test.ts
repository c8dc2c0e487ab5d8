import { describe, expect, it } from 'vitest';
import { groupRuns } from '../../../../src/engine/experiments/report/groupRuns.ts';
import { buildRanks } from '../../../../src/engine/experiments/report/ranks.ts';
import type { ExperimentSpec, ReportRanks, RunRecord } from '../../../../src/protocol/experiment.ts';
import { datasetOf, methodOf, runsWithAuac, specOf } from './records.ts';

const ranksOf = (spec: ExperimentSpec, runs: readonly RunRecord[]): readonly ReportRanks[] =>
  buildRanks(spec, groupRuns(spec, runs));

/** Runs whose AUACs put the strategies in this order on one data set, worst first; one run for each split. */
const ordered = (names: readonly string[], dataset: string, splits: number): RunRecord[] =>
  names.flatMap((name, place) =>
    runsWithAuac(
      name,
      Array.from({ length: splits }, () => place),
      { dataset },
    ),
  );

describe('buildRanks', () => {
  it('averages ranks over the splits of all data sets, ties shared', () => {
    const spec = specOf(['a', 'b', 'c'], { datasets: [datasetOf('waves'), datasetOf('adult')] });
    const [ranks, ...others] = ranksOf(spec, [
      ...runsWithAuac('a', [3, 3]),
      ...runsWithAuac('b', [2, 3]),
      ...runsWithAuac('c', [1, 1]),
      ...['a', 'b', 'c'].flatMap((name, place) => runsWithAuac(name, [place], { dataset: 'adult' })),
    ]);
    expect(others).toEqual([]);
    // Ranks of a, b, c: 1 2 3; 1.5 1.5 3; 3 2 1.
    expect(ranks).toMatchObject({ setting: 'balanced', model: 'logistic', blocks: 3 });
    const expected = [5.5 / 3, 5.5 / 3, 7 / 3];
    ranks?.strategies.forEach(({ strategy, rank }, index) => {
      expect(strategy).toBe('abc'[index]);
      expect(rank).toBeCloseTo(expected[index]!, 14);
    });
    // Squared deviations of the sums from 6: 0.25, 0.25, 1; of the single ranks from 2: 2 + 1.5 + 2.
    expect(ranks?.friedman?.statistic).toBeCloseTo((2 * 1.5) / 5.5, 13);
  });

  it('leaves out the splits on which one of them did not run', () => {
    const [ranks] = ranksOf(specOf(['a', 'b']), [
      ...runsWithAuac('a', [1, 2, 3, 4]),
      ...runsWithAuac('b', [9, 9, 9]),
    ]);
    expect(ranks?.blocks).toBe(3);
    expect(ranks?.strategies).toEqual([
      { strategy: 'a', rank: 2 },
      { strategy: 'b', rank: 1 },
    ]);
  });

  it('leaves out a data set on which one of them has no run, and a strategy that has none at all', () => {
    const spec = specOf(['a', 'b', 'waiting'], { datasets: [datasetOf('waves'), datasetOf('adult')] });
    const [ranks] = ranksOf(spec, [...ordered(['a', 'b'], 'waves', 2), ...ordered(['a'], 'adult', 2)]);
    expect(ranks?.blocks).toBe(2);
    expect(ranks?.strategies.map(({ strategy }) => strategy)).toEqual(['a', 'b']);
  });

  it('keeps settings and models apart, in the order of the spec, and skips those without a shared split', () => {
    const spec = specOf(['a', 'b'], {
      settings: ['imbalanced', 'balanced', 'imbalancedWeighted'],
      models: [methodOf('svc'), methodOf('logistic')],
    });
    const at = (changes: Partial<RunRecord>): RunRecord[] => [
      ...runsWithAuac('a', [1], changes),
      ...runsWithAuac('b', [2], changes),
    ];
    const all = ranksOf(spec, [
      ...at({ setting: 'balanced', model: 'logistic' }),
      ...at({ setting: 'balanced', model: 'svc' }),
      ...at({ setting: 'imbalanced', model: 'logistic' }),
      ...runsWithAuac('a', [1], { setting: 'imbalancedWeighted', model: 'svc', dataSeed: 0 }),
      ...runsWithAuac('b', [1], { setting: 'imbalancedWeighted', model: 'svc', dataSeed: 1 }),
    ]);
    expect(all.map(({ setting, model }) => [setting, model])).toEqual([
      ['imbalanced', 'logistic'],
      ['balanced', 'svc'],
      ['balanced', 'logistic'],
    ]);
  });

  it('tests nothing with a single split or a single strategy', () => {
    for (const runs of [ordered(['a', 'b'], 'waves', 1), ordered(['a'], 'waves', 3)]) {
      const [ranks] = ranksOf(specOf(['a', 'b']), runs);
      expect(ranks).toMatchObject({ friedman: null, criticalDifference: null, groups: [] });
    }
  });

  it('joins strategies whose ranks differ by less than the critical difference', () => {
    const names = ['a', 'b', 'c', 'd'];
    const spec = specOf(names);
    // Best d, then c, b, a on each of six splits: ranks 1 to 4, difference 2.569 sqrt(20 / 36) = 1.915.
    const [ranks] = ranksOf(spec, ordered(names, 'waves', 6));
    expect(ranks?.criticalDifference).toBeCloseTo(1.915, 3);
    expect(ranks?.strategies.map(({ rank }) => rank)).toEqual([4, 3, 2, 1]);
    expect(ranks?.groups).toEqual([
      ['d', 'c'],
      ['c', 'b'],
      ['b', 'a'],
    ]);
    // With two splits the difference is 3.317: all in one set, none of its subsets named again.
    expect(ranksOf(spec, ordered(names, 'waves', 2))[0]?.groups).toEqual([['d', 'c', 'b', 'a']]);
  });

  it('joins nobody where all differ', () => {
    const spec = specOf(['a', 'b'], { dataSeeds: [0, 1, 2] });
    // Difference 1.96 sqrt(6 / 36) = 0.8, ranks 1 and 2.
    const [ranks] = ranksOf(spec, ordered(['a', 'b'], 'waves', 6));
    expect(ranks?.groups).toEqual([]);
  });
});

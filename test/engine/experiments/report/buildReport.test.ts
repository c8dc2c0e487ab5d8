import { describe, expect, it } from 'vitest';
import { buildReport } from '../../../../src/engine/experiments/report/buildReport.ts';
import { createRng } from '../../../../src/engine/numeric/rng.ts';
import { shuffledIndices } from '../../../../src/engine/numeric/shuffledIndices.ts';
import type { NotRun, RunRecord } from '../../../../src/protocol/experiment.ts';
import { datasetOf, runOf, specOf } from './records.ts';

const strategies = ['margin', 'random', 'oracle'];
const spec = specOf(strategies, {
  name: 'in the file',
  datasets: [datasetOf('waves'), datasetOf('adult')],
  settings: ['imbalanced', 'balanced'],
});

/** Every run of the spec, with scores that look like nothing but are always the same. */
function allRuns(): RunRecord[] {
  const rng = createRng(5);
  return spec.datasets.flatMap(({ name: dataset }) =>
    spec.settings.flatMap((setting) =>
      strategies.flatMap((strategy) =>
        spec.dataSeeds.flatMap((dataSeed) =>
          spec.seeds.map((seed) =>
            runOf(strategy, [rng.uniform(), rng.uniform(), rng.uniform()], {
              dataset,
              setting,
              dataSeed,
              seed,
              rareClasses: setting === 'imbalanced' ? [0] : [],
            }),
          ),
        ),
      ),
    ),
  );
}

const reportOf = (runs: readonly RunRecord[], notRun: readonly NotRun[] = []) =>
  buildReport({ name: 'mine', spec, total: 72, notRun, runs });

describe('buildReport', () => {
  it('says what was asked for, what is done and what cannot be run', () => {
    const notRun: NotRun[] = [
      { dataset: 'adult', setting: 'balanced', model: null, strategy: null, reason: 'Too few rows.' },
    ];
    const report = reportOf(allRuns().slice(0, 10), notRun);
    expect(report).toMatchObject({ name: 'mine', metric: 'weightedAccuracy', total: 72, done: 10, notRun });
  });

  it('has cells, pairs and ranks in the order of the spec', () => {
    const report = reportOf(allRuns());
    expect(report.done).toBe(72);
    expect(report.cells.map(({ dataset, setting, strategy }) => [dataset, setting, strategy])).toEqual(
      ['waves', 'adult'].flatMap((dataset) =>
        ['imbalanced', 'balanced'].flatMap((setting) =>
          strategies.map((strategy) => [dataset, setting, strategy]),
        ),
      ),
    );
    expect(report.cells.every(({ runs }) => runs === 6)).toBe(true);
    expect(report.pairs).toHaveLength(4 * 3);
    expect(report.ranks.map(({ setting, blocks }) => [setting, blocks])).toEqual([
      ['imbalanced', 12],
      ['balanced', 12],
    ]);
  });

  it('is the same to the last digit in whatever order the runs ended', () => {
    const runs = allRuns();
    const expected = JSON.stringify(reportOf(runs));
    for (const seed of [1, 2, 3]) {
      const order = shuffledIndices(runs.length, createRng(seed));
      expect(JSON.stringify(reportOf(Array.from(order, (index) => runs[index]!)))).toBe(expected);
    }
  });

  it('holds no number that JSON would lose, however far the experiment is', () => {
    const runs = allRuns();
    const order = shuffledIndices(runs.length, createRng(4));
    for (let done = 0; done <= runs.length; done++) {
      const report = reportOf(Array.from(order.subarray(0, done), (index) => runs[index]!));
      expect(report.done).toBe(done);
      expect(JSON.parse(JSON.stringify(report))).toEqual(report);
    }
  });

  it('is empty before the first run ended', () => {
    expect(reportOf([])).toMatchObject({ done: 0, cells: [], pairs: [], ranks: [] });
  });
});

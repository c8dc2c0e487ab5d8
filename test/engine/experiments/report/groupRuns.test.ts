import { expect, it } from 'vitest';
import { groupRuns } from '../../../../src/engine/experiments/report/groupRuns.ts';
import { datasetOf, runOf, specOf } from './records.ts';

it('puts runs in the order of the spec and leaves out what has none', () => {
  const spec = specOf(['margin', 'random', 'oracle'], {
    datasets: [datasetOf('waves'), datasetOf('adult'), datasetOf('empty')],
    dataSeeds: [7, 3],
    seeds: [1, 0],
  });
  const groups = groupRuns(spec, [
    runOf('random', [1], { dataset: 'adult', dataSeed: 3, seed: 0 }),
    runOf('random', [1], { dataset: 'waves', dataSeed: 3, seed: 1 }),
    runOf('margin', [1], { dataset: 'adult', dataSeed: 3, seed: 1 }),
    runOf('random', [1], { dataset: 'adult', dataSeed: 7, seed: 0 }),
    runOf('random', [1], { dataset: 'adult', dataSeed: 3, seed: 1 }),
  ]);
  expect(
    groups.map(({ dataset, strategies }) => [
      dataset,
      strategies.map(({ method, runs }) => [method.name, runs.map((run) => [run.dataSeed, run.seed])]),
    ]),
  ).toEqual([
    ['waves', [['random', [[3, 1]]]]],
    [
      'adult',
      [
        ['margin', [[3, 1]]],
        [
          'random',
          [
            [7, 0],
            [3, 1],
            [3, 0],
          ],
        ],
      ],
    ],
  ]);
});

it('leaves out runs that the spec does not ask for', () => {
  const spec = specOf(['random']);
  const others = [
    runOf('margin', [1]),
    runOf('random', [1], { dataset: 'adult' }),
    runOf('random', [1], { setting: 'imbalanced' }),
    runOf('random', [1], { model: 'svc' }),
    runOf('random', [1], { dataSeed: 9 }),
    runOf('random', [1], { seed: 9 }),
  ];
  expect(groupRuns(spec, others)).toEqual([]);
});

import type { DatasetRows } from '../../../src/engine/experiments/datasetRows.ts';
import type { ExperimentSpec, Method } from '../../../src/protocol/experiment.ts';
import { gaussianClasses } from '../syntheticData.ts';

export const method = (id: string, params: Method['params'] = {}): Method => ({ id, params, name: id });

/** A small spec on the data set `clouds`. */
export function smallSpec(changes: Partial<ExperimentSpec> = {}): ExperimentSpec {
  return {
    name: 'small',
    datasets: [
      {
        name: 'clouds',
        source: null,
        testSource: null,
        label: null,
        features: null,
        generate: { id: 'gaussianClouds', params: {}, seed: 0 },
        normalise: 'global',
      },
    ],
    settings: ['balanced'],
    imbalanceFactor: 5,
    models: [method('logisticRegression')],
    strategies: [method('random'), method('margin')],
    initial: 6,
    batch: 2,
    steps: 3,
    test: 30,
    reward: 10,
    dataSeeds: [0],
    seeds: [0, 1],
    metric: 'weightedAccuracy',
    splitBy: 'dataSeedAndSeed',
    target: null,
    summaries: false,
    ...changes,
  };
}

export function clouds(rows = 120, classCount = 2): DatasetRows {
  const { features, labels } = gaussianClasses(rows, 3, { classCount, seed: 4 });
  const classes = Array.from({ length: classCount }, (_, label) => `c${label}`);
  return { name: 'clouds', features, labels, classes, test: null };
}

import type { ProjectConfig } from '../../src/protocol/project.ts';

/** What tests of sessions leave as it is in a project file. */
export const plainSettings = {
  model: 'logisticRegression',
  modelParams: {},
  strategy: 'margin',
  strategyParams: {},
  objective: { kind: 'accuracy' },
  frozenModel: null,
  network: null,
  batchSize: 10,
  repeatShare: 0,
  annotator: 'ann',
} satisfies Partial<ProjectConfig>;

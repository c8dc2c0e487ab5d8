import { oracleParams, selectByOracle } from './oracleSelection.ts';
import type { BatchStrategy } from './strategy.ts';

/** The myopic oracle: knows the labels and scores on the test rows, the upper bound of one-step strategies. */
export const oracle: BatchStrategy = {
  kind: 'batch',
  id: 'oracle',
  title: 'Oracle',
  description: 'Knows all labels and the test set: an upper bound, for experiments only.',
  reference: 'Bakker et al. 2023, section 3, "Oracle".',
  needs: [],
  params: oracleParams,
  sampling: 'deterministic',
  retrains: true,
  simulationOnly: true,
  selectBatch: (view, k, rng) => selectByOracle(view, { k, rng }, ({ revealed }) => revealed.test),
};

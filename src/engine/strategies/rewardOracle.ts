import { oracleParams, selectByOracle } from './oracleSelection.ts';
import type { BatchStrategy } from './strategy.ts';

/** The oracle on the reward rows: what a learner that predicts its rewards perfectly could reach. */
export const rewardOracle: BatchStrategy = {
  kind: 'batch',
  id: 'rewardOracle',
  title: 'Reward oracle',
  description: 'Knows all labels but scores on the reward rows: a perfect learner, for experiments only.',
  reference: 'Bakker et al. 2023, section 3: the target that the neural process learns to predict.',
  needs: [],
  params: oracleParams,
  sampling: 'deterministic',
  retrains: true,
  needsReward: true,
  simulationOnly: true,
  selectBatch: (view, k, rng) =>
    selectByOracle(view, { k, rng }, ({ reward }) => {
      if (reward === undefined) throw new RangeError('The reward oracle needs reward rows.');
      return reward;
    }),
};

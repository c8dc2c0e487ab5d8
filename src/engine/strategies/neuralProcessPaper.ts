import type { ParamInfo } from '../../protocol/engine.ts';
import { resolveParams } from '../models/params.ts';
import { learnGains } from '../neuralProcess/learnGains.ts';
import { networkPoints } from '../neuralProcess/networkPoints.ts';
import { objectiveScore } from '../metrics/objectiveScore.ts';
import { gatherRows } from '../numeric/gatherRows.ts';
import type { Rng } from '../numeric/rng.ts';
import { topK } from '../numeric/topK.ts';
import type { OracleMetric } from '../oracle/oracleMetric.ts';
import { oracleParams } from './oracleSelection.ts';
import type { BatchStrategy, PoolView } from './strategy.ts';

const params: readonly ParamInfo[] = [
  {
    name: 'simulations',
    description: 'Active-learning problems that are simulated at each step.',
    kind: 'number',
    default: 300,
    minimum: 1,
    maximum: 10_000,
  },
  {
    name: 'epochs',
    description: 'Passes over them while the network is trained.',
    kind: 'number',
    default: 100,
    minimum: 1,
    maximum: 10_000,
  },
  oracleParams[0]!,
];

/** Fewer labels cannot be divided into two classes of context and a target. */
const FEWEST_LABELS = 3;

/**
 * The neural process as it was published and released: at each step 300 problems are cut out of the labels, the oracle
 * gives the true gains on the reward rows, an attentive conditional neural process is trained from scratch to predict
 * them, and the candidates with the highest predicted mean are picked. Features are divided by the largest absolute
 * value among labeled rows and pool; context values are 0 and gains are not scaled.
 */
export const neuralProcessPaper: BatchStrategy = {
  kind: 'batch',
  id: 'neuralProcessPaper',
  title: 'Neural process, as published',
  description:
    'Learns from simulated problems which labels gain most; with reward rows, for experiments only.',
  reference: 'Bakker et al. 2023, sections 3 and 4.1, with the constants of the released code.',
  needs: [],
  params,
  sampling: 'stochastic',
  retrains: true,
  needsReward: true,
  simulationOnly: true,
  selectBatch(view, k, rng) {
    const utilities = predictedGains(view, rng);
    const rowIds = topK(utilities, k, rng.fork('ties')).map((place) => view.candidates[place]!);
    return { rowIds, utilities };
  },
};

/** All alike, so that chance decides, while the labels are too few to learn from. */
function predictedGains(view: PoolView, rng: Rng): Float64Array {
  const { features, candidates, labeledRows, labels, labelWeights } = view;
  const { retrained, reward, classCount, signal } = view;
  if (retrained === undefined || reward === undefined) {
    throw new RangeError(
      'The neural process needs reward rows, and a task model that can be retrained quickly.',
    );
  }
  if (labels.length < FEWEST_LABELS || new Set(labels).size < 2) return new Float64Array(candidates.length);
  const { simulations, epochs, metric } = resolveParams(params, view.params);
  const labeled = gatherRows(features, labeledRows);
  const learned = learnGains(
    {
      labeled: { features: labeled, labels, ...(labelWeights && { weights: labelWeights }) },
      classCount,
      model: retrained,
      score: { ...objectiveScore({ kind: 'accuracy' }, classCount), metric: metric as OracleMetric },
      reward,
      folds: [{ open: Int32Array.from(labels.keys()), reward: new Int32Array(0) }],
      solve: view.solveProblems,
      signal,
    },
    networkPoints(labeled, gatherRows(features, candidates)),
    {
      rng,
      simulations: Number(simulations),
      epochs: Number(epochs),
      mostTargets: 0,
      targetChoice: 'random',
      targets: 'score',
      standardise: false,
      checked: 0,
      train: view.trainNetwork,
      onProgress: view.onProgress,
    },
  );
  return learned?.raw.mean ?? new Float64Array(candidates.length);
}

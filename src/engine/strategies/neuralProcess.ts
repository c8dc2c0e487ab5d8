import { learnGains } from '../neuralProcess/learnGains.ts';
import type { NetworkPoints } from '../neuralProcess/learnGains.ts';
import { crossFittedOutputs, modelOutputs, ownClassOutputs } from '../neuralProcess/modelOutputs.ts';
import { networkPoints } from '../neuralProcess/networkPoints.ts';
import { objectiveScore } from '../metrics/objectiveScore.ts';
import { packNetwork, unpackNetwork } from '../neuralProcess/packNetwork.ts';
import { rewardFolds } from '../neuralProcess/rewardFolds.ts';
import { leaveOneOutGains } from '../neuralProcess/measureGains.ts';
import type { GainTask } from '../neuralProcess/measureGains.ts';
import { gatherRows } from '../numeric/gatherRows.ts';
import type { Rng } from '../numeric/rng.ts';
import { acquireGains } from './acquireGains.ts';
import { gainFallback, rankWithoutGains } from './gainFallback.ts';
import { gainParams, gainSettings } from './gainParams.ts';
import type { GainSettings } from './gainParams.ts';
import type { BatchStrategy, PoolView, Selection } from './strategy.ts';

/** Share of the simulated problems that shows how well gains are predicted. */
const CHECKED = 0.1;
/** A network that goes on from the last one needs fewer passes. */
const WARM_SHARE = 0.4;

/**
 * The neural process for one's own labels: as published (`neuralProcessPaper`), but with reward rows taken from the
 * labels, any objective, and options beyond the paper whose defaults are the best of our ablation (docs/results.md).
 */
export const neuralProcess: BatchStrategy = {
  kind: 'batch',
  id: 'neuralProcess',
  title: 'Neural process',
  description: 'Learns from simulated problems cut out of your labels which label gains most.',
  reference: 'Bakker et al. 2023, with targets and features of our own (docs/results.md).',
  needs: [],
  params: gainParams,
  sampling: 'stochastic',
  retrains: true,
  selectBatch(view, k, rng) {
    const missing = gainFallback(view);
    if (missing !== null) return rankWithoutGains(view, k, { rng, fallback: missing });
    return selectByGains(view, k, rng);
  },
};

function selectByGains(view: PoolView, k: number, rng: Rng): Selection {
  const settings = gainSettings(view.params);
  const task = gainTask(view, settings, rng.fork('reward'));
  const points = pointsOf(view, task, { settings, rng: rng.fork('points') });
  const start = settings.warmStart ? warmStart(view, points.labeled.columns) : undefined;
  const learned = learnGains(task, points, {
    rng,
    ...settings,
    epochs: start === undefined ? settings.epochs : Math.ceil(WARM_SHARE * settings.epochs),
    checked: CHECKED,
    start,
    train: view.trainNetwork,
    onProgress: view.onProgress,
  });
  if (learned === null) {
    const fallback = 'No simulated label changed the score, so that there was nothing to learn from';
    return rankWithoutGains(view, k, { rng, fallback });
  }
  const { raw, gains, learning, parameters } = learned;
  return {
    ...acquireGains(view, k, { predicted: raw, pool: points.pool, settings, rng: rng.fork('ties') }),
    gains: { ...gains, learning },
    memory: packNetwork({ features: points.labeled.columns, parameters }),
  };
}

function gainTask(view: PoolView, settings: GainSettings, rng: Rng): GainTask {
  const { features, labeledRows, labels, labelWeights, isRandom, classCount, retrained, signal } = view;
  const reward = settings.rewardFromLabels ? undefined : view.reward;
  const all = Int32Array.from(labels.keys());
  return {
    labeled: {
      features: gatherRows(features, labeledRows),
      labels,
      ...(labelWeights && { weights: labelWeights }),
    },
    classCount,
    model: retrained!,
    score: objectiveScore(view.objective ?? { kind: 'accuracy' }, classCount),
    reward,
    isRandom,
    folds:
      reward === undefined
        ? rewardFolds(labels, { most: settings.mostLabels, isJudge: isRandom }, rng)
        : [{ open: all, reward: new Int32Array(0) }],
    solve: view.solveProblems,
    signal,
  };
}

interface PointSettings {
  readonly settings: GainSettings;
  readonly rng: Rng;
}

function pointsOf(view: PoolView, task: GainTask, { settings, rng }: PointSettings): NetworkPoints {
  const { fit, model, signal } = view;
  const { labeled, classCount } = task;
  const pool = gatherRows(view.features, view.candidates);
  const crossFitted = (): NetworkPoints['labeled'] =>
    crossFittedOutputs({ ...labeled, classCount }, fit!, { rng, signal });
  const served = fit !== undefined && model !== undefined;
  const outputs =
    served && (settings.modelOutputs || settings.context === 'ownClass') ? crossFitted() : undefined;
  const contextValues =
    settings.context === 'leaveOneOut'
      ? largestAsOne(leaveOneOutGains(task))
      : settings.context === 'ownClass' && outputs !== undefined
        ? ownClassOutputs(outputs, labeled.labels)
        : undefined;
  return {
    ...networkPoints(
      labeled.features,
      pool,
      served && settings.modelOutputs ? { labeled: outputs!, pool: modelOutputs(model, pool) } : undefined,
    ),
    contextValues,
  };
}

function largestAsOne(values: Float64Array): Float64Array {
  const largest = values.reduce((most, value) => Math.max(most, Math.abs(value)), 0) || 1;
  return values.map((value) => value / largest);
}

/** The network of the batch before, where it fits this pool. */
function warmStart({ memory }: PoolView, features: number): Float64Array | undefined {
  if (memory === undefined) return undefined;
  try {
    return unpackNetwork(memory, features).parameters;
  } catch (error) {
    if (error instanceof RangeError) return undefined;
    throw error;
  }
}

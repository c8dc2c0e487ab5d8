import type { GainLearning } from '../../protocol/gains.ts';
import type { Cancellation } from '../cancellation.ts';
import { gatherRows } from '../numeric/gatherRows.ts';
import type { DenseMatrix } from '../numeric/matrix.ts';
import type { Rng } from '../numeric/rng.ts';
import type { Gaussians } from './decodeTargets.ts';
import { gainScale } from './gainScale.ts';
import { networkTargets } from './gainTargets.ts';
import type { GainTarget } from './gainTargets.ts';
import { onlyForward } from './learningProgress.ts';
import type { LearningListener } from './learningProgress.ts';
import type { NetworkTraining } from './networkTrainer.ts';
import { predictGains } from './predictGains.ts';
import type { GainTask } from './measureGains.ts';
import { oracleBounds } from './oracleBounds.ts';
import { simulateGains } from './simulateGains.ts';
import type { SimulatedGains, SimulationSettings } from './simulateGains.ts';
import { trainNeuralProcess } from './trainNeuralProcess.ts';
import type { TrainedNeuralProcess } from './trainNeuralProcess.ts';

/** Where labels and candidates lie for the network, in [-1, 1]. */
export interface NetworkPoints {
  /** n x d. */
  readonly labeled: DenseMatrix;
  /** m x d. */
  readonly pool: DenseMatrix;
  /** What is known of each label where it is context, length n; absent = all 0. */
  readonly contextValues?: Float64Array | undefined;
}

export interface LearningSettings extends Omit<SimulationSettings, 'withLikelihood' | 'onMeasured'> {
  readonly epochs: number;
  readonly targets: GainTarget;
  readonly standardise: boolean;
  /** Parameters to go on from. */
  readonly start?: Float64Array | undefined;
  readonly train?: NetworkTraining | undefined;
  readonly onProgress?: LearningListener | undefined;
}

export interface LearnedGains {
  /** Of the pool, in units of the targets: what is acquired by. */
  readonly raw: Gaussians;
  /** Of the pool, in units of the score (`gainScale`). */
  readonly gains: Gaussians;
  readonly parameters: Float64Array;
  readonly learning: GainLearning;
}

/**
 * Simulates problems from the labels, trains a network to predict the oracle's gains, and predicts those of the pool
 * with all labels as context (Bakker et al. 2023, section 3). Null where no simulated label made any difference, so that
 * there is nothing to learn. Throws RangeError for fewer than two classes, CancelledError when aborted.
 */
export function learnGains(
  task: GainTask,
  points: NetworkPoints,
  { rng, ...settings }: LearningSettings & { readonly rng: Rng },
): LearnedGains | null {
  const { signal } = task;
  const tell = onlyForward(settings.onProgress ?? (() => undefined));
  const onMeasured = (fraction: number): void => tell('oracle', fraction);
  const { problems: measured, checked: isChecked } = simulate(task, { ...settings, onMeasured }, rng);
  const { values, areScores } = networkTargets(measured, settings.targets, settings.standardise);
  const used = onlyUsed(points, task);
  const problems = measured.flatMap(({ context, targets }, index) => {
    const gains = values[index] ?? null;
    if (gains === null || isChecked.has(index)) return [];
    return [{ context: used.placeOf(context), targets: used.placeOf(targets), gains }];
  });
  if (problems.length === 0) return null;
  const { features, contextValues } = used;
  const { epochs, train, start } = settings;
  const trained = trainNeuralProcess(
    { features, problems, ...(contextValues && { contextValues }) },
    rng.fork('network'),
    { epochs, train, signal, onEpoch: (epoch) => tell('training', epoch / epochs), ...(start && { start }) },
  );
  const predict = createPredictor(trained, used, signal);
  const checked = measured.filter((_, index) => isChecked.has(index));
  const { toScore, ...scored } = gainScale(
    areScores,
    checked.map(({ context, targets, score }) => ({
      predicted: predict(used.placeOf(context), gatherRows(features, used.placeOf(targets))),
      gains: score,
    })),
  );
  const raw = predict(
    Int32Array.from({ length: features.rows }).map((_, place) => place),
    points.pool,
  );
  return {
    raw,
    gains: toScore(raw),
    parameters: trained.parameters,
    learning: {
      losses: trained.losses,
      problems: problems.length,
      ...rewardCounts(task),
      ...scored,
      bounds: oracleBounds(measured),
    },
  };
}

const rewardCounts = ({
  reward,
  folds,
  isRandom,
}: GainTask): Pick<GainLearning, 'rewardLabels' | 'sharedLabels'> => {
  const places = new Set(folds.flatMap((fold) => [...fold.reward]));
  return {
    rewardLabels: reward?.labels.length ?? places.size,
    sharedLabels: [...places].filter((place) => isRandom?.[place] === 1).length,
  };
};

function simulate(
  task: GainTask,
  settings: LearningSettings & Pick<SimulationSettings, 'onMeasured'>,
  rng: Rng,
): SimulatedGains {
  const { targets, targetChoice } = settings;
  const withLikelihood = targets !== 'score' && task.model.id !== 'svc';
  // What a score changes by cannot be estimated.
  const canEstimate = withLikelihood && targets === 'logLikelihood';
  const choice = canEstimate ? targetChoice : 'random';
  return simulateGains(task, { ...settings, withLikelihood, targetChoice: choice }, rng);
}

/** The labels that problems are cut from, as the network's memory holds them, and where each lies there. */
interface UsedPoints {
  readonly features: DenseMatrix;
  readonly contextValues: Float64Array | undefined;
  readonly placeOf: (rows: Int32Array) => Int32Array;
}

function onlyUsed({ labeled, contextValues }: NetworkPoints, { folds }: GainTask): UsedPoints {
  const used = Int32Array.from(new Set(folds.flatMap(({ open }) => [...open]))).sort();
  const places = new Int32Array(labeled.rows).fill(-1);
  used.forEach((row, place) => (places[row] = place));
  return {
    features: gatherRows(labeled, used),
    contextValues: contextValues && Float64Array.from(used, (row) => contextValues[row]!),
    placeOf: (rows) => rows.map((row) => places[row]!),
  };
}

/** Predicts from places of the used points as context. */
function createPredictor(
  trained: TrainedNeuralProcess,
  { features, contextValues }: UsedPoints,
  signal: Cancellation | undefined,
): (context: Int32Array, targets: DenseMatrix) => Gaussians {
  return (places, targets) => {
    const known = contextValues && Float64Array.from(places, (place) => contextValues[place]!);
    const context = gatherRows(features, places);
    return predictGains(trained, { context, targets, ...(known && { contextValues: known }) }, { signal });
  };
}

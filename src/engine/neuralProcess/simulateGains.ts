import { throwIfCancelled } from '../cancellation.ts';
import type { Cancellation } from '../cancellation.ts';
import { gatherRows } from '../numeric/gatherRows.ts';
import type { Rng } from '../numeric/rng.ts';
import { shuffledIndices } from '../numeric/shuffledIndices.ts';
import { createOracle } from '../oracle/oracle.ts';
import type { Oracle } from '../oracle/oracle.ts';
import type { KnownRows, OracleModel } from '../oracle/oracleData.ts';
import type { ObjectiveScore } from '../metrics/objectiveScore.ts';
import type { RewardFold } from './rewardFolds.ts';
import { drawProblems } from './simulateProblems.ts';
import type { SimulatedProblem } from './simulateProblems.ts';

/** What gains are measured for. */
export interface GainTask {
  /** All labels with their weights in a fit, n x d. */
  readonly labeled: KnownRows;
  readonly classCount: number;
  readonly model: OracleModel;
  readonly score: ObjectiveScore;
  /** Rows set apart to measure gains on, with what each counts; absent = some of the labels, by `folds`. */
  readonly reward?: KnownRows | undefined;
  /** Each with the labels that its problems may be cut from. */
  readonly folds: readonly RewardFold[];
  readonly signal?: Cancellation | undefined;
}

/** A simulated problem, in places among all labels, with the true gains of its targets. */
export interface MeasuredProblem extends SimulatedProblem {
  /** In the score's unit. */
  readonly score: Float64Array;
  /** In nats for each unit of reward weight; absent where the model has no likelihood or it was not asked for. */
  readonly likelihood?: Float64Array;
}

export interface SimulationSettings {
  readonly simulations: number;
  /** Targets of a problem whose gain is measured, drawn at random; 0 = all. */
  readonly mostTargets: number;
  readonly withLikelihood: boolean;
}

/**
 * Problems cut out of the labels, `simulations` over all folds, with the gains that the oracle gives on each fold's
 * reward rows. Measuring a random m of a problem's targets leaves its mean loss unbiased, with a standard error of the
 * targets' deviation / sqrt(m).
 */
export function simulateGains(
  task: GainTask,
  { simulations, mostTargets, withLikelihood }: SimulationSettings,
  rng: Rng,
): readonly MeasuredProblem[] {
  const { labeled, folds, signal } = task;
  return folds.flatMap((fold, number) => {
    const share = Math.ceil((simulations - number) / folds.length);
    if (share <= 0) return [];
    const draws = folds.length === 1 ? rng : rng.fork(`fold ${number}`);
    const labels = fold.open.map((place) => labeled.labels[place]!);
    const measure = gainMeasure(task, fold, withLikelihood);
    return drawProblems(labels, share, draws).map((problem, index) => {
      throwIfCancelled(signal);
      const targets = someOf(problem.targets, mostTargets, draws.fork(`targets ${index}`));
      const places = (those: Int32Array): Int32Array => those.map((place) => fold.open[place]!);
      return measure(places(problem.context), places(targets));
    });
  });
}

/**
 * What each label gains beside all others that its fold may use, averaged over folds; length n, 0 for labels that no
 * fold may use.
 */
export function leaveOneOutGains(task: GainTask): Float64Array {
  const { folds, labeled, signal } = task;
  const sums = new Float64Array(labeled.labels.length);
  const counts = new Float64Array(labeled.labels.length);
  for (const fold of folds) {
    const measure = gainMeasure(task, fold, false);
    for (const place of fold.open) {
      throwIfCancelled(signal);
      const others = fold.open.filter((other) => other !== place);
      if (new Set(others.map((other) => labeled.labels[other]!)).size < 2) continue;
      sums[place]! += measure(others, Int32Array.of(place)).score[0]!;
      counts[place]! += 1;
    }
  }
  return sums.map((sum, place) => (counts[place]! > 0 ? sum / counts[place]! : 0));
}

/** Measures the gain of each target beside a context; places among all labels. */
export type GainMeasure = (context: Int32Array, targets: Int32Array) => MeasuredProblem;

/** By retraining the task model with each target (the oracle) and scoring it on the fold's reward rows. */
export function gainMeasure(task: GainTask, fold: RewardFold, withLikelihood: boolean): GainMeasure {
  const { labeled, classCount, model, score, signal } = task;
  const evaluation = task.reward ?? rewardRows(labeled, fold.reward, score);
  const weight = evaluation.weights?.reduce((sum, each) => sum + each, 0) ?? evaluation.labels.length;
  const { metric, positive } = score;
  const settings = { model, metric, positive, withLogLikelihood: withLikelihood };
  const oracle: Oracle = createOracle({ rows: labeled, evaluation, classCount }, settings);
  return (context, targets) => {
    const gains = oracle.solve({ labeled: context, candidates: targets }, { signal });
    const likelihood = gains.logLikelihoodGains?.map((gain) => gain / weight);
    return { context, targets, score: gains.improvements, ...(likelihood && { likelihood }) };
  };
}

function rewardRows({ features, labels }: KnownRows, places: Int32Array, score: ObjectiveScore): KnownRows {
  const own = places.map((place) => labels[place]!);
  return { features: gatherRows(features, places), labels: own, weights: score.weightsOf(own) };
}

function someOf(targets: Int32Array, most: number, rng: Rng): Int32Array {
  if (most === 0 || targets.length <= most) return targets;
  return shuffledIndices(targets.length, rng)
    .subarray(0, most)
    .map((index) => targets[index]!);
}

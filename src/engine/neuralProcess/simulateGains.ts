import type { Cancellation } from '../cancellation.ts';
import { gatherRows } from '../numeric/gatherRows.ts';
import type { Rng } from '../numeric/rng.ts';
import { shuffledIndices } from '../numeric/shuffledIndices.ts';
import type { KnownRows, OracleModel } from '../oracle/oracleData.ts';
import { solveHere } from '../oracle/oracleSolving.ts';
import type { OracleSolving } from '../oracle/oracleSolving.ts';
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
  /** Who does the oracle's work; absent = this thread. */
  readonly solve?: OracleSolving | undefined;
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
  const { labeled, folds } = task;
  return folds.flatMap((fold, number) => {
    const share = Math.ceil((simulations - number) / folds.length);
    if (share <= 0) return [];
    const draws = folds.length === 1 ? rng : rng.fork(`fold ${number}`);
    const labels = fold.open.map((place) => labeled.labels[place]!);
    const problems = drawProblems(labels, share, draws).map((problem, index) => {
      const targets = someOf(problem.targets, mostTargets, draws.fork(`targets ${index}`));
      const places = (those: Int32Array): Int32Array => those.map((place) => fold.open[place]!);
      return { context: places(problem.context), targets: places(targets) };
    });
    return measureGains(task, fold, problems, withLikelihood);
  });
}

/**
 * What each label gains beside all others that its fold may use, averaged over folds; length n, 0 for labels that no
 * fold may use.
 */
export function leaveOneOutGains(task: GainTask): Float64Array {
  const { folds, labeled } = task;
  const sums = new Float64Array(labeled.labels.length);
  const counts = new Float64Array(labeled.labels.length);
  for (const fold of folds) {
    const problems = Array.from(fold.open, (place) => ({
      context: fold.open.filter((other) => other !== place),
      targets: Int32Array.of(place),
    })).filter(({ context }) => new Set(context.map((other) => labeled.labels[other]!)).size >= 2);
    for (const { targets, score } of measureGains(task, fold, problems, false)) {
      sums[targets[0]!]! += score[0]!;
      counts[targets[0]!]! += 1;
    }
  }
  return sums.map((sum, place) => (counts[place]! > 0 ? sum / counts[place]! : 0));
}

/**
 * The gain of each target beside its context (places among all labels), by retraining the task model with it (the
 * oracle) and scoring it on the fold's reward rows.
 */
export function measureGains(
  task: GainTask,
  fold: RewardFold,
  problems: readonly SimulatedProblem[],
  withLikelihood: boolean,
): readonly MeasuredProblem[] {
  const { labeled, classCount, model, score, solve = solveHere, signal } = task;
  const evaluation = task.reward ?? rewardRows(labeled, fold.reward, score);
  const weight = evaluation.weights?.reduce((sum, each) => sum + each, 0) ?? evaluation.labels.length;
  const { metric, positive } = score;
  const settings = { model, metric, positive, withLogLikelihood: withLikelihood };
  const solved = solve({
    data: { rows: labeled, evaluation, classCount },
    settings,
    problems: problems.map(({ context, targets }) => ({ labeled: context, candidates: targets })),
    signal,
  });
  return solved.map(({ improvements, logLikelihoodGains }, index) => {
    const likelihood = logLikelihoodGains?.map((gain) => gain / weight);
    return { ...problems[index]!, score: improvements, ...(likelihood && { likelihood }) };
  });
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

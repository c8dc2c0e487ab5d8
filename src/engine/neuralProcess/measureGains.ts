import type { Cancellation } from '../cancellation.ts';
import { gatherRows } from '../numeric/gatherRows.ts';
import type { OracleGains } from '../oracle/oracle.ts';
import type { KnownRows, OracleBudget, OracleModel } from '../oracle/oracleData.ts';
import { solveHere } from '../oracle/oracleSolving.ts';
import type { OracleSolving } from '../oracle/oracleSolving.ts';
import { spendBudget } from '../oracle/spendBudget.ts';
import type { SpentBudget } from '../oracle/spendBudget.ts';
import type { ObjectiveScore } from '../metrics/objectiveScore.ts';
import type { RewardFold } from './rewardFolds.ts';
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
  /** 1 for labels of the random stream, length n; absent = not known of any. */
  readonly isRandom?: Uint8Array | undefined;
  /** Each with the labels that its problems may be cut from. */
  readonly folds: readonly RewardFold[];
  /** Who does the oracle's work; absent = this thread. */
  readonly solve?: OracleSolving | undefined;
  readonly signal?: Cancellation | undefined;
  /** Told now and then how many of the problems that the oracle was last given are done. */
  readonly onSolved?: ((done: number) => void) | undefined;
}

/** A simulated problem with what the oracle may spend on it; absent = the gain of every target is measured. */
export interface PricedProblem extends SimulatedProblem {
  readonly budget?: OracleBudget;
}

/** A simulated problem, in places among all labels, with the true gains of its targets. */
export interface MeasuredProblem extends SimulatedProblem {
  /** In the score's unit; NaN where it was not measured. */
  readonly score: Float64Array;
  /**
   * In nats for each unit of reward weight, where it was not measured as it was estimated; absent where the model has no
   * likelihood or it was not asked for.
   */
  readonly likelihood?: Float64Array;
  /** How a budget was spent: which targets were measured, and what was estimated of all, in the likelihood's unit. */
  readonly spent?: SpentBudget & { readonly estimates: Float64Array };
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
  problems: readonly PricedProblem[],
  withLikelihood: boolean,
): readonly MeasuredProblem[] {
  const { labeled, classCount, model, score, solve = solveHere, signal, onSolved } = task;
  const evaluation = task.reward ?? rewardRows(labeled, fold.reward, score);
  const weight = evaluation.weights?.reduce((sum, each) => sum + each, 0) ?? evaluation.labels.length;
  const { metric, positive } = score;
  const settings = { model, metric, positive, withLogLikelihood: withLikelihood };
  const solved = solve({
    data: { rows: labeled, evaluation, classCount },
    settings,
    problems: problems.map(({ context, targets, budget }) => ({
      labeled: context,
      candidates: targets,
      ...(budget && { budget }),
    })),
    signal,
    onSolved,
  });
  return solved.map((gains, index) => measured(problems[index]!, gains, weight));
}

/** `weight`: of all reward rows together. */
function measured(
  { budget, ...problem }: PricedProblem,
  gains: OracleGains,
  weight: number,
): MeasuredProblem {
  const { improvements: score, logLikelihoodGains, estimates } = gains;
  if (logLikelihoodGains === undefined) return { ...problem, score };
  const likelihood = logLikelihoodGains.map((gain) => gain / weight);
  if (budget === undefined || estimates === undefined) return { ...problem, score, likelihood };
  const scaled = estimates.map((estimate) => estimate / weight);
  return {
    ...problem,
    score,
    likelihood: likelihood.map((gain, place) => (Number.isNaN(score[place]!) ? scaled[place]! : gain)),
    spent: { ...spendBudget(estimates, budget), estimates: scaled },
  };
}

function rewardRows({ features, labels }: KnownRows, places: Int32Array, score: ObjectiveScore): KnownRows {
  const own = places.map((place) => labels[place]!);
  return { features: gatherRows(features, places), labels: own, weights: score.weightsOf(own) };
}

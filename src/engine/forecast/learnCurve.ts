import type { Cancellation } from '../cancellation.ts';
import type { Rng } from '../numeric/rng.ts';
import { standardisedRows } from '../numeric/standardisedRows.ts';
import { labelFolds } from '../whatIf/labelFolds.ts';
import type { Fold } from '../whatIf/labelFolds.ts';
import { effectiveSampleSize, lureWeights } from '../whatIf/lureWeights.ts';
import { replayPool } from '../whatIf/replayPool.ts';
import type { ReplayPool } from '../whatIf/replayPool.ts';
import { classOpinions } from './classOpinions.ts';
import { classShares, guessedScore } from './classShares.ts';
import type { ForecastInput } from './forecastInput.ts';
import type { ForecastPlan } from './forecastPlan.ts';
import { measuredCounts, replayedCounts } from './forecastStages.ts';
import { measureCurve } from './measureCurve.ts';
import type { MeasuredCurve } from './measureCurve.ts';
import { opinionSkill } from './opinionSkill.ts';
import type { CurvePrior, Footing } from './priorSpread.ts';
import { replayCurves } from './replayCurves.ts';
import { replayPrior } from './replayPrior.ts';

const FOLDS = 5;
/** What the present score is above guessing, at least: the curve so far is not known to be flat. */
const LEAST_LEARNED = 0.01;
/** Shares of the progress at which the parts end. */
const PROGRESS = { opinions: 0.1, measured: 0.4, replayed: 0.95 };

/** What the labels at hand say of the learning curve. */
export interface LearnedCurve {
  readonly measured: MeasuredCurve;
  readonly prior: CurvePrior;
  /** What each queued label counts, so that they stand for the pool. */
  readonly weights: Float64Array;
  readonly footing: Footing;
}

export interface LearnOptions {
  readonly rng: Rng;
  readonly signal?: Cancellation | undefined;
  /** Told the share of the forecast that is done. */
  readonly onProgress?: ((fraction: number) => void) | undefined;
}

/** Measures the curve up to the present and replays the pool, as `forecast` says. Throws CancelledError. */
export function learnCurve(input: ForecastInput, plan: ForecastPlan, options: LearnOptions): LearnedCurve {
  const { rng, signal } = options;
  const pool = replayPool(input, rng.fork('pool'));
  const weights = lureWeights(input.queued, pool.size);
  const folds = labelFolds(pool.queued, pool.given, FOLDS, rng.fork('folds'));
  const opinions = classOpinions(
    { features: standardisedRows(pool.features), classCount: input.classCount, folds, weights },
    signal,
  );
  const known = { input, plan, pool, folds, weights, opinions };
  const measured = measurePast(known, options);
  const size = effectiveSampleSize(weights);
  const share = likelyShare(measured.scores.at(-1)!, size);
  return {
    measured: { ...measured, covariance: widened(measured, (share * (1 - share)) / size) },
    prior: imagineFuture(known, options),
    weights,
    footing: {
      skill: opinionSkill(opinions, pool.open, input.classCount),
      missing: 1 - share,
      learned: Math.max(LEAST_LEARNED, share - guessedScore(classShares(input, weights), input.objective)),
    },
  };
}

interface Known {
  readonly input: ForecastInput;
  readonly plan: ForecastPlan;
  readonly pool: ReplayPool;
  readonly folds: readonly Fold[];
  readonly weights: Float64Array;
  /** For each fold, class probabilities of every row of the pool. */
  readonly opinions: readonly Float64Array[];
}

function measurePast(
  { input, plan, pool, ...known }: Known,
  { signal, onProgress }: LearnOptions,
): MeasuredCurve {
  const { features, queued, given } = pool;
  const { model, modelParams } = plan;
  const isQueued = new Set(queued.rows);
  return measureCurve(
    {
      ...known,
      ...{ features, model, modelParams, queued, given },
      classCount: input.classCount,
      objective: input.objective,
      open: pool.open.filter((row) => !isQueued.has(row)),
      openCount: input.openRows.length,
      counts: measuredCounts(queued.rows.length, plan.mostMeasured),
    },
    signal,
    (share) => onProgress?.(PROGRESS.opinions + share * (PROGRESS.measured - PROGRESS.opinions)),
  );
}

function imagineFuture(
  { input, plan, pool, opinions }: Known,
  { rng, signal, onProgress }: LearnOptions,
): CurvePrior {
  const { classCount, objective, randomShare } = input;
  const { replayed, mostReplayed, replays, present } = plan;
  const { features, given, open } = pool;
  const counts = replayedCounts(mostReplayed);
  const labels = new Int32Array(features.rows);
  given.rows.forEach((row, index) => (labels[row] = given.labels[index]!));
  const curves = replayCurves(
    {
      pool: {
        ...{ features, labels, classCount, given: given.rows, open, randomShare, counts },
        model: replayed.model,
        modelParams: replayed.modelParams,
        rankers: counts.map(() => plan.ranker),
      },
      ...{ objective, opinions, replays },
    },
    rng.fork('replays'),
    signal,
    (share) => onProgress?.(PROGRESS.measured + share * (PROGRESS.replayed - PROGRESS.measured)),
  );
  const inAll = counts.map((count) => count + given.rows.length);
  return replayPrior(inAll, curves, present);
}

/** A proportion of so many labels, with two more of each kind (Agresti and Coull 1998): never 0 nor 1. */
const likelyShare = (score: number, size: number): number => (score * size + 2) / (size + 4);

/**
 * The present score varies at least by `least`, what a proportion of so many labels would: folds share their labels, and
 * a few heavy ones may all be right by chance, so that the variance over labels alone is too small. In simulations of
 * waveforms it was by a half.
 */
function widened({ scores, covariance }: MeasuredCurve, least: number): Float64Array {
  const factor = Math.max(1, least / Math.max(1e-9, covariance.at(-1)!));
  return covariance.map((value, at) => {
    const isVariance = at % (scores.length + 1) === 0;
    return value * factor + (isVariance ? 1e-9 : 0);
  });
}

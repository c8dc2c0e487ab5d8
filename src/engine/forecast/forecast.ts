import type { CurvePoint, ForecastAnswer, ForecastRefusal, ForecastResult } from '../../protocol/forecast.ts';
import type { QueuedLabels } from '../../protocol/whatIf.ts';
import type { Cancellation } from '../cancellation.ts';
import { createRng } from '../numeric/rng.ts';
import type { Rng } from '../numeric/rng.ts';
import { standardisedRows } from '../numeric/standardisedRows.ts';
import { normalQuantile } from '../statistics/normal.ts';
import { labelFolds } from '../whatIf/labelFolds.ts';
import type { Fold } from '../whatIf/labelFolds.ts';
import { effectiveSampleSize, lureWeights } from '../whatIf/lureWeights.ts';
import { replayPool } from '../whatIf/replayPool.ts';
import type { ReplayPool } from '../whatIf/replayPool.ts';
import { classOpinions } from './classOpinions.ts';
import { drawCurves } from './curvePosterior.ts';
import type { CurvePrior, DrawnCurve } from './curvePosterior.ts';
import type { ForecastInput } from './forecastInput.ts';
import { planForecast } from './forecastPlan.ts';
import type { ForecastPlan } from './forecastPlan.ts';
import { forecastCounts, measuredCounts, replayedCounts } from './forecastStages.ts';
import { forecastWarnings } from './forecastWarnings.ts';
import { measureCurve } from './measureCurve.ts';
import type { MeasuredCurve } from './measureCurve.ts';
import { replayCurves } from './replayCurves.ts';
import { replayPrior } from './replayPrior.ts';
import { gainTargets, scoreTargets } from './targets.ts';

/** With fewer labels that were drawn at random there is no answer: only they show the pool as it is. */
const FEWEST_RANDOM = 25;
const FOLDS = 5;
const DRAWS = 1000;
/** Shares of the progress at which the parts end. */
const PROGRESS = { opinions: 0.1, measured: 0.4, replayed: 0.95 };

/**
 * How many labels a project still needs for a target.
 *
 * Estimand. Let a(n) be the expected score, over all items, of the project's model after n labels, if the project goes on
 * from the labels that it has by its own strategy and random share. A target is reached at the first n at which a(n) is
 * at least the score asked for, or at least a(present) plus the gain asked for.
 *
 * 1. The labels are put in 5 folds. For each, the labels of the other four say how likely each class is for every item
 *    (`classOpinions`).
 * 2. The curve up to the present is measured on labels that its models have not seen, weighted so that they stand for
 *    the pool (`measureCurve`). Accuracy of plain cross-validation would be that on what the strategy likes to ask.
 * 3. A hundred labels tell the height of a curve to some points and its slope hardly at all. What is to come is told by
 *    replays: the pool is labeled anew, with classes drawn from those opinions, by the project's model and strategy
 *    (`replayCurves`). They know how quickly such a model learns from such features, and how much is luck.
 * 4. Both are put together by Bayes' rule (`drawCurves`). Of a thousand curves drawn, each target's interval holds nine of
 *    ten (`neededInterval`): "more than n labels" where some of them never get there.
 *
 * `npm run bench:forecast` counts how often intervals hold the truth on simulated projects (docs/results.md). Pure and
 * seeded. Throws RangeError, in words for the user, for an unknown model, strategy or parameter; CancelledError when the
 * signal is aborted. `onProgress` is told the share done.
 */
export function forecast(
  input: ForecastInput,
  signal?: Cancellation,
  onProgress?: (fraction: number) => void,
): ForecastResult {
  const plan = planForecast(input);
  const randomLabels = countRandom(input.queued);
  const refusal = refusalOf(input, randomLabels);
  if (refusal !== null) return refusal;
  const rng = createRng(input.seed);
  const pool = replayPool(input, rng.fork('pool'));
  const weights = lureWeights(input.queued, pool.size);
  const folds = labelFolds(pool.queued, pool.given, FOLDS, rng.fork('folds'));
  const known = { input, plan, pool, folds, weights, rng, signal, onProgress };
  const { present, horizon } = plan;
  const size = effectiveSampleSize(weights);
  const { measured, prior } = learn(known);
  const counts = forecastCounts(present, horizon);
  const told = { ...measured, covariance: widened(measured, size) };
  const curves = drawCurves({ measured: told, present, prior, counts, draws: DRAWS }, rng.fork('curves'));
  return { ...answerOf(known, curves), randomLabels, measured: measuredPoints(told, input.level) };
}

function answerOf(
  { input, plan, weights, rng }: Known,
  curves: readonly DrawnCurve[],
): Omit<ForecastAnswer, 'randomLabels' | 'measured'> {
  const { level, objective, pace, batchSize } = input;
  const { present, items, horizon } = plan;
  const counts = forecastCounts(present, horizon);
  const curve = bandOf(counts, curves, level);
  const targets = { counts, curves, pace, level, batchSize };
  const today = curve[0]!;
  return {
    kind: 'answer',
    labels: present,
    items,
    objective,
    level,
    effectiveSampleSize: effectiveSampleSize(weights),
    today,
    curve,
    horizon,
    ceiling: pointOf(
      curves.map(({ limit }) => limit),
      level,
    ),
    pace,
    gains: gainTargets(targets, rng.fork('gain pace')),
    scores: scoreTargets(targets, rng.fork('score pace')),
    warnings: forecastWarnings(input, { weights, today: today.value }),
    strategy: input.strategy,
  };
}

/** Labels of the random stream, and those of the strategy Random, which draws as that stream does. */
function countRandom({ streams, strategies }: QueuedLabels): number {
  return streams.filter(
    (stream, index) => stream === 'random' || (stream === 'strategy' && strategies[index] === 'random'),
  ).length;
}

function refusalOf({ queued, given, openRows }: ForecastInput, have: number): ForecastRefusal | null {
  const refused = (reason: ForecastRefusal['reason']): ForecastRefusal => ({
    kind: 'refused',
    reason,
    have,
    needed: FEWEST_RANDOM,
  });
  if (openRows.length === 0) return refused('allLabeled');
  if (new Set([...queued.labels, ...given.labels]).size < 2) return refused('oneClass');
  return have < FEWEST_RANDOM ? refused('randomLabels') : null;
}

interface Known {
  readonly input: ForecastInput;
  readonly plan: ForecastPlan;
  readonly pool: ReplayPool;
  readonly folds: readonly Fold[];
  readonly weights: Float64Array;
  readonly rng: Rng;
  readonly signal: Cancellation | undefined;
  readonly onProgress: ((fraction: number) => void) | undefined;
}

function learn({ input, plan, pool, folds, weights, rng, signal, onProgress }: Known): {
  readonly measured: MeasuredCurve;
  readonly prior: CurvePrior;
} {
  const { classCount, objective, randomShare } = input;
  const { model, modelParams, present, mostReplayed, replays, ranker } = plan;
  const { features, queued, given } = pool;
  const opinions = classOpinions(
    { features: standardisedRows(features), classCount, folds, weights },
    signal,
  );
  const isQueued = new Set(queued.rows);
  const measured = measureCurve(
    {
      ...{ features, classCount, objective, model, modelParams, queued, given, folds, opinions, weights },
      open: pool.open.filter((row) => !isQueued.has(row)),
      openCount: input.openRows.length,
      counts: measuredCounts(queued.rows.length),
    },
    signal,
    (share) => onProgress?.(PROGRESS.opinions + share * (PROGRESS.measured - PROGRESS.opinions)),
  );
  const counts = replayedCounts(mostReplayed);
  const labels = new Int32Array(features.rows);
  given.rows.forEach((row, index) => (labels[row] = given.labels[index]!));
  const replayed = replayCurves(
    {
      pool: {
        ...{ features, labels, classCount, given: given.rows, open: pool.open, model, modelParams },
        ...{ randomShare, counts, rankers: counts.map(() => ranker) },
      },
      objective,
      opinions,
      replays,
    },
    rng.fork('replays'),
    signal,
    (share) => onProgress?.(PROGRESS.measured + share * (PROGRESS.replayed - PROGRESS.measured)),
  );
  const inAll = counts.map((count) => count + given.rows.length);
  return { measured, prior: replayPrior(inAll, replayed, present) };
}

/**
 * At least as wide as the interval of a proportion from so many labels, with two more of each kind (Agresti and Coull
 * 1998): folds share their labels, and a few heavy ones may all be right by chance, so that the variance over labels
 * alone is too small. In simulations of waveforms it was by a half.
 */
function widened({ scores, covariance }: MeasuredCurve, size: number): Float64Array {
  const last = covariance.length - 1;
  const share = (scores.at(-1)! * size + 2) / (size + 4);
  const factor = Math.max(1, (share * (1 - share)) / size / Math.max(1e-9, covariance[last]!));
  return covariance.map((value, at) => {
    const isVariance = at % (scores.length + 1) === 0;
    return value * factor + (isVariance ? 1e-9 : 0);
  });
}

function measuredPoints({ labels, scores, covariance }: MeasuredCurve, level: number): CurvePoint[] {
  const quantile = normalQuantile((1 + level) / 2);
  return scores.map((value, at) => {
    const half = quantile * Math.sqrt(covariance[at * scores.length + at]!);
    return {
      labels: Math.round(labels[at]!),
      value,
      low: Math.max(0, value - half),
      high: Math.min(1, value + half),
    };
  });
}

const bandOf = (counts: readonly number[], curves: readonly DrawnCurve[], level: number): CurvePoint[] =>
  counts.map((labels, at) => ({
    labels,
    ...pointOf(
      curves.map(({ scores }) => scores[at]!),
      level,
    ),
  }));

function pointOf(draws: readonly number[], level: number) {
  const sorted = [...draws].sort((a, b) => a - b);
  const at = (share: number): number =>
    sorted[Math.min(sorted.length - 1, Math.floor(share * sorted.length))]!;
  return { value: at(0.5), low: at((1 - level) / 2), high: at((1 + level) / 2) };
}

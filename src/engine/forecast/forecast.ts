import type { CurvePoint, ForecastAnswer, ForecastRefusal, ForecastResult } from '../../protocol/forecast.ts';
import type { Cancellation } from '../cancellation.ts';
import { normalQuantile } from '../statistics/normal.ts';
import { createRng } from '../numeric/rng.ts';
import type { Rng } from '../numeric/rng.ts';
import { countRandomDraws } from '../statistics/randomDraw.ts';
import { effectiveSampleSize } from '../whatIf/lureWeights.ts';
import { drawCurves } from './curvePosterior.ts';
import type { DrawnCurve } from './curvePosterior.ts';
import type { ForecastInput } from './forecastInput.ts';
import { planForecast } from './forecastPlan.ts';
import type { ForecastPlan } from './forecastPlan.ts';
import { forecastCounts } from './forecastStages.ts';
import { forecastWarnings } from './forecastWarnings.ts';
import { learnCurve } from './learnCurve.ts';
import type { LearnedCurve } from './learnCurve.ts';
import type { MeasuredCurve } from './measureCurve.ts';
import { gainTargets, scoreTargets } from './targets.ts';

/** With fewer labels that were drawn at random there is no answer: only they show the pool as it is. */
const FEWEST_RANDOM = 25;
const DRAWS = 1000;

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
 * 4. Both are put together by Bayes' rule (`drawCurves`), with what curves usually do counting the more the less is known
 *    of the classes (`slopePrior`). Of a thousand curves drawn, each target's interval holds nine of
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
  const randomLabels = countRandomDraws(input.queued);
  const refusal = refusalOf(input, randomLabels);
  if (refusal !== null) return refusal;
  const rng = createRng(input.seed);
  const learned = learnCurve(input, plan, { rng, signal, onProgress });
  const { measured, prior, footing } = learned;
  const { present, horizon } = plan;
  const counts = forecastCounts(present, horizon);
  const curves = drawCurves({ measured, present, prior, footing, counts, draws: DRAWS }, rng.fork('curves'));
  return {
    ...answerOf({ input, plan, learned, rng }, curves),
    randomLabels,
    measured: measuredPoints(measured, input.level),
  };
}

interface Answering {
  readonly input: ForecastInput;
  readonly plan: ForecastPlan;
  readonly learned: LearnedCurve;
  readonly rng: Rng;
}

function answerOf(
  { input, plan, learned: { weights }, rng }: Answering,
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
    warnings: forecastWarnings(input, {
      weights,
      today: today.value,
      isOtherModel: plan.replayed.model !== plan.model,
    }),
    strategy: input.strategy,
  };
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

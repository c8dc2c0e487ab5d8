import type {
  CurvePoint,
  ForecastAnswer,
  ForecastResult,
  TargetReach,
} from '../../../src/protocol/forecast.ts';
import type { CriterionReport, StoppingReport } from '../../../src/protocol/stopping.ts';

/**
 * The tab "Budget and stopping" of the harness, by the number of the round: 1 has nothing yet, from 2 on criteria, from 5
 * on a forecast; that of round 7 is not to be trusted, in that of 8 another model stands in, that of 9 has no times.
 */
export const forecastAnswer = (round: number): ForecastResult => {
  if (round < 5) return { kind: 'refused', reason: 'randomLabels', have: 4 * round, needed: 25 };
  return {
    ...answer,
    ...(round === 7 && { warnings: ['rareClass', 'otherStrategy', 'otherScore'] as const }),
    ...(round === 8 && { warnings: ['otherModel'] as const }),
    ...(round === 9 && { pace: null }),
  };
};

const LABELS = 120;
const ITEMS = 600;
const scoreAt = (labels: number): number => 0.9 - 0.055 * (labels / LABELS) ** -0.7;

const pointAt = (labels: number): CurvePoint => {
  const value = scoreAt(labels);
  const half = 0.03 + 0.00002 * Math.abs(labels - LABELS);
  return { labels, value, low: value - half, high: Math.min(1, value + half) };
};

const reachAt = (target: number, score: number): TargetReach => {
  const left = 0.9 - score;
  const labels = left > 0 ? LABELS * (left / 0.055) ** (-1 / 0.7) - LABELS : Infinity;
  const within = (count: number): number | null =>
    count > ITEMS - LABELS ? null : Math.max(0, Math.ceil(count));
  const spread = { labels: within(labels), low: within(labels / 3), high: within(3 * labels + 20) };
  const timed = (count: number | null): number | null => (count === null ? null : 4.2 * count);
  return {
    target,
    ...spread,
    seconds: timed(spread.labels),
    secondsLow: timed(spread.low),
    secondsHigh: timed(spread.high),
    already: labels <= 0 ? 0.96 : 0,
    ever: Math.max(0.004, Math.min(1, 1.1 - labels / 600)),
  };
};

const steps = (first: number, last: number): number[] =>
  Array.from({ length: Math.round((last - first) / 0.005) + 1 }, (_, step) =>
    Number((first + 0.005 * step).toFixed(3)),
  );

const answer: ForecastAnswer = {
  kind: 'answer',
  labels: LABELS,
  randomLabels: 44,
  items: ITEMS,
  objective: { kind: 'accuracy' },
  level: 0.9,
  effectiveSampleSize: 58,
  today: pointAt(LABELS),
  measured: [16, 24, 35, 51, 74, 96].map((labels) => {
    const point = pointAt(labels);
    return { ...point, value: point.value + 0.006 * Math.sin(labels) };
  }),
  curve: [120, 150, 188, 235, 294, 367, 459, 600].map(pointAt),
  horizon: ITEMS,
  ceiling: { value: 0.9, low: 0.86, high: 0.94 },
  pace: { secondsPerLabel: 4.2, standardError: 0.3, timed: 117, pauses: 3, labelsPerDay: 41 },
  gains: steps(0.005, 0.055).map((gain) => reachAt(gain, scoreAt(LABELS) + gain)),
  scores: steps(0.82, 0.9).map((score) => reachAt(score, score)),
  warnings: [],
  strategy: 'margin',
};

/** Eight models, 15 labels apart. */
export const stoppingAnswer = (round: number): StoppingReport => {
  const checked = Array.from({ length: Math.min(8, Math.max(0, round - 1)) }, (_, at) => ({
    round: at + 2,
    labels: 15 * (at + 1),
  }));
  const criterion = (
    id: CriterionReport['id'],
    rule: Pick<CriterionReport, 'bound' | 'threshold' | 'window'>,
    values: readonly (number | null)[],
  ): CriterionReport => {
    const own = values.slice(0, checked.length);
    const met = own.map((value) =>
      value === null ? false : rule.bound === 'least' ? value >= rule.threshold : value <= rule.threshold,
    );
    const since = met.lastIndexOf(false) + 1;
    const metSince = since < met.length ? checked[since]!.round : null;
    return { id, reference: 'A paper.', ...rule, values: own, met, metSince };
  };
  return {
    stopSet: 2000,
    items: 48_210,
    rounds: round,
    checked,
    spacing: 15,
    positive: 0,
    criteria: [
      criterion('stabilisingPredictions', { bound: 'least', threshold: 0.99, window: 1 }, [
        null,
        null,
        null,
        0.902,
        0.951,
        0.978,
        0.991,
        0.993,
      ]),
      criterion('classificationChange', { bound: 'most', threshold: 0, window: 2 }, [
        null,
        0.12,
        0.081,
        0.044,
        0.02,
        0.013,
        0.009,
        0.011,
      ]),
      criterion(
        'overallUncertainty',
        { bound: 'most', threshold: 0.05, window: 1 },
        [0.81, 0.66, 0.52, 0.47, 0.43, 0.4, 0.39, 0.38],
      ),
      criterion('predictedFChange', { bound: 'most', threshold: 0.05, window: 3 }, [
        null,
        0.16,
        0.09,
        0.046,
        0.02,
        0.012,
        0.01,
        0.01,
      ]),
    ],
  };
};

import type { LabelPace, TargetReach } from '../../protocol/forecast.ts';
import type { Rng } from '../numeric/rng.ts';
import type { DrawnCurve } from './curvePosterior.ts';
import { firstReached, neededInterval, shareOf } from './reachTarget.ts';

/** Targets lie half a point apart. */
const STEP = 0.005;
/** A target that fewer draws than this ever reach ends the list. */
const HARDLY = 0.005;

export interface TargetsInput {
  /** Numbers of labels of the curves, from the present. */
  readonly counts: readonly number[];
  readonly curves: readonly DrawnCurve[];
  readonly pace: LabelPace | null;
  readonly level: number;
  readonly batchSize: number;
}

/** Gains over the score of each draw's present, from half a point on. */
export function gainTargets(input: TargetsInput, rng: Rng): TargetReach[] {
  return reaches(input, rng, STEP, (gain, { scores }) => scores[0]! + gain);
}

/** Scores, from just above those that nearly all draws have already. */
export function scoreTargets(input: TargetsInput, rng: Rng): TargetReach[] {
  const present = input.curves.map(({ scores }) => scores[0]!).sort((a, b) => a - b);
  const least = present[Math.floor(((1 - input.level) / 2) * present.length)] ?? 0;
  return reaches(input, rng, Math.ceil(least / STEP) * STEP, (score) => score);
}

function reaches(
  { counts, curves, pace, level, batchSize }: TargetsInput,
  rng: Rng,
  first: number,
  scoreOf: (target: number, curve: DrawnCurve) => number,
): TargetReach[] {
  const costs = curves.map(() =>
    pace === null ? NaN : Math.max(0, pace.secondsPerLabel + pace.standardError * rng.normal()),
  );
  const found: TargetReach[] = [];
  for (let step = 0; first + step * STEP < 1; step++) {
    // Decimal, so that 0.915 is not 0.9150000000000001.
    const target = Math.round((first + step * STEP) * 1000) / 1000;
    const labels = curves.map(
      (curve) => (firstReached(counts, curve.scores, scoreOf(target, curve)) ?? Infinity) - counts[0]!,
    );
    found.push({
      target,
      ...reachOf(labels, level, batchSize),
      ...secondsOf(labels, costs, pace === null ? null : level),
    });
    if (found.at(-1)!.ever < HARDLY) break;
  }
  return found;
}

function reachOf(labels: readonly number[], level: number, batchSize: number) {
  const { median, low, high } = neededInterval(labels, level);
  const inBatches = (count: number | null, round: (batches: number) => number): number | null =>
    count === null ? null : round(count / batchSize) * batchSize;
  return {
    labels: median === null ? null : Math.ceil(median),
    low: inBatches(low, Math.floor),
    high: inBatches(high, Math.ceil),
    already: shareOf(labels, 0),
    ever: 1 - shareOf(labels, Infinity),
  };
}

function secondsOf(labels: readonly number[], costs: readonly number[], level: number | null) {
  if (level === null) return { seconds: null, secondsLow: null, secondsHigh: null };
  const seconds = labels.map((count, draw) => (count === Infinity ? Infinity : count * costs[draw]!));
  const { median, low, high } = neededInterval(seconds, level);
  return { seconds: median, secondsLow: low, secondsHigh: high };
}

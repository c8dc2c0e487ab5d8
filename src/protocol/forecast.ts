import type { Objective } from './gains.ts';
import type { Params } from './experiment.ts';
import type { Estimate, QueuedLabels } from './whatIf.ts';

/**
 * How many labels, and how much time, a project still needs for a target. `src/engine/forecast/forecast.ts` says how it
 * is estimated.
 */
export interface ForecastRequest {
  readonly classCount: number;
  readonly queued: QueuedLabels;
  /** Labels without a known probability (from the source, the grid, a review): the project began with them. */
  readonly given: { readonly rows: Int32Array; readonly labels: Int32Array };
  /** Unlabeled, unskipped rows. */
  readonly openRows: Int32Array;
  readonly model: string;
  readonly modelParams: Params;
  /** What goes on ranking the items, with its parameters; `standsIn` where it only stands in for the project's own. */
  readonly strategy: string;
  readonly strategyParams: Params;
  readonly standsIn: boolean;
  readonly randomShare: number;
  /** Labels after which the model learns anew: ends of intervals are whole batches. */
  readonly batchSize: number;
  /** The score that is forecast. */
  readonly objective: Objective;
  /** What a label costs; null where too few were timed. */
  readonly pace: LabelPace | null;
  /** Confidence of the intervals, such as 0.9. */
  readonly level: number;
  readonly seed: number;
}

/** What labels have cost so far. */
export interface LabelPace {
  /** Mean time of a label without pauses, in seconds, and its standard error. */
  readonly secondsPerLabel: number;
  readonly standardError: number;
  /** Labels that were timed, and those left out as pauses. */
  readonly timed: number;
  readonly pauses: number;
  /** Labels a calendar day in the last weeks of labeling; null where they span less than a day. */
  readonly labelsPerDay: number | null;
}

/** Too little is known for a forecast: what is missing. */
export interface ForecastRefusal {
  readonly kind: 'refused';
  readonly reason: 'randomLabels' | 'oneClass' | 'allLabeled';
  /** Labels drawn at random: those that there are, and those needed. */
  readonly have: number;
  readonly needed: number;
}

/** When a target is reached. */
export interface TargetReach {
  /** The score, or the gain over today's. */
  readonly target: number;
  /**
   * Labels still to be set: half of the forecast's draws are there by then; the ends of the interval, rounded outward to
   * whole batches. Null = not within the horizon.
   */
  readonly labels: number | null;
  readonly low: number | null;
  readonly high: number | null;
  /** The same in seconds; null also where the pace is not known. */
  readonly seconds: number | null;
  readonly secondsLow: number | null;
  readonly secondsHigh: number | null;
  /** Share of the draws that are there already, and within the horizon. */
  readonly already: number;
  readonly ever: number;
}

/** A point of the learning curve: labels in all and the score with its interval. */
export interface CurvePoint extends Estimate {
  readonly labels: number;
}

/** Where simulations showed intervals that are not what they say, where none were made, and what stands in. */
export type ForecastWarning = 'rareClass' | 'littleLearned' | 'otherStrategy' | 'otherModel' | 'otherScore';

export interface ForecastAnswer {
  readonly kind: 'answer';
  /** Labels at present, those of them drawn at random, and items in all. */
  readonly labels: number;
  readonly randomLabels: number;
  readonly items: number;
  readonly objective: Objective;
  readonly level: number;
  /** So many labels drawn at random would say as much about the pool as the weighted labels do. */
  readonly effectiveSampleSize: number;
  readonly today: Estimate;
  /** What was measured on the labels, at numbers of labels up to the present. */
  readonly measured: readonly CurvePoint[];
  /** What is forecast, from the present to the horizon. */
  readonly curve: readonly CurvePoint[];
  /** Labels up to which there is a forecast: all items, or ten times the labels at present. */
  readonly horizon: number;
  /** What is still to be gained with ever more labels: median and interval. */
  readonly ceiling: Estimate;
  readonly pace: LabelPace | null;
  /** Gains over today, and scores, in steps of half a point, ascending. */
  readonly gains: readonly TargetReach[];
  readonly scores: readonly TargetReach[];
  readonly warnings: readonly ForecastWarning[];
  /** Id of the strategy that goes on ranking. */
  readonly strategy: string;
}

export type ForecastResult = ForecastRefusal | ForecastAnswer;

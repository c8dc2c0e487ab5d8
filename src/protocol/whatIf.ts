import type { Params } from './experiment.ts';
import type { Stream } from './stream.ts';

/**
 * "What if, on your own labels": how many labels another strategy would have needed for the accuracy that the labels at
 * hand give. `src/engine/whatIf/whatIf.ts` says how it is estimated.
 */

/**
 * The strategies that are offered: the project's model serves them and they are quick enough to be replayed hundreds of
 * times. Those that train the model for every item, or several models, are not.
 */
export const WHAT_IF_STRATEGIES: readonly string[] = [
  'margin',
  'entropy',
  'leastConfidence',
  'uncertainty',
  'fScore',
  'kCenterGreedy',
  'cbal',
  'halUniform',
  'halGauss',
  'random',
];

/** Labels that came by the queue, in the order in which they were set. All arrays have the same length. */
export interface QueuedLabels {
  readonly rows: Int32Array;
  /** Class indices. */
  readonly labels: Int32Array;
  readonly streams: readonly Stream[];
  /** Id of the strategy that ranked the item; empty where none did. */
  readonly strategies: readonly string[];
  /** The stored selection probability, and how many items could have been chosen then. */
  readonly probabilities: Float64Array;
  readonly poolSizes: Int32Array;
}

export interface WhatIfRequest {
  readonly featuresId: string;
  readonly classCount: number;
  readonly queued: QueuedLabels;
  /** Labels without a known probability (from the source, the grid, a review): every replay begins with them. */
  readonly given: { readonly rows: Int32Array; readonly labels: Int32Array };
  /** Unlabeled, unskipped rows. */
  readonly openRows: Int32Array;
  readonly model: string;
  readonly modelParams: Params;
  /** The project's strategy with its parameters; any other is replayed with its defaults. */
  readonly strategy: string;
  readonly strategyParams: Params;
  readonly randomShare: number;
  /** Ids of the strategies to replay. */
  readonly strategies: readonly string[];
  /** Confidence of the intervals, such as 0.95. */
  readonly level: number;
  readonly seed: number;
}

/** Too few labels of the random stream for an answer. */
export interface WhatIfRefusal {
  readonly kind: 'refused';
  readonly have: number;
  readonly needed: number;
}

export interface Estimate {
  readonly value: number;
  readonly low: number;
  readonly high: number;
}

/** What would have been with one strategy. */
export interface WhatIfSaving {
  readonly strategy: string;
  /** Labels fewer for today's accuracy; null = not reached within the labels at hand. */
  readonly saved: number | null;
  /** The interval's ends: fewest and most labels saved. Null = not reached within the labels at hand. */
  readonly low: number | null;
  readonly high: number | null;
  /** Accuracy minus that of the user's own way with all labels, at each of `counts`; not decreasing. */
  readonly curve: readonly Estimate[];
}

export interface WhatIfAnswer {
  readonly kind: 'answer';
  /** Labels by the queue: what can be saved from. */
  readonly labels: number;
  /** Those of them that were drawn at random. */
  readonly randomLabels: number;
  readonly given: number;
  readonly level: number;
  /** Accuracy on the pool of the model that all labels give, by cross-validation. */
  readonly today: Estimate;
  /** So many labels drawn at random would say as much about the pool as the weighted labels do. */
  readonly effectiveSampleSize: number;
  /** How often the pool was labeled anew for each strategy. */
  readonly replays: number;
  /** Numbers of labels at which the replays were scored and a new ranking was made, ascending. */
  readonly counts: readonly number[];
  /** In the order of the request. */
  readonly strategies: readonly WhatIfSaving[];
  /** What was assumed, in sentences. */
  readonly notes: readonly string[];
}

export type WhatIfResult = WhatIfRefusal | WhatIfAnswer;

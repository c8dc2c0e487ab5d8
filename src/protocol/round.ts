import type { Objective, RoundGains } from './gains.ts';
import type { RoundVote } from './vote.ts';

/** Slots drawn a round: what a round stores, and enough to go on while the engine is down. */
export const SLOTS = 1000;

/** What a network has learned; what a later fit may start from. */
export interface ModelMemory {
  /** Ascending class indices that the training set held. */
  readonly classes: Int32Array;
  /** What was taken from each feature, and what it was then divided by. */
  readonly means: Float64Array;
  readonly deviations: Float64Array;
  /** As the network's layers hold them, one after the other. */
  readonly parameters: Float32Array;
  /** The arrays that the parameters are cut into. */
  readonly layers: readonly { readonly name: string; readonly shape: readonly number[] }[];
}

export interface RoundRequest {
  readonly featuresId: string;
  /** Revision of the label snapshot; comes back in the result. */
  readonly revision: number;
  /** Rows (item rows of the store) that carry a label and are still in the source, with class indices. */
  readonly labeledRows: Int32Array;
  readonly labels: Int32Array;
  /** 1 where the label came by the random stream, aligned with `labels`; absent for strategies that do not ask. */
  readonly isRandom?: Uint8Array;
  readonly classCount: number;
  /** Unlabeled, unskipped rows. */
  readonly eligibleRows: Int32Array;
  readonly model: string;
  readonly modelParams: Readonly<Record<string, number | string | boolean>>;
  readonly strategy: string;
  readonly strategyParams: Readonly<Record<string, number | string | boolean>>;
  readonly batchSize: number;
  readonly randomShare: number;
  /** How many queue slots to draw. */
  readonly slots: number;
  readonly seed: number;
  /** Absent = accuracy. */
  readonly objective?: Objective;
  /** `memory` of the last round by the same strategy, model and features; absent where there is none. */
  readonly memory?: Float64Array;
  /** `modelMemory` of the last round with the same task model and features; absent where there is none. */
  readonly modelMemory?: ModelMemory;
}

/** One place of the queue. */
export interface QueueSlot {
  readonly row: number;
  readonly stream: 'strategy' | 'random';
  /** r/m + (1-r) x the strategy's own probability of this item, m = eligible items at this slot. */
  readonly selectionProbability: number;
  /** Utility by the strategy, NaN where it gave none. */
  readonly score: number;
  /** 1-based place in the strategy's own ranking. */
  readonly rank: number;
}

export interface RoundResult {
  readonly revision: number;
  readonly seed: number;
  /** Identifies model id, parameters and label snapshot: the model that made this round's scores. */
  readonly modelId: string;
  /** All eligible rows, highest utility first. */
  readonly ranking: Int32Array;
  /** Utilities aligned with `ranking` (higher = label first; NaN = none). */
  readonly scores: Float32Array;
  /** Predicted class index aligned with `ranking`; -1 where there is no model yet. */
  readonly suggested: Int16Array;
  /** Probability of the predicted class, aligned with `ranking`. */
  readonly confidence: Float32Array;
  readonly slots: readonly QueueSlot[];
  /** Set while fewer than two classes are labeled: which order is used instead, in words. */
  readonly coldStart: string | null;
  /** Set where the strategy ranked in another way than its own, or by a proxy: how, and why, in words. */
  readonly fallback: string | null;
  /** Set where the strategy predicts gains. */
  readonly gains: RoundGains | null;
  /** Set where the strategy asks other strategies. */
  readonly vote: RoundVote | null;
  /** What the strategy would go on from at the next round; null for most. */
  readonly memory: Float64Array | null;
  /** What the task model would go on from at the next round; null for models that start anew. */
  readonly modelMemory: ModelMemory | null;
  /** Accuracy etc. are not computed here; timings are, in milliseconds. */
  readonly fitMs: number;
  readonly scoreMs: number;
  readonly totalMs: number;
}

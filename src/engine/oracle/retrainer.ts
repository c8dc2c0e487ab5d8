import type { Cancellation } from '../cancellation.ts';

/** What a fitted model says about the evaluation rows. */
export interface Outcome {
  /** Predicted classes, length n. */
  readonly labels: Int32Array | Uint8Array;
  /** Class probabilities, n x classCount row-major; present where they were asked for. */
  readonly probabilities?: Float64Array;
}

/** Fits a task model to labeled rows, then again with each candidate added. */
export interface Retrainer {
  /** Throws RangeError when the labeled rows hold fewer than two classes. */
  begin(labeled: Int32Array, signal?: Cancellation): RetrainSession;
}

export interface RetrainSession {
  /** Of the model fitted to the labeled rows alone. */
  readonly base: Outcome;
  /** One outcome a candidate, valid until the next call. */
  retrain(candidates: Int32Array): readonly Outcome[];
  /**
   * About how much each candidate changes the evaluation rows' weighted log-likelihood, in nats, without retraining; NaN
   * for classes that the labeled rows do not hold. Absent where there is no such estimate.
   */
  influences?(candidates: Int32Array): Float64Array;
}

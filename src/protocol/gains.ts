/**
 * What labels are wanted for: the score of the task model whose gain a strategy may predict. Classes by their index in
 * the project.
 */
export type Objective =
  | { readonly kind: 'accuracy' }
  /** The mean of the classes' recalls. */
  | { readonly kind: 'balancedAccuracy' }
  /** Accuracy in which an item counts what its class does; `weights`: positive, one for each class. */
  | { readonly kind: 'weightedAccuracy'; readonly weights: readonly number[] }
  /** F1 of the class `positive`. */
  | { readonly kind: 'f1'; readonly positive: number };

/** How a round that predicts gains learned to, and how well that went. */
export interface GainLearning {
  /** Mean negative log-likelihood of each epoch, in nats. */
  readonly losses: Float64Array;
  /** Simulated problems that it learned from. */
  readonly problems: number;
  /** Labels that gains were measured on. */
  readonly rewardLabels: number;
  /** Simulated targets that were kept out of training: what was predicted of each, and its true gain. */
  readonly check: {
    readonly mean: Float64Array;
    readonly deviation: Float64Array;
    readonly gain: Float64Array;
  };
}

/** What a round predicts that labels gain, in units of the objective's score. */
export interface RoundGains {
  readonly objective: Objective;
  /** Aligned with the round's `ranking`: mean and standard deviation of the gain; NaN where none is predicted. */
  readonly mean: Float32Array;
  readonly deviation: Float32Array;
  readonly learning: GainLearning;
}

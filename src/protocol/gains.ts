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
  /** How many of these came by the random stream, and so are what realised gains are judged on. */
  readonly sharedLabels: number;
  /** Simulated targets that were kept out of training: what was predicted of each, and its true gain. */
  readonly check: {
    readonly mean: Float64Array;
    readonly deviation: Float64Array;
    readonly gain: Float64Array;
  };
  /** How honest the deviations of the checked targets are; empty where none were checked. */
  readonly coverage: readonly DeviationCoverage[];
  /** What may have been missed where not every gain was measured; null where each was, or where that is not known. */
  readonly bounds: OracleBounds | null;
}

/** How far gains that were estimated, not measured, may be off; see engine/neuralProcess/oracleBounds.ts. */
export interface OracleBounds {
  /** Gains that were measured, among so many. */
  readonly measured: number;
  readonly targets: number;
  /** How sure each `atMost` is, such as 0.9; `found` is what a random sample has. */
  readonly confidence: number;
  /** Share of the gains not chosen for measuring that are larger than the largest chosen one of their problem. */
  readonly missed: { readonly found: number; readonly atMost: number };
  /**
   * A share of the estimates and how far those are off, in standard deviations of their problem's gains; `atMost` is null
   * where too few were looked at.
   */
  readonly error: { readonly share: number; readonly found: number; readonly atMost: number | null };
}

/** The share of outcomes within so many predicted standard deviations of the predicted mean. */
export interface DeviationCoverage {
  readonly deviations: number;
  /** Share that a normal distribution has within them. */
  readonly expected: number;
  /** Share of the outcomes that lay within them. */
  readonly found: number;
}

/** Spearman's rank correlation with an interval. */
export interface RankCorrelation {
  /** -1 to 1. */
  readonly rho: number;
  readonly low: number;
  readonly high: number;
  readonly count: number;
}

/** What a round predicts that labels gain, in units of the objective's score. */
export interface RoundGains {
  readonly objective: Objective;
  /** Aligned with the round's `ranking`: mean and standard deviation of the gain; NaN where none is predicted. */
  readonly mean: Float32Array;
  readonly deviation: Float32Array;
  readonly learning: GainLearning;
}

/** Asks what labels gained in hindsight; see engine/metrics/realisedGain.ts. */
export interface RealisedGainsRequest {
  readonly featuresId: string;
  /** Rows that carry a label, with class indices. */
  readonly labeledRows: Int32Array;
  readonly labels: Int32Array;
  /** 1 where the label came by the random stream, else 0; aligned with `labeledRows`. */
  readonly isRandom: Uint8Array;
  readonly classCount: number;
  readonly model: string;
  readonly modelParams: Readonly<Record<string, number | string | boolean>>;
  readonly objective: Objective;
  /** Places, among `labeledRows`, of the labels that are asked about. */
  readonly asked: Int32Array;
  /** What was predicted of them before they were labeled, aligned with `asked`. */
  readonly predicted: { readonly mean: Float64Array; readonly deviation: Float64Array };
}

/** Gains in hindsight beside what was predicted; of the labels for which both are known. */
export interface RealisedGains {
  /** Aligned with `asked`, in units of the objective's score; NaN where no gain can be told. */
  readonly gains: Float64Array;
  /** Of predicted and realised gains, at 95 %; null for too few, or where one side is all alike. */
  readonly correlation: RankCorrelation | null;
  readonly coverage: readonly DeviationCoverage[];
}

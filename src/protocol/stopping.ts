export type StoppingCriterionId =
  'stabilisingPredictions' | 'classificationChange' | 'overallUncertainty' | 'predictedFChange';

/** What criteria for stopping say; evidence, not a verdict. `src/engine/stopping` has their formulas. */
export interface StoppingReport {
  /** Items that every model predicted: a fixed random sample of all. */
  readonly stopSet: number;
  readonly items: number;
  /** Rounds that there are, and those whose models were compared, in order. */
  readonly rounds: number;
  readonly checked: readonly { readonly round: number; readonly labels: number }[];
  /** Labels that lie between two compared rounds at least. */
  readonly spacing: number;
  /** The class whose F counts for `predictedFChange`; null = all classes alike. */
  readonly positive: number | null;
  readonly criteria: readonly CriterionReport[];
}

export interface CriterionReport {
  readonly id: StoppingCriterionId;
  readonly reference: string;
  /** The rule asks for values of at least, or at most, the threshold, so many times in a row. */
  readonly bound: 'least' | 'most';
  readonly threshold: number;
  readonly window: number;
  /** Aligned with `checked`: the number (null where there is none), and whether the rule holds there. */
  readonly values: readonly (number | null)[];
  readonly met: readonly boolean[];
  /** The round since which the rule has held; null where it does not hold at the last one. */
  readonly metSince: number | null;
}

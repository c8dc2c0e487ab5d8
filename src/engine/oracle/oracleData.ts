import type { SvcSettings } from '../models/svcParams.ts';
import type { DenseMatrix } from '../numeric/matrix.ts';
import type { OracleMetric } from './oracleMetric.ts';

/** Rows with known labels. */
export interface KnownRows {
  /** n x d. */
  readonly features: DenseMatrix;
  /** Class indices, length n. */
  readonly labels: Int32Array;
  /** Positive, length n: sample weights of a fit, or what each row counts in a score. Absent = all 1. */
  readonly weights?: Float64Array;
}

export interface OracleData {
  /** Rows that may be labeled or candidates, with their revealed labels and their weights in a fit. */
  readonly rows: KnownRows;
  /** Rows that the score is taken on, with what each counts. */
  readonly evaluation: KnownRows;
  readonly classCount: number;
}

/** Row numbers into `OracleData.rows`. */
export interface OracleProblem {
  /** Rows of at least two classes. */
  readonly labeled: Int32Array;
  readonly candidates: Int32Array;
  /** Absent = the gain of every candidate is measured. */
  readonly budget?: OracleBudget | undefined;
}

/** Lets an oracle measure the gains of some candidates and estimate those of the others (`spendBudget`). */
export interface OracleBudget {
  /** Candidates that are measured because their estimate is high or large. */
  readonly likely: number;
  /** Candidates that are measured besides, drawn from the others. */
  readonly uniform: number;
  /** The places of all candidates in random order: the draw. */
  readonly order: Int32Array;
}

export type OracleModel =
  | { readonly id: 'logisticRegression'; readonly c: number }
  | ({ readonly id: 'svc' } & Pick<SvcSettings, 'kernel' | 'c' | 'gamma'>);

export interface OracleSettings {
  readonly model: OracleModel;
  /** Default `weightedAccuracy`. */
  readonly metric?: OracleMetric;
  /** With the metric `f1`: the class that is meant; absent = the mean over classes. */
  readonly positive?: number | undefined;
  /** Also the gain in weighted log-likelihood of each candidate; logistic regression only. */
  readonly withLogLikelihood?: boolean;
  /**
   * Whether retraining may stop as soon as no predicted label can change any more (default true). The scores are the
   * same either way; metrics of probabilities always converge.
   */
  readonly certified?: boolean;
  /** `wasm` where it runs, else `reference`: the plain form that tests compare with. */
  readonly backend?: 'wasm' | 'reference';
}

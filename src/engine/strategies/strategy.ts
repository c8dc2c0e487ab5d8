import type { ParamInfo } from '../../protocol/engine.ts';
import type { GainLearning, Objective } from '../../protocol/gains.ts';
import type { Cancellation } from '../cancellation.ts';
import type { Capability, FittedClassifier, ParamValues, TrainingSet } from '../models/classifier.ts';
import type { LearningListener } from '../neuralProcess/learningProgress.ts';
import type { NetworkTraining } from '../neuralProcess/networkTrainer.ts';
import type { DenseMatrix } from '../numeric/matrix.ts';
import type { Rng } from '../numeric/rng.ts';
import type { KnownRows, OracleModel } from '../oracle/oracleData.ts';
import type { OracleSolving } from '../oracle/oracleSolving.ts';

/** What a strategy may look at. Rows are indices into `features`, for ever. */
export interface PoolView {
  /** All items, N x d. */
  readonly features: DenseMatrix;
  /** The features are the pixels of square images; absent = not known to be. */
  readonly pixels?: true;
  /** Rows that may be chosen, length m. */
  readonly candidates: Int32Array;
  /** Rows that carry a label, with their class indices. */
  readonly labeledRows: Int32Array;
  readonly labels: Int32Array;
  /** What each labeled row counts in a fit; absent = all 1. */
  readonly labelWeights?: Float64Array;
  /**
   * 1 where a label came by the random stream, aligned with `labels`: realised gains are judged on these. Absent = not
   * known of any.
   */
  readonly isRandom?: Uint8Array;
  readonly classCount: number;
  /**
   * Probabilities of the candidates, m x classCount row-major, aligned with `candidates`; present if `needs` asks for
   * them.
   */
  readonly probabilities?: Float64Array;
  /**
   * Decision values of the candidates as the model gives them: m for two classes, else m x classCount; present if
   * `needs` asks for them.
   */
  readonly decisionValues?: Float64Array;
  /** Embeddings of all items, N x a number of columns of the model's own; present if `needs` asks for them. */
  readonly embeddings?: DenseMatrix;
  /** The task model fitted to the labeled rows; absent until two classes are labeled. */
  readonly model?: FittedClassifier;
  /** Fits the task model, with the project's settings, to other data. Throws as `ClassifierDefinition.fit` does. */
  readonly fit?: (training: TrainingSet) => FittedClassifier;
  /** The task model as the oracle retrains it; absent where it has no fast retraining. */
  readonly retrained?: OracleModel;
  /**
   * Rows with known classes that are never labeled, for strategies that learn from measured gains, with what each counts
   * in the score; absent = they have to take some of the labels.
   */
  readonly reward?: KnownRows;
  /** The score that labels are wanted for; absent = accuracy. */
  readonly objective?: Objective;
  /** Trains networks in a quicker way than this thread by itself; absent = this thread does. */
  readonly trainNetwork?: NetworkTraining;
  /** The same for the problems of an oracle. */
  readonly solveProblems?: OracleSolving;
  /** Told how far a strategy that learns is with it. */
  readonly onProgress?: LearningListener;
  /** What the strategy gave back as `memory` at the batch before, on the same features; absent = nothing. */
  readonly memory?: Float64Array;
  /** Items that are labeled before the next ranking, whatever is asked for; absent = not known. */
  readonly batchSize?: number;
  /** Batches labeled before this one; absent = 0. */
  readonly round?: number;
  /** Only in experiments: what no labeling view knows. */
  readonly revealed?: RevealedLabels;
  readonly params: ParamValues;
  readonly signal?: Cancellation;
}

/** The hidden labels of an experiment, for strategies that are `simulationOnly`. */
export interface RevealedLabels {
  /** Classes of all items, length N. */
  readonly labels: Int32Array;
  /** What each item counts in a fit, length N; absent = all 1. */
  readonly weights?: Float64Array;
  /** Rows that the experiment is scored on. */
  readonly test: KnownRows;
}

/** The outcome of a strategy. */
export interface Selection {
  /** The first k rows to label, best first. */
  readonly rowIds: Int32Array;
  /** Utilities aligned with the view's candidates: higher = label first, NaN = not a candidate. */
  readonly utilities: Float64Array;
  /** Of strategies that predict gains. */
  readonly gains?: SelectedGains;
  /** Of strategies that ask other strategies. */
  readonly vote?: CandidateVote;
  /** Where the strategy ranked in another way than its own, or by a proxy: how, and why, in words for the user. */
  readonly fallback?: string;
  /** What it would go on from at the next batch. */
  readonly memory?: Float64Array;
}

/** Predicted gains in units of the objective's score, aligned with the view's candidates. */
export interface SelectedGains {
  readonly mean: Float64Array;
  readonly deviation: Float64Array;
  readonly learning: GainLearning;
}

/** How the K strategies that were asked voted. */
export interface CandidateVote {
  /** Their ids. */
  readonly candidates: readonly string[];
  /** What each counts, length K, adding up to 1. */
  readonly weights: Float64Array;
  /** What each contributed to each pick, rowIds.length x K row-major; adds up to the pick's utility. */
  readonly contributions: Float64Array;
  /** Groups of candidates that rank alike and share one weight. */
  readonly merged: readonly (readonly string[])[];
  /** K x K: rank correlations over the pool, NaN where one gives all items the same. */
  readonly correlations: Float64Array;
  /** K x K: shares of the best items of one, as many as a batch, that are the other's too. */
  readonly overlaps: Float64Array;
  /** The share of the batch that equal weights would give too; absent = not asked. */
  readonly uniformOverlap?: number;
  /** In words for the user. */
  readonly note?: string;
}

interface StrategyBase {
  readonly id: string;
  readonly title: string;
  /** One line for the picker. */
  readonly description: string;
  /** Paper and equation. */
  readonly reference: string;
  readonly needs: readonly Capability[];
  readonly params: readonly ParamInfo[];
  /**
   * How the ranking comes about: `deterministic` uses the seed for ties only, `stochastic` draws (committees, samples,
   * coins), and given the ranking the next item is certain; `uniform` has every item equally likely at each place.
   */
  readonly sampling: 'deterministic' | 'stochastic' | 'uniform';
  /** Trains the task model anew, which any model can: the strategy waits until two classes are labeled. */
  readonly retrains?: true;
  /** Measures gains on reward rows and cannot do without. */
  readonly needsReward?: true;
  /**
   * Of a strategy that ranks by what others say: which, by its parameters (defaults filled in). Such strategies do not ask
   * each other. Throws RangeError, in words for the user, for a list that makes no sense.
   */
  readonly asks?: (params: ParamValues) => readonly Strategy[];
  /** Looks at labels that a live pool does not have; for experiments only. */
  readonly simulationOnly?: true;
}

/** Scores items one by one; the batch is the top k. */
export interface ScoringStrategy extends StrategyBase {
  readonly kind: 'scoring';
  /** Aligned with `view.candidates`; higher = label first. */
  utilities(view: PoolView, rng: Rng): Float64Array;
}

/** Chooses a batch jointly. */
export interface BatchStrategy extends StrategyBase {
  readonly kind: 'batch';
  /** The k items are chosen as one set (clusters, say): a smaller batch is not the head of a larger one. */
  readonly joint?: true;
  selectBatch(view: PoolView, k: number, rng: Rng): Selection;
}

export type Strategy = ScoringStrategy | BatchStrategy;

import type { ParamInfo } from '../../protocol/engine.ts';
import type { Cancellation } from '../cancellation.ts';
import type { Capability, ParamValues } from '../models/classifier.ts';
import type { DenseMatrix } from '../numeric/matrix.ts';
import type { Rng } from '../numeric/rng.ts';

/** What a strategy may look at. Rows are indices into `features`, for ever. */
export interface PoolView {
  /** All items, N x d. */
  readonly features: DenseMatrix;
  /** Rows that may be chosen, length m. */
  readonly candidates: Int32Array;
  /** Rows that carry a label, with their class indices. */
  readonly labeledRows: Int32Array;
  readonly labels: Int32Array;
  readonly classCount: number;
  /**
   * Probabilities of the candidates, m x classCount row-major, aligned with `candidates`; present if `needs` asks for
   * them.
   */
  readonly probabilities?: Float64Array;
  readonly params: ParamValues;
  readonly signal?: Cancellation;
}

/** The outcome of a strategy. */
export interface Selection {
  /** The first k rows to label, best first. */
  readonly rowIds: Int32Array;
  /** Utilities aligned with the view's candidates: higher = label first, NaN = not a candidate. */
  readonly utilities: Float64Array;
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
   * How the next item is drawn: `deterministic` has probability 1 for the next item of its ranking, `uniform` has 1/m
   * for each.
   */
  readonly sampling: 'deterministic' | 'uniform';
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
  selectBatch(view: PoolView, k: number, rng: Rng): Selection;
}

export type Strategy = ScoringStrategy | BatchStrategy;

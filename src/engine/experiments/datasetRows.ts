import type { DenseMatrix } from '../numeric/matrix.ts';

/** Rows with known classes, as they stand in a file or come from a generator. */
export interface LabeledRows {
  /** n x d, not normalised. */
  readonly features: DenseMatrix;
  /** Class indices, length n. */
  readonly labels: Int32Array;
}

/** A data set in memory. */
export interface DatasetRows extends LabeledRows {
  readonly name: string;
  readonly classes: readonly string[];
  /** Test rows of their own; null where they are split off. */
  readonly test: LabeledRows | null;
}

import type { DatasetRows } from '../../engine/experiments/datasetRows.ts';
import type { ColumnPlace } from '../columnPlace.ts';

/** A data set with the words that people know it by. */
export interface NamedDataset {
  readonly rows: DatasetRows;
  /** The columns that became features, in order. */
  readonly columns: readonly ColumnPlace[];
  /** What stands in a column of the file; of generated data, the number. `row` is one of `rows`. */
  readonly cell: (row: number, column: string) => string;
}

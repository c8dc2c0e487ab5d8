import type { CellColumn } from './cellColumn.ts';

/** A data file in memory. Rows are counted from 0 and leave out the header. */
export interface Table {
  /** File name, for messages. */
  readonly file: string;
  readonly rows: number;
  /** 1-based line of the file on which each row begins. */
  readonly lines: readonly number[];
  /** Every column but that of the labels, in the order of the file. */
  readonly columns: ReadonlyMap<string, CellColumn>;
  /** 1-based place of each column in the file; empty for JSON lines, whose members have none. */
  readonly columnNumbers: ReadonlyMap<string, number>;
  /** The label of each row, null where it has none. */
  readonly labels: readonly (string | null)[];
  /** Values of the id column; null when none was named. */
  readonly ids: readonly string[] | null;
}

/** A table as it is shown, saved and printed. */
export interface DataTable {
  /** Also its file name; unique within a report. */
  readonly id: string;
  readonly title: string;
  readonly columns: readonly DataColumn[];
  readonly rows: readonly (readonly DataCell[])[];
  /** What its marks mean; empty when it has none. */
  readonly note: string;
}

export interface DataColumn {
  readonly name: string;
  readonly kind: 'text' | 'number';
  /** Names of the numbers in each cell's `values`, such as `mean` and `sd`: a CSV column each. Absent: one number. */
  readonly parts?: readonly string[];
}

export interface DataCell {
  /** As people read it, such as `8.53 ± 0.25`. */
  readonly text: string;
  /** `best`: the highest of its group; `tied`: not significantly lower than that. */
  readonly mark?: 'best' | 'tied';
  /** The numbers in full precision, one for each of the column's `parts`; null where there is none. */
  readonly values?: readonly (number | null)[];
}

/** A cell of one number, as people read it and in full; null where there is none. */
export const numberCell = (text: string, value: number | null): DataCell => ({ text, values: [value] });

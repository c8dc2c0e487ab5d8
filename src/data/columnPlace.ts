/** A column of a table and the columns of the features that it fills. */
export interface ColumnPlace {
  readonly name: string;
  readonly first: number;
  readonly width: number;
}

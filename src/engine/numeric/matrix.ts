/** Dense row-major matrix of `rows` x `columns` float32 values. */
export interface Matrix {
  readonly rows: number;
  readonly columns: number;
  /** Length rows x columns. */
  readonly data: Float32Array;
}

/** Dense row-major matrix of real values; what models and strategies accept. */
export interface DenseMatrix {
  readonly rows: number;
  readonly columns: number;
  /** Length rows x columns. */
  readonly data: Float32Array | Float64Array;
}

/** Dense row-major matrix of `rows` x `columns` float32 values; what featurisers make. */
export interface Matrix extends DenseMatrix {
  /** Length rows x columns. */
  readonly data: Float32Array;
}

/** A network in training, on a fixed list of problems. */
export interface NetworkTrainer {
  /**
   * One step of Adam on the problems named by `batch` (at most 64): the mean over problems of the mean negative
   * log-likelihood of their targets, as it was before the step. NaN where this back-end cannot hold the numbers.
   */
  step(batch: Int32Array, rate: number): number;
  /** A copy, in the order of `NetworkShape`. */
  parameters(): Float64Array;
}

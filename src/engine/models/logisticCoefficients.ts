/** A logistic regression in terms of the original features. */
export interface LogisticCoefficients {
  /** Ascending class indices that the training set held. */
  readonly classes: Int32Array;
  /** K x d row-major; K = 1 (the logit of the second class) when two classes are present. */
  readonly weights: Float64Array;
  /** Length K; for K > 2 they sum to 0, as the data leave their mean free. */
  readonly intercepts: Float64Array;
}

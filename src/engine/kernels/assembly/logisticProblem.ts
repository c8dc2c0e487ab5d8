/**
 * A labeled set, its candidates and the evaluation rows, as the logistic kernels see them. Every field is an i32: a
 * count, or the byte offset of a float64 array (row-major) that the caller owns. D counts the coordinates, the intercept
 * last; K = 1 logit for two classes, K logits for more; M = K D, class by class.
 */
@unmanaged
export class LogisticProblem {
  columns: i32; // D
  outputs: i32; // K
  rows: i32; // n
  evaluationRows: i32; // v
  candidates: i32; // m
  x: usize; // n x D
  xTransposed: usize; // D x n
  targets: usize; // K x n, 1 for the row's class
  costs: usize; // n, C times the sample weight
  weights: usize; // M, the base fit
  inverse: usize; // M x M, the inverse Hessian at the base fit
  logits: usize; // K x n, of the base fit
  candidateX: usize; // m x D
  candidateTargets: usize; // m x K
  candidateCosts: usize; // m
  evaluation: usize; // v x D
  products: usize; // m x v, inner products with the evaluation rows: given where a candidate adds to the span, else 0
  extraColumn: i32; // the coordinate of what it adds
  pairNorms: usize; // v (K = 1) or v x K x K: squared norms for the certificate
  reach: usize; // one value: the largest such norm of a labeled row
  decisions: usize; // m x v x K, may be 0
  labels: usize; // m x v bytes
  status: usize; // m i32: 1 where the retraining did not converge
  scratch: usize;
}

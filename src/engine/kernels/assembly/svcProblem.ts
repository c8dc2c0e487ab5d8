/**
 * Labeled points sorted by class, their candidates and the evaluation rows, as the support-vector kernels see them.
 * Every field is an i32: a count, or the byte offset of an array that the caller owns (float64 but where it says i32).
 * Local point i < n is a labeled row; point n is the candidate at hand.
 */
@unmanaged
export class SvcProblem {
  rows: i32; // n
  stride: i32; // values from row to row of the local matrices: at least n + 1, even
  evaluationRows: i32; // v
  evaluationStride: i32; // v rounded up to even
  candidates: i32; // m
  classes: i32; // c, at least 2
  scaled: i32; // 1: gamma changes with each candidate; 0: kernel values are given once and for all
  classStarts: usize; // c + 1 i32: where each class begins among the labeled points
  distances: usize; // (n + 1) x stride squared distances; the last row is scratch
  kernel: usize; // (n + 1) x stride kernel values at the base gamma; the last row is scratch
  evaluationDistances: usize; // n x evaluationStride
  evaluationKernel: usize; // n x evaluationStride, at the base gamma
  costs: usize; // n, C times the sample weight
  candidateDistances: usize; // m x n squared distances, or kernel values where `scaled` is 0
  candidateEvaluation: usize; // m x evaluationStride, the same with the evaluation rows
  candidateSelf: usize; // m, the candidate's kernel value with itself
  candidateCosts: usize; // m
  candidateClasses: usize; // m i32
  gammas: usize; // 1 + m: of the base fit, then with each candidate
  largestDistance: usize; // one value
  alphas: usize; // of the base fit: pair after pair, its points in order
  biases: usize; // of the base fit, one a pair
  baseDecisions: usize; // pairs x evaluationStride
  labels: usize; // (1 + m) x v bytes: the base fit's first
  decisions: usize; // (1 + m) x pairs x evaluationStride, may be 0
  status: usize; // 1 + m i32: 1 where the solver gave up
  scratch: usize;
}

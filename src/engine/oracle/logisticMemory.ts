import type { Kernels } from '../kernels/kernels.ts';
import { takeArrays } from '../kernels/takeArrays.ts';

/** Counts that fix the layout of a logistic problem in the kernels' memory. */
export interface LogisticShape {
  /** Coordinates D, intercept included. */
  readonly columns: number;
  /** Logits K: 1 for two classes. */
  readonly outputs: number;
  /** Labeled rows n. */
  readonly rows: number;
  readonly evaluationRows: number;
  /** Most candidates at a time. */
  readonly candidates: number;
  /** As in LogisticCoordinates: -1 where a candidate adds no coordinate. */
  readonly extraColumn: number;
  readonly withDecisions: boolean;
}

/** A logistic problem in the kernels' memory; the fields are those of kernels/assembly/logisticProblem.ts. */
export interface LogisticMemory {
  readonly kernels: Kernels;
  /** Byte offset of the struct. */
  readonly at: number;
  /** n x D and its transpose, D x n. */
  readonly x: Float64Array;
  readonly xTransposed: Float64Array;
  /** K x n. */
  readonly targets: Float64Array;
  readonly costs: Float64Array;
  readonly weights: Float64Array;
  /** M x M, M = K D class by class: the inverse Hessian at the base fit. */
  readonly inverse: Float64Array;
  readonly candidateX: Float64Array;
  readonly candidateTargets: Float64Array;
  readonly candidateCosts: Float64Array;
  readonly evaluation: Float64Array;
  /** Candidates x evaluation rows; empty where a candidate adds no coordinate. */
  readonly products: Float64Array;
  /** Candidates x evaluation rows x K. */
  readonly decisions: Float64Array;
  /** Candidates x evaluation rows. */
  readonly labels: Uint8Array;
  readonly status: Int32Array;
  setCandidates(count: number): void;
}

/** Lengths of the float64 arrays. */
function lengthsOf(shape: LogisticShape) {
  const { columns: d, outputs: k, rows: n, evaluationRows: v, candidates: m } = shape;
  const size = d * k;
  return {
    x: n * d,
    xTransposed: n * d,
    targets: k * n,
    costs: n,
    weights: size,
    inverse: size * size,
    logits: k * n,
    candidateX: m * d,
    candidateTargets: m * k,
    candidateCosts: m,
    evaluation: v * d,
    products: shape.extraColumn >= 0 ? m * v : 0,
    pairNorms: v * k * k,
    reach: 1,
    decisions: shape.withDecisions ? m * v * k : 0,
    scratch: scratchLength(shape),
  };
}

/** Upper bound of the bytes that `layOut` takes, and the projection onto a span that goes before. */
export function bytesNeeded(shape: LogisticShape): number {
  const values = Object.values(lengthsOf(shape)).reduce((sum, length) => sum + length, 0);
  return 8 * (values + projectionLength(shape)) + shape.candidates * (shape.evaluationRows + 8) + 64 * 32;
}

/** A triangle and the points to project, in a span of at most D dimensions. */
function projectionLength({ columns: d, evaluationRows: v, candidates: m }: LogisticShape): number {
  return d * (d + Math.max(v, m));
}

/** What the hungriest of the three kernels asks for in its comment, in float64 values. */
function scratchLength({ columns: d, outputs: k, rows: n, evaluationRows: v }: LogisticShape): number {
  const size = d * k;
  const base = 2 * size * size + 3 * size + (n + 2) * (k + 7) + 4 * d;
  const retrain = 4 * (d + 32 * size + k * Math.max(n, v) + v + 8 * k + 64);
  return Math.max(base, retrain, 8 * size + 4 * k * k) + 64;
}

export function layOut(kernels: Kernels, shape: LogisticShape): LogisticMemory {
  const { columns: d, outputs: k, rows: n, evaluationRows: v, candidates: m } = shape;
  const struct = kernels.int32(32);
  const { at, values } = takeArrays(kernels, lengthsOf(shape));
  const labels = kernels.bytes(m * v);
  const status = kernels.int32(m);
  const base = [at.x, at.xTransposed, at.targets, at.costs, at.weights, at.inverse, at.logits];
  const candidates = [at.candidateX, at.candidateTargets, at.candidateCosts];
  const evaluation = [at.evaluation, at.products, shape.extraColumn, at.pairNorms, at.reach];
  const results = [at.decisions, labels.at, status.at, at.scratch];
  struct.values.set([d, k, n, v, 0, ...base, ...candidates, ...evaluation, ...results]);
  return {
    ...values,
    kernels,
    at: struct.at,
    labels: labels.values,
    status: status.values,
    setCandidates: (count) => {
      struct.values[4] = count;
    },
  };
}

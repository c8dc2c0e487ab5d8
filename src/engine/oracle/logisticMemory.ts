import type { KernelArray, Kernels } from '../kernels/kernels.ts';

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

/** A logistic problem in the kernels' memory; the fields are those of kernels/logisticProblem.ts. */
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

/** Upper bound of the bytes that `layOut` takes. */
export function bytesNeeded(shape: LogisticShape): number {
  const { columns: d, outputs: k, rows: n, evaluationRows: v, candidates: m } = shape;
  const size = d * k;
  const values =
    2 * n * d +
    (k + 1) * n +
    size * size +
    size +
    k * n +
    m * (d + k + 1) +
    v * d +
    2 * m * v * (k + 1) +
    v * k * k +
    scratchLength(shape) +
    projectionLength(shape);
  return 8 * values + 64 * 32;
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
  const size = d * k;
  const struct = kernels.int32(32);
  const arrays = {
    x: kernels.float64(n * d),
    xTransposed: kernels.float64(n * d),
    targets: kernels.float64(k * n),
    costs: kernels.float64(n),
    weights: kernels.float64(size),
    inverse: kernels.float64(size * size),
    logits: kernels.float64(k * n),
    candidateX: kernels.float64(m * d),
    candidateTargets: kernels.float64(m * k),
    candidateCosts: kernels.float64(m),
    evaluation: kernels.float64(v * d),
    products: kernels.float64(shape.extraColumn >= 0 ? m * v : 0),
    pairNorms: kernels.float64(v * k * k),
    reach: kernels.float64(1),
    decisions: kernels.float64(shape.withDecisions ? m * v * k : 0),
  };
  const labels = kernels.bytes(m * v);
  const status = kernels.int32(m);
  const scratch = kernels.float64(scratchLength(shape));
  const optional = (array: KernelArray<Float64Array>) => (array.values.length > 0 ? array.at : 0);
  struct.values.set([d, k, n, v, 0]);
  struct.values.set(
    [
      ...[arrays.x, arrays.xTransposed, arrays.targets, arrays.costs, arrays.weights].map(({ at }) => at),
      ...[arrays.inverse, arrays.logits].map(({ at }) => at),
      ...[arrays.candidateX, arrays.candidateTargets, arrays.candidateCosts].map(({ at }) => at),
      ...[arrays.evaluation.at, optional(arrays.products), shape.extraColumn],
      ...[arrays.pairNorms.at, arrays.reach.at, optional(arrays.decisions)],
      ...[labels.at, status.at, scratch.at],
    ],
    5,
  );
  return {
    kernels,
    at: struct.at,
    x: arrays.x.values,
    xTransposed: arrays.xTransposed.values,
    targets: arrays.targets.values,
    costs: arrays.costs.values,
    weights: arrays.weights.values,
    candidateX: arrays.candidateX.values,
    candidateTargets: arrays.candidateTargets.values,
    candidateCosts: arrays.candidateCosts.values,
    evaluation: arrays.evaluation.values,
    products: arrays.products.values,
    decisions: arrays.decisions.values,
    labels: labels.values,
    status: status.values,
    setCandidates: (count) => {
      struct.values[4] = count;
    },
  };
}

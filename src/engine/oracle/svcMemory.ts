import type { Kernels } from '../kernels/kernels.ts';

/** Counts that fix the layout of a support-vector problem in the kernels' memory. */
export interface SvcShape {
  /** Labeled rows n. */
  readonly rows: number;
  readonly evaluationRows: number;
  /** Most candidates at a time. */
  readonly candidates: number;
  readonly classes: number;
  /** Whether gamma changes with each candidate. */
  readonly scaled: boolean;
  readonly withDecisions: boolean;
}

/** A support-vector problem in the kernels' memory; the fields are those of kernels/svcProblem.ts. */
export interface SvcMemory {
  readonly kernels: Kernels;
  /** Byte offset of the struct. */
  readonly at: number;
  /** Values from row to row of the local matrices and of those with the evaluation rows. */
  readonly stride: number;
  readonly evaluationStride: number;
  readonly classStarts: Int32Array;
  readonly distances: Float64Array;
  readonly kernel: Float64Array;
  readonly evaluationDistances: Float64Array;
  readonly evaluationKernel: Float64Array;
  readonly costs: Float64Array;
  readonly candidateDistances: Float64Array;
  readonly candidateEvaluation: Float64Array;
  readonly candidateSelf: Float64Array;
  readonly candidateCosts: Float64Array;
  readonly candidateClasses: Int32Array;
  readonly gammas: Float64Array;
  readonly largestDistance: Float64Array;
  /** (1 + candidates) x evaluation rows; the base fit's first. */
  readonly labels: Uint8Array;
  /** (1 + candidates) x pairs x evaluationStride; empty unless asked for. */
  readonly decisions: Float64Array;
  readonly status: Int32Array;
  /** Replaces the matrices, at the base gamma, by their exponentials: kernel values from -gamma distance. */
  exponentiate(): void;
  setCandidates(count: number): void;
}

const even = (count: number) => count + (count % 2);

function sizes({ rows: n, evaluationRows: v, candidates: m, classes: c, withDecisions }: SvcShape) {
  const stride = even(n + 2);
  const evaluationStride = even(v);
  const pairs = (c * (c - 1)) / 2;
  return {
    stride,
    evaluationStride,
    pairs,
    matrix: (n + 1) * stride,
    withEvaluation: n * evaluationStride,
    ofCandidates: m * n,
    toEvaluation: m * evaluationStride,
    // Each labeled row stands in c - 1 pairs.
    alphas: n * (c - 1) + c,
    decisions: withDecisions ? (1 + m) * pairs * evaluationStride : 0,
    scratch:
      3 * (n + 1) * stride + (n + 2) * evaluationStride + 16 * (stride + 2) + Math.ceil((c * v) / 2) + 64,
  };
}

/** Upper bound of the bytes that `layOutSvc` takes. */
export function svcBytesNeeded(shape: SvcShape): number {
  const { rows: n, evaluationRows: v, candidates: m, classes: c } = shape;
  const size = sizes(shape);
  const values =
    2 * size.matrix +
    2 * size.withEvaluation +
    n +
    size.ofCandidates +
    size.toEvaluation +
    5 * (m + 1) +
    size.alphas +
    size.pairs * (1 + size.evaluationStride) +
    size.decisions +
    size.scratch +
    c;
  return 8 * values + (1 + m) * v + 64 * 32;
}

export function layOutSvc(kernels: Kernels, shape: SvcShape): SvcMemory {
  const { rows: n, evaluationRows: v, candidates: m, classes: c } = shape;
  const size = sizes(shape);
  const struct = kernels.int32(32);
  const classStarts = kernels.int32(c + 1);
  const distances = kernels.float64(size.matrix);
  const kernel = kernels.float64(size.matrix);
  const evaluationDistances = kernels.float64(size.withEvaluation);
  const evaluationKernel = kernels.float64(size.withEvaluation);
  const costs = kernels.float64(n);
  const candidateDistances = kernels.float64(size.ofCandidates);
  const candidateEvaluation = kernels.float64(size.toEvaluation);
  const candidateSelf = kernels.float64(m);
  const candidateCosts = kernels.float64(m);
  const candidateClasses = kernels.int32(m);
  const gammas = kernels.float64(1 + m);
  const largestDistance = kernels.float64(1);
  const labels = kernels.bytes((1 + m) * v);
  const decisions = kernels.float64(size.decisions);
  const status = kernels.int32(1 + m);
  const counts = [n, size.stride, v, size.evaluationStride, 0, c, shape.scaled ? 1 : 0];
  const matrices = [classStarts, distances, kernel, evaluationDistances, evaluationKernel, costs];
  const ofCandidates = [
    candidateDistances,
    candidateEvaluation,
    candidateSelf,
    candidateCosts,
    candidateClasses,
  ];
  const base = [size.alphas, size.pairs, size.pairs * size.evaluationStride].map((length) =>
    kernels.float64(length),
  );
  struct.values.set(counts);
  const fields = [...matrices, ...ofCandidates, gammas, largestDistance, ...base, labels];
  struct.values.set(
    fields.map(({ at }) => at),
    counts.length,
  );
  struct.values.set(
    [size.decisions > 0 ? decisions.at : 0, status.at, kernels.float64(size.scratch).at],
    counts.length + fields.length,
  );
  return {
    kernels,
    at: struct.at,
    stride: size.stride,
    evaluationStride: size.evaluationStride,
    classStarts: classStarts.values,
    distances: distances.values,
    kernel: kernel.values,
    evaluationDistances: evaluationDistances.values,
    evaluationKernel: evaluationKernel.values,
    costs: costs.values,
    candidateDistances: candidateDistances.values,
    candidateEvaluation: candidateEvaluation.values,
    candidateSelf: candidateSelf.values,
    candidateCosts: candidateCosts.values,
    candidateClasses: candidateClasses.values,
    gammas: gammas.values,
    largestDistance: largestDistance.values,
    labels: labels.values,
    decisions: decisions.values,
    status: status.values,
    exponentiate: () => {
      kernels.expArray(kernel.at, kernel.at, n * size.stride);
      kernels.expArray(evaluationKernel.at, evaluationKernel.at, size.withEvaluation);
    },
    setCandidates: (count) => {
      struct.values[4] = count;
    },
  };
}

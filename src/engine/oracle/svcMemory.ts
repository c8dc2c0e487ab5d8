import type { Kernels } from '../kernels/kernels.ts';
import { takeArrays } from '../kernels/takeArrays.ts';

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

/** A support-vector problem in the kernels' memory; the fields are those of kernels/assembly/svcProblem.ts. */
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

function strides({ rows, evaluationRows }: SvcShape) {
  return { stride: even(rows + 2), evaluationStride: even(evaluationRows) };
}

/** Lengths of the float64 arrays. */
function lengthsOf(shape: SvcShape) {
  const { rows: n, evaluationRows: v, candidates: m, classes: c, withDecisions } = shape;
  const { stride, evaluationStride } = strides(shape);
  const pairs = (c * (c - 1)) / 2;
  return {
    distances: (n + 1) * stride,
    kernel: (n + 1) * stride,
    evaluationDistances: n * evaluationStride,
    evaluationKernel: n * evaluationStride,
    costs: n,
    candidateDistances: m * n,
    candidateEvaluation: m * evaluationStride,
    candidateSelf: m,
    candidateCosts: m,
    gammas: 1 + m,
    largestDistance: 1,
    // Each labeled row stands in c - 1 pairs.
    alphas: n * (c - 1) + c,
    biases: pairs,
    baseDecisions: pairs * evaluationStride,
    decisions: withDecisions ? (1 + m) * pairs * evaluationStride : 0,
    scratch:
      3 * (n + 1) * stride + (n + 2) * evaluationStride + 16 * (stride + 2) + Math.ceil((c * v) / 2) + 64,
  };
}

/** Upper bound of the bytes that `layOutSvc` takes. */
export function svcBytesNeeded(shape: SvcShape): number {
  const values = Object.values(lengthsOf(shape)).reduce((sum, length) => sum + length, 0);
  return 8 * values + (1 + shape.candidates) * (shape.evaluationRows + 8) + 4 * shape.classes + 64 * 32;
}

export function layOutSvc(kernels: Kernels, shape: SvcShape): SvcMemory {
  const { rows: n, evaluationRows: v, candidates: m, classes: c } = shape;
  const { stride, evaluationStride } = strides(shape);
  const struct = kernels.int32(32);
  const classStarts = kernels.int32(c + 1);
  const candidateClasses = kernels.int32(m);
  const status = kernels.int32(1 + m);
  const labels = kernels.bytes((1 + m) * v);
  const { at, values } = takeArrays(kernels, lengthsOf(shape));
  const counts = [n, stride, v, evaluationStride, 0, c, shape.scaled ? 1 : 0];
  const matrices = [
    classStarts.at,
    at.distances,
    at.kernel,
    at.evaluationDistances,
    at.evaluationKernel,
    at.costs,
  ];
  const candidates = [at.candidateDistances, at.candidateEvaluation, at.candidateSelf, at.candidateCosts];
  const base = [candidateClasses.at, at.gammas, at.largestDistance, at.alphas, at.biases, at.baseDecisions];
  const results = [labels.at, at.decisions, status.at, at.scratch];
  struct.values.set([...counts, ...matrices, ...candidates, ...base, ...results]);
  return {
    ...values,
    kernels,
    at: struct.at,
    stride,
    evaluationStride,
    classStarts: classStarts.values,
    candidateClasses: candidateClasses.values,
    labels: labels.values,
    status: status.values,
    exponentiate: () => {
      kernels.expArray(at.kernel, at.kernel, n * stride);
      kernels.expArray(at.evaluationKernel, at.evaluationKernel, n * evaluationStride);
    },
    setCandidates: (count) => {
      struct.values[4] = count;
    },
  };
}

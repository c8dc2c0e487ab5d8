import type { Cancellation } from '../cancellation.ts';
import type { Kernels } from '../kernels/kernels.ts';
import { scaleGamma } from '../models/svcKernel.ts';
import { CHUNK } from './chunk.ts';
import { kernelsWithRoom } from './kernelsWithRoom.ts';
import type { OracleData, OracleModel } from './oracleData.ts';
import { createReferenceRetrainer, fitAndPredict } from './referenceRetrainer.ts';
import type { Outcome, Retrainer } from './retrainer.ts';
import { rowPairs } from './rowPairs.ts';
import type { RowPairs } from './rowPairs.ts';
import { layOutSvc, svcBytesNeeded } from './svcMemory.ts';
import type { SvcMemory, SvcShape } from './svcMemory.ts';

export type SvcModel = Extract<OracleModel, { readonly id: 'svc' }>;

/** Above this many labeled rows the dense active set loses to the reference, which keeps few kernel rows. */
const MOST_ROWS = 1500;

/** Retrains support-vector classifiers in the SIMD kernels; whatever they do not serve goes to the reference. */
export function createSvcRetrainer(data: OracleData, model: SvcModel): Retrainer {
  const quantity = model.kernel === 'linear' ? 'innerProducts' : 'squaredDistances';
  const pairs = rowPairs(quantity, data.rows.features, data.evaluation.features);
  const moments = rowMoments(data);
  const reference = createReferenceRetrainer(data, model);
  let kernels: Kernels | null = null;
  return {
    begin(labeled, signal) {
      const present = new Set(labeled.map((row) => data.rows.labels[row]!)).size;
      if (present < 2 || labeled.length > MOST_ROWS) return reference.begin(labeled, signal);
      const shape: SvcShape = {
        rows: labeled.length,
        evaluationRows: data.evaluation.labels.length,
        candidates: CHUNK,
        classes: data.classCount,
        scaled: model.kernel === 'rbf' && model.gamma === 'scale',
        withDecisions: false,
      };
      kernels = kernelsWithRoom(svcBytesNeeded(shape), kernels);
      const sorted = labeled.slice().sort((a, b) => data.rows.labels[a]! - data.rows.labels[b]! || a - b);
      const memory = layOutSvc(kernels, shape);
      const session = { data, model, pairs, moments, labeled: sorted, shape, memory, signal };
      fillBase(session);
      kernels.fitSvcBase(memory.at);
      if (memory.status[0] !== 0) return reference.begin(labeled, signal);
      const base = { labels: labelsOf(session, 0).slice() };
      return { base, retrain: (candidates) => retrain(session, candidates) };
    },
  };
}

/** Sum and sum of squares of the entries of each row: what gamma = scale needs of it. */
interface Moments {
  readonly sums: Float64Array;
  readonly squares: Float64Array;
}

interface Session {
  readonly data: OracleData;
  readonly model: SvcModel;
  readonly pairs: RowPairs;
  readonly moments: Moments;
  /** Sorted by class. */
  readonly labeled: Int32Array;
  readonly shape: SvcShape;
  readonly memory: SvcMemory;
  readonly signal: Cancellation | undefined;
}

function rowMoments({ rows: { features } }: OracleData): Moments {
  const { rows, columns, data } = features;
  const sums = new Float64Array(rows);
  const squares = new Float64Array(rows);
  for (let row = 0; row < rows; row++) {
    for (let index = row * columns; index < (row + 1) * columns; index++) {
      sums[row]! += data[index]!;
      squares[row]! += data[index]! * data[index]!;
    }
  }
  return { sums, squares };
}

/** Gamma of a fit to the labeled rows and, unless it is -1, one more. */
function gammaWith({ data, model, moments, labeled }: Session, candidate: number): number {
  const { columns } = data.rows.features;
  if (typeof model.gamma === 'number') return model.gamma;
  if (model.gamma === 'auto') return 1 / columns;
  let sum = candidate < 0 ? 0 : moments.sums[candidate]!;
  let squares = candidate < 0 ? 0 : moments.squares[candidate]!;
  for (const row of labeled) {
    sum += moments.sums[row]!;
    squares += moments.squares[row]!;
  }
  const count = (labeled.length + (candidate < 0 ? 0 : 1)) * columns;
  return scaleGamma(sum, squares, count, columns);
}

function fillBase(session: Session): void {
  const { data, model, pairs, labeled, memory } = session;
  const { stride, evaluationStride } = memory;
  for (let label = 0; label <= data.classCount; label++) {
    const start = labeled.findIndex((row) => data.rows.labels[row]! >= label);
    memory.classStarts[label] = start < 0 ? labeled.length : start;
  }
  const gamma = gammaWith(session, -1);
  memory.gammas[0] = gamma;
  const factor = model.kernel === 'linear' ? 1 : -gamma;
  let largest = 0;
  for (let a = 0; a < labeled.length; a++) {
    const toRows = pairs.toRows(labeled[a]!);
    const own = a * stride;
    memory.distances.fill(0, own, own + stride);
    memory.kernel.fill(0, own, own + stride);
    for (let b = 0; b < labeled.length; b++) {
      const value = toRows[labeled[b]!]!;
      if (value > largest) largest = value;
      memory.distances[own + b] = value;
      memory.kernel[own + b] = factor * value;
    }
    const toEvaluation = pairs.toEvaluation(labeled[a]!);
    const other = a * evaluationStride;
    for (let row = 0; row < toEvaluation.length; row++) {
      const value = toEvaluation[row]!;
      if (value > largest) largest = value;
      memory.evaluationDistances[other + row] = value;
      memory.evaluationKernel[other + row] = factor * value;
    }
    memory.costs[a] = model.c * (data.rows.weights?.[labeled[a]!] ?? 1);
  }
  memory.largestDistance[0] = largest;
  if (model.kernel === 'rbf') memory.exponentiate();
}

function retrain(session: Session, candidates: Int32Array): readonly Outcome[] {
  const { data, model, labeled, memory, signal } = session;
  fillCandidates(session, candidates);
  memory.setCandidates(candidates.length);
  memory.kernels.retrainSvc(memory.at);
  return Array.from(candidates, (row, index) =>
    memory.status[1 + index] === 0
      ? { labels: labelsOf(session, 1 + index) }
      : fitAndPredict(data, model, Int32Array.of(...labeled, row), signal),
  );
}

function fillCandidates(session: Session, known: Int32Array): void {
  const { data, model, pairs, labeled, shape, memory } = session;
  const n = labeled.length;
  // Where gamma is fixed, the kernels want kernel values in place of distances.
  const toKernel = model.kernel === 'linear' || shape.scaled ? null : -memory.gammas[0]!;
  const convert = (value: number) => (toKernel === null ? value : Math.exp(toKernel * value));
  for (let a = 0; a < n; a++) {
    const toRows = pairs.toRows(labeled[a]!);
    for (let index = 0; index < known.length; index++) {
      memory.candidateDistances[index * n + a] = convert(toRows[known[index]!]!);
    }
  }
  known.forEach((row, index) => {
    const toEvaluation = pairs.toEvaluation(row);
    const target = index * memory.evaluationStride;
    for (let other = 0; other < toEvaluation.length; other++) {
      memory.candidateEvaluation[target + other] = convert(toEvaluation[other]!);
    }
    memory.candidateSelf[index] = model.kernel === 'linear' ? pairs.toRows(row)[row]! : 1;
    memory.candidateCosts[index] = model.c * (data.rows.weights?.[row] ?? 1);
    memory.candidateClasses[index] = data.rows.labels[row]!;
    memory.gammas[1 + index] = shape.scaled ? gammaWith(session, row) : memory.gammas[0]!;
  });
}

function labelsOf({ shape, memory }: Session, fit: number): Uint8Array {
  return memory.labels.subarray(fit * shape.evaluationRows, (fit + 1) * shape.evaluationRows);
}

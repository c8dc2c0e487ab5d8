import type { Cancellation } from '../cancellation.ts';
import type { Kernels } from '../kernels/kernels.ts';
import { squaredNorms } from '../models/svcKernel.ts';
import type { DenseMatrix } from '../numeric/matrix.ts';
import { softmaxRow } from '../numeric/softmaxRow.ts';
import { logistic } from '../numeric/logistic.ts';
import { multiplyRows } from '../numeric/multiplyRows.ts';
import type { SpanBasis } from '../numeric/spanBasis.ts';
import { CHUNK } from './chunk.ts';
import { kernelsWithRoom } from './kernelsWithRoom.ts';
import { logisticCoordinates } from './logisticCoordinates.ts';
import type { CentredRows, LogisticCoordinates } from './logisticCoordinates.ts';
import { bytesNeeded, layOut } from './logisticMemory.ts';
import type { LogisticMemory, LogisticShape } from './logisticMemory.ts';
import type { KnownRows, OracleData } from './oracleData.ts';
import { createReferenceRetrainer, fitAndPredict } from './referenceRetrainer.ts';
import type { Outcome, Retrainer } from './retrainer.ts';
import { rowPairs } from './rowPairs.ts';
import type { RowPairs } from './rowPairs.ts';

export interface LogisticRetrainerOptions {
  /** Inverse penalty C. */
  readonly c: number;
  readonly withProbabilities: boolean;
  /** Whether a retraining may stop when no label can change any more. */
  readonly certified: boolean;
}

/** Gradient norms at which the base fit and a retraining count as converged. */
const BASE_TOLERANCE = 1e-11;
const TOLERANCE = 1e-8;
/** Above this many coefficients the inverse Hessian takes too long and too much memory. */
const MOST_COEFFICIENTS = 800;

/** Retrains logistic regressions in the SIMD kernels; whatever they do not serve goes to the reference. */
export function createLogisticRetrainer(data: OracleData, options: LogisticRetrainerOptions): Retrainer {
  const centred = centre(data);
  const model = { id: 'logisticRegression', c: options.c } as const;
  const reference = createReferenceRetrainer(data, model);
  let kernels: Kernels | null = null;
  return {
    begin(labeled, signal) {
      const classes = Int32Array.from(new Set(labeled.map((row) => data.rows.labels[row]!))).sort();
      const coordinates = logisticCoordinates(centred, labeled, (basis, columns, points) => {
        if (kernels !== null) projectInKernel(kernels, basis, columns, points);
      });
      const outputs = classes.length === 2 ? 1 : classes.length;
      if (classes.length < 2 || coordinates.columns * outputs > MOST_COEFFICIENTS) {
        return reference.begin(labeled, signal);
      }
      const shape: LogisticShape = {
        columns: coordinates.columns,
        outputs,
        rows: labeled.length,
        evaluationRows: data.evaluation.labels.length,
        candidates: CHUNK,
        extraColumn: coordinates.extraColumn,
        withDecisions: options.withProbabilities,
      };
      kernels = kernelsWithRoom(bytesNeeded(shape), kernels);
      const memory = layOut(kernels, shape);
      const { products } = centred;
      const session = { data, labeled, classes, coordinates, shape, memory, products, options, signal };
      fillBase(session);
      if (kernels.fitLogisticBase(memory.at, BASE_TOLERANCE) < 0) return reference.begin(labeled, signal);
      if (options.certified) kernels.prepareCertificate(memory.at);
      return { base: baseOutcome(session), retrain: (candidates) => retrain(session, candidates) };
    },
  };
}

interface Session {
  readonly data: OracleData;
  readonly labeled: Int32Array;
  /** Ascending; the class of each target. */
  readonly classes: Int32Array;
  readonly coordinates: LogisticCoordinates;
  readonly shape: LogisticShape;
  readonly memory: LogisticMemory;
  readonly products: RowPairs;
  readonly options: LogisticRetrainerOptions;
  readonly signal: Cancellation | undefined;
}

/** `projectOnSpan` by the kernels, in memory that is free again afterwards. */
function projectInKernel(
  kernels: Kernels,
  { rank, lower }: SpanBasis,
  columns: Float64Array,
  points: number,
): void {
  const release = kernels.mark();
  const factor = kernels.float64(rank * rank);
  const work = kernels.float64(rank * points);
  factor.values.set(lower);
  work.values.set(columns);
  kernels.solveLower(factor.at, rank, work.at, points);
  columns.set(work.values);
  release();
}

function centre(data: OracleData): CentredRows {
  const { rows, columns } = data.rows.features;
  const mean = new Float64Array(columns);
  data.rows.features.data.forEach((value, index) => (mean[index % columns]! += value / rows));
  const shift = ({ features }: KnownRows): DenseMatrix => ({
    ...features,
    data: Float64Array.from(features.data, (value, index) => value - mean[index % columns]!),
  });
  const own = shift(data.rows);
  const evaluation = shift(data.evaluation);
  const products = rowPairs('innerProducts', own, evaluation);
  return { rows: own, evaluation, products, squares: squaredNorms(own) };
}

/** 1 where `output` stands for the row's class: of two classes the second is the one with a logit. */
function targetOf({ classes, shape }: Session, label: number, output: number): number {
  return classes[shape.outputs === 1 ? 1 : output] === label ? 1 : 0;
}

function fillBase(session: Session): void {
  const { data, labeled, coordinates, shape, memory, options } = session;
  const { columns, outputs, rows } = shape;
  coordinates.writeLabeled(memory.x);
  coordinates.writeEvaluation(memory.evaluation);
  for (let row = 0; row < rows; row++) {
    const label = data.rows.labels[labeled[row]!]!;
    for (let column = 0; column < columns; column++) {
      memory.xTransposed[column * rows + row] = memory.x[row * columns + column]!;
    }
    for (let output = 0; output < outputs; output++) {
      memory.targets[output * rows + row] = targetOf(session, label, output);
    }
    memory.costs[row] = options.c * (data.rows.weights?.[labeled[row]!] ?? 1);
  }
}

function baseOutcome(session: Session): Outcome {
  const { shape, memory } = session;
  const logits = new Float64Array(shape.evaluationRows * shape.outputs);
  const evaluation = { rows: shape.evaluationRows, columns: shape.columns, data: memory.evaluation };
  multiplyRows(evaluation, memory.weights, logits);
  const labels = new Uint8Array(shape.evaluationRows).map((_, row) => bestOutput(logits, row, shape.outputs));
  return outcomeOf(session, labels, logits);
}

function bestOutput(logits: Float64Array, row: number, outputs: number): number {
  if (outputs === 1) return logits[row]! > 0 ? 1 : 0;
  let best = 0;
  for (let output = 1; output < outputs; output++) {
    if (logits[row * outputs + output]! > logits[row * outputs + best]!) best = output;
  }
  return best;
}

function retrain(session: Session, candidates: Int32Array): readonly Outcome[] {
  const { data, labeled, shape, memory, signal } = session;
  const known = candidates.filter((row) => session.classes.includes(data.rows.labels[row]!));
  fillCandidates(session, known);
  memory.setCandidates(known.length);
  // A small C makes all of the loss small, and the intercept, which is not penalised, loose.
  const tolerance = TOLERANCE * Math.min(1, session.options.c);
  memory.kernels.retrainLogistic(memory.at, tolerance, session.options.certified ? 1 : 0);
  const model = { id: 'logisticRegression', c: session.options.c } as const;
  const count = shape.evaluationRows;
  let place = 0;
  return Array.from(candidates, (row) => {
    const index = known[place] === row ? place++ : -1;
    // A class that is new to the model changes its shape; a fit that did not converge is rare (far overshoots).
    if (index < 0 || memory.status[index] !== 0) {
      return fitAndPredict(data, model, Int32Array.of(...labeled, row), signal);
    }
    const labels = memory.labels.subarray(index * count, (index + 1) * count);
    const logits = memory.decisions.subarray(
      index * count * shape.outputs,
      (index + 1) * count * shape.outputs,
    );
    return outcomeOf(session, labels, logits);
  });
}

function fillCandidates(session: Session, known: Int32Array): void {
  const { data, coordinates, shape, memory, options } = session;
  const { outputs, evaluationRows } = shape;
  coordinates.writeCandidates(known, memory.candidateX);
  known.forEach((row, index) => {
    if (shape.extraColumn >= 0) {
      memory.products.set(session.products.toEvaluation(row), index * evaluationRows);
    }
    for (let output = 0; output < outputs; output++) {
      memory.candidateTargets[index * outputs + output] = targetOf(session, data.rows.labels[row]!, output);
    }
    memory.candidateCosts[index] = options.c * (data.rows.weights?.[row] ?? 1);
  });
}

/** From outputs to classes; the labels stay where they are when both are the same. */
function outcomeOf(
  { data, classes, shape, options }: Session,
  outputs: Uint8Array,
  logits: Float64Array,
): Outcome {
  const labels = classes.length === data.classCount ? outputs : outputs.map((output) => classes[output]!);
  if (!options.withProbabilities) return { labels };
  const probabilities = new Float64Array(shape.evaluationRows * data.classCount);
  const values = logits.slice();
  for (let row = 0; row < shape.evaluationRows; row++) {
    const target = row * data.classCount;
    if (shape.outputs === 1) {
      probabilities[target + classes[0]!] = logistic(-values[row]!);
      probabilities[target + classes[1]!] = logistic(values[row]!);
      continue;
    }
    softmaxRow(values, row, shape.outputs);
    classes.forEach((label, output) => {
      probabilities[target + label] = values[row * shape.outputs + output]!;
    });
  }
  return { labels, probabilities };
}

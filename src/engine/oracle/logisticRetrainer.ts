import type { Kernels } from '../kernels/kernels.ts';
import { squaredNorms } from '../models/svcKernel.ts';
import type { DenseMatrix } from '../numeric/matrix.ts';
import { softmaxRow } from '../numeric/softmaxRow.ts';
import { logistic } from '../numeric/logistic.ts';
import { multiplyRows } from '../numeric/multiplyRows.ts';
import type { SpanBasis } from '../numeric/spanBasis.ts';
import { CHUNK } from './chunk.ts';
import { influenceEstimates } from './influenceEstimates.ts';
import { kernelsWithRoom } from './kernelsWithRoom.ts';
import { logisticCoordinates } from './logisticCoordinates.ts';
import type { CentredRows } from './logisticCoordinates.ts';
import { bytesNeeded, layOut } from './logisticMemory.ts';
import type { LogisticShape } from './logisticMemory.ts';
import { fillBase, fillCandidates } from './logisticSession.ts';
import type { LogisticRetrainerOptions, LogisticSession } from './logisticSession.ts';
import type { KnownRows, OracleData } from './oracleData.ts';
import { createReferenceRetrainer, fitAndPredict } from './referenceRetrainer.ts';
import type { Outcome, Retrainer } from './retrainer.ts';
import { rowPairs } from './rowPairs.ts';

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
      const base = baseOutcome(session);
      return {
        base,
        retrain: (candidates) => retrain(session, candidates),
        ...(base.probabilities && { influences: influenceEstimates(session, base.probabilities) }),
      };
    },
  };
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

function baseOutcome(session: LogisticSession): Outcome {
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

function retrain(session: LogisticSession, candidates: Int32Array): readonly Outcome[] {
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

/** From outputs to classes; the labels stay where they are when both are the same. */
function outcomeOf(
  { data, classes, shape, options }: LogisticSession,
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

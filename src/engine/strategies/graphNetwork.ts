import { accumulateRows } from '../numeric/accumulateRows.ts';
import { logistic } from '../numeric/logistic.ts';
import type { DenseMatrix } from '../numeric/matrix.ts';
import { multiplyRows } from '../numeric/multiplyRows.ts';
import type { Rng } from '../numeric/rng.ts';
import type { SimilarityGraph } from './similarityGraph.ts';

/** Weight of the unlabeled items in the loss (Caramalau et al. 2021, section 3). */
export const UNLABELED_WEIGHT = 1.2;

/** What a graph network is computed on. */
export interface GraphInputs {
  readonly graph: SimilarityGraph;
  /** A F, n x d: the first layer's graph convolution, which no parameter changes. */
  readonly mixed: DenseMatrix;
}

/**
 * Two layers of graph convolutions (Kipf and Welling 2017): h = relu(A F W1' + b1), s = logistic(A h w2 + b2). Flat
 * parameters: W1 (hidden x d), b1, w2 (hidden each), b2.
 */
export interface GraphOutputs {
  /** n x hidden. */
  readonly hidden: Float64Array;
  /** Length n: how much an item looks labeled, in (0, 1). */
  readonly scores: Float64Array;
}

export function graphInputs(graph: SimilarityGraph, features: DenseMatrix): GraphInputs {
  const data = graph.multiply(Float64Array.from(features.data));
  return { graph, mixed: { rows: features.rows, columns: features.columns, data } };
}

/** Uniform within sqrt(6 / (inputs + outputs)) (Glorot and Bengio 2010, equation 16); biases 0. */
export function initialGraphParameters(columns: number, hidden: number, rng: Rng): Float64Array {
  const parameters = new Float64Array(hidden * (columns + 2) + 1);
  const bounds = [Math.sqrt(6 / (columns + hidden)), Math.sqrt(6 / (hidden + 1))] as const;
  for (let index = 0; index < hidden * columns; index++)
    parameters[index] = bounds[0] * (2 * rng.uniform() - 1);
  for (let unit = 0; unit < hidden; unit++)
    parameters[hidden * (columns + 1) + unit] = bounds[1] * (2 * rng.uniform() - 1);
  return parameters;
}

/** `kept`: factor of each hidden value, n x hidden: 0 or 1 / (1 - dropout); absent = all 1. */
export function graphForward(
  { graph, mixed }: GraphInputs,
  parameters: Float64Array,
  kept?: Float64Array,
): GraphOutputs {
  const { rows, columns } = mixed;
  const { units, first, biases, second, bias } = split(parameters, columns);
  const hidden = new Float64Array(rows * units);
  multiplyRows(mixed, first, hidden);
  const sums = new Float64Array(rows);
  for (let row = 0; row < rows; row++) {
    for (let unit = 0; unit < units; unit++) {
      const index = row * units + unit;
      const value = Math.max(0, hidden[index]! + biases[unit]!) * (kept?.[index] ?? 1);
      hidden[index] = value;
      sums[row]! += value * second[unit]!;
    }
  }
  return { hidden, scores: graph.multiply(sums).map((sum) => logistic(sum + bias)) };
}

/** - mean ln s over the labeled rows - 1.2 mean ln(1 - s) over the others; `isLabeled` is 1 or 0 a row. */
export function graphLoss(scores: Float64Array, isLabeled: Uint8Array): number {
  const [labeled, others] = counts(isLabeled);
  let loss = 0;
  for (let row = 0; row < scores.length; row++) {
    const score = scores[row]!;
    loss -=
      isLabeled[row] === 1
        ? Math.log(Math.max(1e-12, score)) / labeled
        : (UNLABELED_WEIGHT * Math.log(Math.max(1e-12, 1 - score))) / others;
  }
  return loss;
}

/** Gradient of `graphLoss` with respect to the parameters, of what `graphForward` gave with the same `kept`. */
export function graphGradient(
  { graph, mixed }: GraphInputs,
  parameters: Float64Array,
  { hidden, scores, isLabeled, kept }: GraphOutputs & { isLabeled: Uint8Array; kept?: Float64Array },
): Float64Array {
  const { rows, columns } = mixed;
  const { units, second } = split(parameters, columns);
  const gradient = new Float64Array(parameters.length);
  const parts = split(gradient, columns);
  const [labeled, others] = counts(isLabeled);
  const slopes = scores.map((score, row) =>
    isLabeled[row] === 1 ? (score - 1) / labeled : (UNLABELED_WEIGHT * score) / others,
  );
  gradient[gradient.length - 1] = slopes.reduce((sum, slope) => sum + slope, 0);
  const sums = graph.multiplyTransposed(slopes);
  const before = new Float64Array(hidden.length);
  for (let row = 0; row < rows; row++) {
    for (let unit = 0; unit < units; unit++) {
      const index = row * units + unit;
      if (hidden[index] === 0) continue;
      parts.second[unit]! += sums[row]! * hidden[index]!;
      const slope = sums[row]! * second[unit]! * (kept?.[index] ?? 1);
      before[index] = slope;
      parts.biases[unit]! += slope;
    }
  }
  accumulateRows(mixed, before, parts.first);
  return gradient;
}

function split(parameters: Float64Array, columns: number) {
  const units = (parameters.length - 1) / (columns + 2);
  const from = (start: number, length: number) => parameters.subarray(start, start + length);
  return {
    units,
    first: from(0, units * columns),
    biases: from(units * columns, units),
    second: from(units * (columns + 1), units),
    bias: parameters[parameters.length - 1]!,
  };
}

function counts(isLabeled: Uint8Array): readonly [number, number] {
  const labeled = isLabeled.reduce((sum, flag) => sum + flag, 0);
  return [labeled, isLabeled.length - labeled];
}

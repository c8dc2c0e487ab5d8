import { accumulateRows } from '../numeric/accumulateRows.ts';
import type { DenseMatrix } from '../numeric/matrix.ts';
import { multiplyRows } from '../numeric/multiplyRows.ts';
import type { Rng } from '../numeric/rng.ts';

/**
 * A fully connected network: ReLU units in its hidden layers, linear outputs. Trained by whole batches, as matrices, with
 * gradients that may come in at hidden layers too.
 */
export interface Perceptron {
  /** Units from input to output. */
  readonly sizes: readonly number[];
  /** Of each layer outputs x inputs row-major, then its biases. */
  readonly parameters: Float64Array;
}

/** What each layer gave for a batch of n rows: the rows themselves first, the outputs last. */
export type Activations = readonly DenseMatrix[];

/** Of each hidden layer n x units: what a unit's output is multiplied by; 0 where it is left out. */
export type Masks = readonly Float64Array[];

/** Starting weights as He et al. 2015 have them for ReLU; those of the last layer `outputScale` times as large. */
export function createPerceptron(sizes: readonly number[], rng: Rng, outputScale = 1): Perceptron {
  const parameters = new Float64Array(parameterCount(sizes));
  layersOf(sizes).forEach(({ inputs, outputs, weights }, layer) => {
    const isLast = layer === sizes.length - 2;
    const scale = Math.sqrt(2 / Math.max(1, inputs)) * (isLast ? outputScale : 1);
    for (let index = 0; index < inputs * outputs; index++) parameters[weights + index] = scale * rng.normal();
  });
  return { sizes, parameters };
}

export function runForward({ sizes, parameters }: Perceptron, rows: DenseMatrix, masks?: Masks): Activations {
  const activations: DenseMatrix[] = [rows];
  const layers = layersOf(sizes);
  layers.forEach(({ inputs, outputs, weights, biases }, layer) => {
    const out = new Float64Array(rows.rows * outputs);
    multiplyRows(activations[layer]!, parameters.subarray(weights, weights + inputs * outputs), out);
    addBiases(out, parameters.subarray(biases, biases + outputs));
    if (layer < layers.length - 1) rectify(out, masks?.[layer]);
    activations.push({ rows: rows.rows, columns: outputs, data: out });
  });
  return activations;
}

export interface Slopes {
  /** Derivatives of the loss by the outputs, n x outputs; absent = 0. */
  readonly outputs?: Float64Array;
  /** By what each hidden layer gave, n x units; absent = 0. */
  readonly hidden?: readonly Float64Array[];
  /** Those of the forward pass. */
  readonly masks?: Masks | undefined;
}

/** The gradient of a loss by the parameters, from its derivatives by what the layers gave. */
export function runBackward(
  { sizes, parameters }: Perceptron,
  activations: Activations,
  { outputs, hidden, masks }: Slopes,
): Float64Array {
  const gradient = new Float64Array(parameters.length);
  const layers = layersOf(sizes);
  let slopes = outputs ?? new Float64Array(activations.at(-1)!.data.length);
  for (let layer = layers.length - 1; layer >= 0; layer--) {
    const { inputs, outputs: units, weights, biases } = layers[layer]!;
    const input = activations[layer]!;
    accumulateRows(input, slopes, gradient.subarray(weights, weights + inputs * units));
    addColumns(slopes, gradient.subarray(biases, biases + units));
    if (layer === 0) break;
    const back = new Float64Array(input.data.length);
    const given = { rows: input.rows, columns: units, data: slopes };
    multiplyRows(given, transposed(parameters.subarray(weights, weights + inputs * units), inputs), back);
    const own = hidden?.[layer - 1];
    if (own !== undefined) for (let index = 0; index < back.length; index++) back[index]! += own[index]!;
    throughUnits(back, input.data, masks?.[layer - 1]);
    slopes = back;
  }
  return gradient;
}

function addBiases(out: Float64Array, biases: Float64Array): void {
  for (let start = 0; start < out.length; start += biases.length) {
    for (let unit = 0; unit < biases.length; unit++) out[start + unit]! += biases[unit]!;
  }
}

/** The adjoint of `addBiases`. */
function addColumns(slopes: Float64Array, biases: Float64Array): void {
  for (let start = 0; start < slopes.length; start += biases.length) {
    for (let unit = 0; unit < biases.length; unit++) biases[unit]! += slopes[start + unit]!;
  }
}

function rectify(out: Float64Array, mask: Float64Array | undefined): void {
  for (let index = 0; index < out.length; index++) if (!(out[index]! > 0)) out[index] = 0;
  if (mask !== undefined) for (let index = 0; index < out.length; index++) out[index]! *= mask[index]!;
}

/** The adjoint of `rectify`; a unit that was left out gave 0, as one that was not active did. */
function throughUnits(
  slopes: Float64Array,
  given: DenseMatrix['data'],
  mask: Float64Array | undefined,
): void {
  for (let index = 0; index < slopes.length; index++) if (!(given[index]! > 0)) slopes[index] = 0;
  if (mask !== undefined) for (let index = 0; index < slopes.length; index++) slopes[index]! *= mask[index]!;
}

/** Dropout (Srivastava et al. 2014): each hidden unit of each row is left out with probability `share`. */
export function drawMasks(sizes: readonly number[], rows: number, share: number, rng: Rng): Masks {
  const kept = 1 / (1 - share);
  return sizes.slice(1, -1).map((units) => {
    const mask = new Float64Array(rows * units);
    for (let index = 0; index < mask.length; index++) mask[index] = rng.uniform() < share ? 0 : kept;
    return mask;
  });
}

interface Layer {
  readonly inputs: number;
  readonly outputs: number;
  /** Where its weights and biases begin among the parameters. */
  readonly weights: number;
  readonly biases: number;
}

function layersOf(sizes: readonly number[]): readonly Layer[] {
  let start = 0;
  return sizes.slice(1).map((outputs, layer) => {
    const inputs = sizes[layer]!;
    const weights = start;
    const biases = weights + inputs * outputs;
    start = biases + outputs;
    return { inputs, outputs, weights, biases };
  });
}

const parameterCount = (sizes: readonly number[]): number =>
  sizes.slice(1).reduce((sum, outputs, layer) => sum + outputs * (sizes[layer]! + 1), 0);

function transposed(matrix: Float64Array, columns: number): Float64Array {
  const rows = matrix.length / columns;
  const out = new Float64Array(matrix.length);
  for (let row = 0; row < rows; row++) {
    for (let column = 0; column < columns; column++)
      out[column * rows + row] = matrix[row * columns + column]!;
  }
  return out;
}

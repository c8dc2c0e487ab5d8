import type { DenseMatrix } from '../numeric/matrix.ts';
import type { Rng } from '../numeric/rng.ts';
import { addGradients, addProducts, inputSlopes } from './layerProducts.ts';

/**
 * A fully connected network: ReLU units in its hidden layers, linear outputs. Trained by whole batches, as matrices, with
 * gradients that may come in at hidden layers too.
 */
export interface Perceptron {
  /** Units from input to output. */
  readonly sizes: readonly number[];
  /** Of each layer inputs x outputs row-major, then its biases. */
  readonly parameters: Float64Array;
}

/** What each layer gave for a batch of n rows: the rows themselves first, the outputs last. */
export type Activations = readonly DoubleMatrix[];

export interface DoubleMatrix extends DenseMatrix {
  readonly data: Float64Array;
}

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
  const activations: DoubleMatrix[] = [doubled(rows)];
  const layers = layersOf(sizes);
  layers.forEach(({ inputs, outputs, weights, biases }, layer) => {
    const out = new Float64Array(rows.rows * outputs);
    const own = parameters.subarray(weights, weights + inputs * outputs);
    addProducts(activations[layer]!.data, own, out, outputs);
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
    addGradients(input.data, slopes, gradient.subarray(weights, weights + inputs * units), units);
    addColumns(slopes, gradient.subarray(biases, biases + units));
    if (layer === 0) break;
    const back = inputSlopes(
      input.data,
      slopes,
      parameters.subarray(weights, weights + inputs * units),
      units,
    );
    addHidden(back, hidden?.[layer - 1], input.data);
    applyMask(back, masks?.[layer - 1]);
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
  applyMask(out, mask);
}

function applyMask(values: Float64Array, mask: Float64Array | undefined): void {
  if (mask === undefined) return;
  for (let index = 0; index < values.length; index++) values[index]! *= mask[index]!;
}

/** Slopes that come in at the units themselves; a unit that was left out gave 0, as one that was not active did. */
function addHidden(slopes: Float64Array, own: Float64Array | undefined, given: Float64Array): void {
  if (own === undefined) return;
  for (let index = 0; index < slopes.length; index++) if (given[index]! > 0) slopes[index]! += own[index]!;
}

const doubled = ({ rows, columns, data }: DenseMatrix): DoubleMatrix => ({
  rows,
  columns,
  data: data instanceof Float64Array ? data : Float64Array.from(data),
});

/** Shares of dropout are rounded to a thousandth: an integer takes half as long to draw as a uniform number. */
const PARTS = 1000;

/** Dropout (Srivastava et al. 2014): each hidden unit of each row is left out with probability `share`. */
export function drawMasks(sizes: readonly number[], rows: number, share: number, rng: Rng): Masks {
  const out = Math.round(share * PARTS);
  const kept = PARTS / (PARTS - out);
  return sizes.slice(1, -1).map((units) => {
    const mask = new Float64Array(rows * units);
    for (let index = 0; index < mask.length; index++) mask[index] = rng.integer(PARTS) < out ? 0 : kept;
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

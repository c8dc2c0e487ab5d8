import type { Layer, Weights } from './layer.ts';
import type { NormShape } from './networkShape.ts';

/** Keeps the deviation of a constant row from 0; the default of PyTorch. */
const EPSILON = 1e-5;

/** Layer normalisation (Ba, Kiros, Hinton 2016): each row to mean 0 and variance 1, then gain and shift by column. */
export function applyLayerNorm(weights: Weights, shape: NormShape, input: Float64Array): Layer {
  const { size, gain, shift } = shape;
  const { parameters } = weights;
  const scales = new Float64Array(input.length / size);
  const unit = new Float64Array(input.length);
  const output = new Float64Array(input.length);
  for (let row = 0; row < scales.length; row++) {
    const values = input.subarray(row * size, (row + 1) * size);
    const mean = values.reduce((sum, value) => sum + value, 0) / size;
    const variance = values.reduce((sum, value) => sum + (value - mean) ** 2, 0) / size;
    scales[row] = 1 / Math.sqrt(variance + EPSILON);
    for (let column = 0; column < size; column++) {
      const index = row * size + column;
      unit[index] = (input[index]! - mean) * scales[row]!;
      output[index] = unit[index] * parameters[gain + column]! + parameters[shift + column]!;
    }
  }
  return { output, backward: (slopes) => backward(weights, shape, { unit, scales }, slopes) };
}

interface Normalised {
  /** Rows before gain and shift. */
  readonly unit: Float64Array;
  /** What each row was multiplied by. */
  readonly scales: Float64Array;
}

/** By x = (u - mean) s: dL/du = s (g - mean(g) - x mean(g x)) with g = gain dL/dy. */
function backward(
  { parameters, gradient }: Weights,
  { size, gain, shift }: NormShape,
  { unit, scales }: Normalised,
  slopes: Float64Array,
): Float64Array {
  const before = new Float64Array(unit.length);
  for (let row = 0; row < scales.length; row++) {
    let sum = 0;
    let product = 0;
    for (let column = 0; column < size; column++) {
      const index = row * size + column;
      const slope = slopes[index]!;
      gradient[gain + column]! += slope * unit[index]!;
      gradient[shift + column]! += slope;
      before[index] = slope * parameters[gain + column]!;
      sum += before[index];
      product += before[index] * unit[index]!;
    }
    for (let index = row * size; index < (row + 1) * size; index++) {
      before[index] = scales[row]! * (before[index]! - sum / size - (unit[index]! * product) / size);
    }
  }
  return before;
}

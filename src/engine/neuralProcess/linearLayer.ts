import { accumulateRows } from '../numeric/accumulateRows.ts';
import { multiplyRows } from '../numeric/multiplyRows.ts';
import type { Layer, Weights } from './layer.ts';
import type { LinearShape } from './networkShape.ts';

/** y = W x + b for each row x of `input`, n x inputs. */
export function applyLinear(weights: Weights, shape: LinearShape, input: Float64Array): Layer {
  const { inputs, outputs, weight, bias } = shape;
  const { parameters } = weights;
  const rows = input.length / inputs;
  const output = new Float64Array(rows * outputs);
  const own = parameters.subarray(weight, weight + inputs * outputs);
  multiplyRows({ rows, columns: inputs, data: input }, own, output);
  if (bias !== null) {
    for (let index = 0; index < output.length; index++)
      output[index]! += parameters[bias + (index % outputs)]!;
  }
  return { output, backward: (slopes) => backward(weights, shape, input, slopes) };
}

function backward(
  { parameters, gradient }: Weights,
  { inputs, outputs, weight, bias }: LinearShape,
  input: Float64Array,
  slopes: Float64Array,
): Float64Array {
  const rows = input.length / inputs;
  const own = gradient.subarray(weight, weight + inputs * outputs);
  accumulateRows({ rows, columns: inputs, data: input }, slopes, own);
  const before = new Float64Array(input.length);
  for (let row = 0; row < rows; row++) {
    for (let unit = 0; unit < outputs; unit++) {
      const slope = slopes[row * outputs + unit]!;
      if (bias !== null) gradient[bias + unit]! += slope;
      if (slope === 0) continue;
      const start = weight + unit * inputs;
      for (let index = 0; index < inputs; index++) {
        before[row * inputs + index]! += slope * parameters[start + index]!;
      }
    }
  }
  return before;
}

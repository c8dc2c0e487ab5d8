import type { Rng } from '../numeric/rng.ts';
import type { LinearShape, NetworkShape, NormShape } from './networkShape.ts';

/**
 * Fresh parameters, drawn as the released code of Bakker et al. 2023 ends up doing. Its own scheme reaches the last layer
 * of each perceptron alone: uniform within sqrt(6 / inputs) (He et al. 2015, eq. 10). Hidden layers keep the default of
 * PyTorch, uniform within 1 / sqrt(inputs). Biases are 0, but for the queries' (that default again). Keys, queries and
 * values are normal with variance 2 / (r + r / heads).
 */
export function initialiseNetwork(shape: NetworkShape, rng: Rng): Float64Array {
  const parameters = new Float64Array(shape.count);
  for (const layers of [shape.point, shape.resizer, shape.decoder, shape.label, shape.value, shape.mixer]) {
    layers.forEach((layer, index) => {
      const isLast = index === layers.length - 1;
      fillUniform(weightsOf(parameters, layer), Math.sqrt((isLast ? 6 : 1) / layer.inputs), rng);
    });
  }
  const { width, heads } = shape;
  const deviation = Math.sqrt(2 / (width + width / heads));
  for (const layer of [shape.keys, shape.queries, shape.values]) {
    const weights = weightsOf(parameters, layer);
    for (let index = 0; index < weights.length; index++) weights[index] = deviation * rng.normal();
  }
  const bias = shape.queries.bias!;
  fillUniform(parameters.subarray(bias, bias + width), 1 / Math.sqrt(width), rng);
  for (const norm of [shape.attendedNorm, shape.mixedNorm]) fillGain(parameters, norm);
  return parameters;
}

function weightsOf(parameters: Float64Array, { weight, inputs, outputs }: LinearShape): Float64Array {
  return parameters.subarray(weight, weight + inputs * outputs);
}

function fillUniform(values: Float64Array, bound: number, rng: Rng): void {
  for (let index = 0; index < values.length; index++) values[index] = bound * (2 * rng.uniform() - 1);
}

function fillGain(parameters: Float64Array, { gain, size }: NormShape): void {
  parameters.fill(1, gain, gain + size);
}

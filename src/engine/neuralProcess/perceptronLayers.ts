import type { Layer, Weights } from './layer.ts';
import { applyLinear } from './linearLayer.ts';
import type { LinearShape } from './networkShape.ts';

/** max(0, x), value by value. */
export function rectify(input: Float64Array): Layer {
  return {
    output: input.map((value) => Math.max(0, value)),
    backward: (slopes) => slopes.map((slope, index) => (input[index]! > 0 ? slope : 0)),
  };
}

/** Linear layers one after the other, with ReLU between them and none after the last. */
export function applyPerceptron(
  weights: Weights,
  shapes: readonly LinearShape[],
  input: Float64Array,
): Layer {
  const layers: Layer[] = [];
  let signal = input;
  shapes.forEach((shape, index) => {
    const layer = applyLinear(weights, shape, signal);
    layers.push(layer);
    signal = layer.output;
    if (index === shapes.length - 1) return;
    const rectified = rectify(signal);
    layers.push(rectified);
    signal = rectified.output;
  });
  return {
    output: signal,
    backward: (slopes) => layers.reduceRight((after, layer) => layer.backward(after), slopes),
  };
}

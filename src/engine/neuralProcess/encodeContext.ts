import { addArrays } from './layer.ts';
import type { Layer, Weights } from './layer.ts';
import type { NetworkShape } from './networkShape.ts';
import { applyPerceptron, rectify } from './perceptronLayers.ts';

/**
 * What each context point stands for once its value is known: the value perceptron of relu(h + rho(y)), n x r. `encoded`
 * holds h, n x r, `known` the values y, length n. `backward` gives slopes by h.
 */
export function encodeContext(
  weights: Weights,
  shape: NetworkShape,
  encoded: Float64Array,
  known: Float64Array,
): Layer {
  const label = applyPerceptron(weights, shape.label, known);
  const joined = rectify(addArrays(encoded, label.output));
  const value = applyPerceptron(weights, shape.value, joined.output);
  return {
    output: value.output,
    backward(slopes) {
      const before = joined.backward(value.backward(slopes));
      label.backward(before);
      return before;
    },
  };
}

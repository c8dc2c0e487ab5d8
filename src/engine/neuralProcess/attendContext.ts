import { attend } from './attention.ts';
import { addArrays } from './layer.ts';
import type { Weights } from './layer.ts';
import { applyLayerNorm } from './layerNorm.ts';
import { applyLinear } from './linearLayer.ts';
import type { NetworkShape } from './networkShape.ts';
import { applyPerceptron } from './perceptronLayers.ts';

/** Rows x r: encoded targets h_t, encoded context h_c, and what the context stands for, R. */
export interface Encodings {
  readonly targets: Float64Array;
  readonly context: Float64Array;
  readonly represented: Float64Array;
}

export interface AttendedContext {
  /** Targets x r. */
  readonly output: Float64Array;
  /** From slopes by `output` to slopes by each encoding. */
  backward(slopes: Float64Array): Encodings;
}

/**
 * What each target reads from the context: attention with keys of h_c, queries of h_t and values of R; then
 * c = norm(attended + h_t) and norm(c + perceptron(c)).
 */
export function attendContext(weights: Weights, shape: NetworkShape, input: Encodings): AttendedContext {
  const keys = applyLinear(weights, shape.keys, input.context);
  const queries = applyLinear(weights, shape.queries, input.targets);
  const values = applyLinear(weights, shape.values, input.represented);
  const rows = { keys: keys.output, queries: queries.output, values: values.output };
  const attended = attend(rows, shape.width, shape.heads);
  const first = applyLayerNorm(weights, shape.attendedNorm, addArrays(attended.output, input.targets));
  const mixed = applyPerceptron(weights, shape.mixer, first.output);
  const second = applyLayerNorm(weights, shape.mixedNorm, addArrays(first.output, mixed.output));
  return {
    output: second.output,
    backward(slopes) {
      const bySum = second.backward(slopes);
      const byAttended = first.backward(addArrays(bySum, mixed.backward(bySum)));
      const by = attended.backward(byAttended);
      return {
        targets: addArrays(byAttended, queries.backward(by.queries)),
        context: keys.backward(by.keys),
        represented: values.backward(by.values),
      };
    },
  };
}

import { logistic, softplus } from '../numeric/logistic.ts';
import { addArrays } from './layer.ts';
import type { Weights } from './layer.ts';
import type { NetworkShape } from './networkShape.ts';
import { applyPerceptron, rectify } from './perceptronLayers.ts';

/** A normal distribution for each target. */
export interface Gaussians {
  readonly mean: Float64Array;
  readonly deviation: Float64Array;
}

export interface DecodedTargets extends Gaussians {
  /** From slopes by mean and deviation to slopes by both inputs, targets x r. */
  backward(slopes: Gaussians): { readonly encoded: Float64Array; readonly attended: Float64Array };
}

/** The released lower bound of the deviation: sigma = 0.01 + 0.99 softplus(s). */
const FLOOR = 0.01;

/** From encoded targets h_t and what they read from the context, both targets x r, to mean and deviation. */
export function decodeTargets(
  weights: Weights,
  shape: NetworkShape,
  encoded: Float64Array,
  attended: Float64Array,
): DecodedTargets {
  const resized = applyPerceptron(weights, shape.resizer, attended);
  const joined = rectify(addArrays(encoded, resized.output));
  const decoded = applyPerceptron(weights, shape.decoder, joined.output);
  const raw = decoded.output.filter((_, index) => index % 2 === 1);
  return {
    mean: decoded.output.filter((_, index) => index % 2 === 0),
    deviation: raw.map((value) => FLOOR + (1 - FLOOR) * softplus(value)),
    backward({ mean, deviation }) {
      const slopes = new Float64Array(decoded.output.length);
      raw.forEach((value, target) => {
        slopes[2 * target] = mean[target]!;
        slopes[2 * target + 1] = deviation[target]! * (1 - FLOOR) * logistic(value);
      });
      const byJoined = joined.backward(decoded.backward(slopes));
      return { encoded: byJoined, attended: resized.backward(byJoined) };
    },
  };
}

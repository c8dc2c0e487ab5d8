import type { DenseMatrix } from '../numeric/matrix.ts';
import { attendContext } from './attendContext.ts';
import { decodeTargets } from './decodeTargets.ts';
import type { Gaussians } from './decodeTargets.ts';
import { encodeContext } from './encodeContext.ts';
import { addArrays } from './layer.ts';
import type { Weights } from './layer.ts';
import type { NetworkShape } from './networkShape.ts';
import { applyPerceptron } from './perceptronLayers.ts';

/** Points whose value is known, and points to predict. */
export interface NetworkInput {
  /** n x d, at least one row. */
  readonly context: DenseMatrix;
  /** Length n. */
  readonly contextValues: Float64Array;
  /** m x d. */
  readonly targets: DenseMatrix;
}

export interface NetworkOutput extends Gaussians {
  /** Adds the slopes by every parameter to the gradient. */
  backward(slopes: Gaussians): void;
}

/**
 * The attentive conditional neural process in float64, layer by layer: the readable form that the kernels are compared
 * with, and that stands in for them where they do not run.
 */
export function applyNetwork(weights: Weights, shape: NetworkShape, input: NetworkInput): NetworkOutput {
  const context = applyPerceptron(weights, shape.point, Float64Array.from(input.context.data));
  const targets = applyPerceptron(weights, shape.point, Float64Array.from(input.targets.data));
  const represented = encodeContext(weights, shape, context.output, input.contextValues);
  const attended = attendContext(weights, shape, {
    targets: targets.output,
    context: context.output,
    represented: represented.output,
  });
  const decoded = decodeTargets(weights, shape, targets.output, attended.output);
  return {
    mean: decoded.mean,
    deviation: decoded.deviation,
    backward(slopes) {
      const byDecoded = decoded.backward(slopes);
      const by = attended.backward(byDecoded.attended);
      targets.backward(addArrays(byDecoded.encoded, by.targets));
      context.backward(addArrays(by.context, represented.backward(by.represented)));
    },
  };
}

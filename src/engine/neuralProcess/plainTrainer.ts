import { gatherRows } from '../numeric/gatherRows.ts';
import { createAdam } from './adam.ts';
import { gaussianLoss } from './gaussianLoss.ts';
import { withGradient } from './layer.ts';
import type { Weights } from './layer.ts';
import type { NetworkShape } from './networkShape.ts';
import type { NetworkTrainer } from './networkTrainer.ts';
import type { NeuralProcessProblems } from './neuralProcessProblems.ts';
import { applyNetwork } from './plainNetwork.ts';
import type { NetworkInput } from './plainNetwork.ts';

/** Trains in float64, problem by problem: the readable form, and where the kernels do not run. */
export function createPlainTrainer(
  shape: NetworkShape,
  start: Float64Array,
  all: NeuralProcessProblems,
): NetworkTrainer {
  const weights = withGradient(start.slice());
  const adam = createAdam(weights.parameters);
  return {
    step(batch, rate) {
      weights.gradient.fill(0);
      let loss = 0;
      for (const index of batch) {
        loss += addGradient(weights, shape, inputOf(all, index), all.problems[index]!.gains);
      }
      for (let place = 0; place < weights.gradient.length; place++) weights.gradient[place]! /= batch.length;
      adam.step(weights.gradient, rate);
      return loss / batch.length;
    },
    parameters: () => weights.parameters.slice(),
  };
}

/** Adds the gradient of one problem's mean loss over its targets, and returns that loss. */
export function addGradient(
  weights: Weights,
  shape: NetworkShape,
  input: NetworkInput,
  gains: Float64Array,
): number {
  const output = applyNetwork(weights, shape, input);
  const { loss, slopes } = gaussianLoss(output, gains);
  output.backward(slopes);
  return loss;
}

function inputOf({ features, problems, contextValues }: NeuralProcessProblems, index: number): NetworkInput {
  const { context, targets } = problems[index]!;
  return {
    context: gatherRows(features, context),
    contextValues: Float64Array.from(context, (row) => contextValues?.[row] ?? 0),
    targets: gatherRows(features, targets),
  };
}

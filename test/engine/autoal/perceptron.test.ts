import { expect, it } from 'vitest';
import { createLossModule, lossModuleStep } from '../../../src/engine/autoal/lossModule.ts';
import {
  createPerceptron,
  drawMasks,
  runBackward,
  runForward,
} from '../../../src/engine/autoal/perceptron.ts';
import { rankingLoss } from '../../../src/engine/autoal/rankingLoss.ts';
import { createRng } from '../../../src/engine/numeric/rng.ts';
import { normalMatrix } from '../syntheticData.ts';

/** (f(x + h) - f(x - h)) / 2h by one entry of `values`. */
function difference(values: Float64Array, index: number, loss: () => number): number {
  const step = 1e-5;
  const kept = values[index]!;
  const [high, low] = [kept + step, kept - step].map((moved) => {
    values[index] = moved;
    return loss();
  });
  values[index] = kept;
  return (high! - low!) / (2 * step);
}

it('gives the sums of a network worked out by hand', () => {
  // Two inputs, two hidden units, one output.
  const net = {
    sizes: [2, 2, 1],
    parameters: Float64Array.of(1, 2, -1, 0, 0.5, -1, 3, -2, 0.25),
  };
  const rows = { rows: 2, columns: 2, data: Float64Array.of(2, 1, 0, 1) };
  const [, hidden, out] = runForward(net, rows);
  expect([...hidden!.data]).toEqual([1.5, 3, 0, 0]);
  expect([...out!.data]).toEqual([3 * 1.5 - 2 * 3 + 0.25, 0.25]);
});

it('has the gradient that finite differences have, with dropout and slopes at hidden layers', () => {
  const rng = createRng(3);
  const net = createPerceptron([4, 6, 5, 3], rng);
  const rows = normalMatrix(7, 4, 2);
  const masks = drawMasks(net.sizes, 7, 0.3, rng);
  const weight = (layer: number, index: number) => Math.sin(layer + index);
  const loss = () =>
    runForward(net, rows, masks)
      .slice(1)
      .reduce((sum, { data }, layer) => {
        data.forEach((value, index) => (sum += value * weight(layer, index)));
        return sum;
      }, 0);
  const activations = runForward(net, rows, masks);
  const slopes = (layer: number) =>
    Float64Array.from(activations[layer + 1]!.data, (_, index) => weight(layer, index));
  const gradient = runBackward(net, activations, {
    outputs: slopes(2),
    hidden: [slopes(0), slopes(1)],
    masks,
  });
  net.parameters.forEach((_, index) =>
    expect(gradient[index]).toBeCloseTo(difference(net.parameters, index, loss), 6),
  );
});

it('ranks pairs by their losses, with a margin of 1', () => {
  const predicted = Float64Array.of(0.5, 0, 3, 0);
  const losses = Float64Array.of(2, 1, 5, 1);
  // The first pair is 0.5 short of the margin, the second beyond it.
  const { loss, slopes } = rankingLoss(predicted, losses, Int32Array.of(0, 1, 3, 2));
  expect(loss).toBe(0.25);
  expect([...slopes]).toEqual([-0.5, 0.5, 0, 0]);
  // Equal losses say nothing.
  expect(rankingLoss(predicted, new Float64Array(4), Int32Array.of(0, 1)).loss).toBe(0);
});

it('has the gradients of the loss module that finite differences have', () => {
  const rng = createRng(4);
  const module = createLossModule([5, 3], rng);
  const hidden = [normalMatrix(8, 5, 1), normalMatrix(8, 3, 2)].map((matrix) => ({
    ...matrix,
    data: Float64Array.from(matrix.data),
  }));
  const losses = Float64Array.from({ length: 8 }, () => rng.uniform());
  const order = Int32Array.of(3, 1, 0, 7, 2, 6, 4, 5);
  const run = () => lossModuleStep(module, hidden, { losses, order });
  const { hiddenSlopes, gradients } = run();
  hidden.forEach(({ data }, layer) =>
    data.forEach((_, index) =>
      expect(hiddenSlopes[layer]![index]).toBeCloseTo(
        difference(data, index, () => run().loss),
        6,
      ),
    ),
  );
  [...module.readers, module.head].forEach(({ parameters }, part) =>
    parameters.forEach((_, index) =>
      expect(gradients[part]![index]).toBeCloseTo(
        difference(parameters, index, () => run().loss),
        6,
      ),
    ),
  );
});

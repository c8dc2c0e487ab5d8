import { describe, expect, it } from 'vitest';
import { attend } from '../../../src/engine/neuralProcess/attention.ts';
import { gaussianLoss } from '../../../src/engine/neuralProcess/gaussianLoss.ts';
import { withGradient } from '../../../src/engine/neuralProcess/layer.ts';
import { networkShape } from '../../../src/engine/neuralProcess/networkShape.ts';
import { applyNetwork } from '../../../src/engine/neuralProcess/plainNetwork.ts';
import { addGradient } from '../../../src/engine/neuralProcess/plainTrainer.ts';
import { createRng } from '../../../src/engine/numeric/rng.ts';
import { largestGap, pickRows, uniformMatrix } from './problems.ts';

/** Every parameter away from 0, so that no gradient is 0 by accident. */
function randomParameters(count: number, seed: number): Float64Array {
  const rng = createRng(seed);
  return new Float64Array(count).map(() => 0.4 * rng.normal());
}

function randomInput(features: number, context: number, targets: number) {
  const rng = createRng(context);
  return {
    context: uniformMatrix(context, features, 5),
    contextValues: new Float64Array(context).map(() => rng.normal()),
    targets: uniformMatrix(targets, features, 6),
  };
}

describe('gaussianLoss', () => {
  it('is the mean of -ln N(y; mean, deviation)', () => {
    const output = { mean: Float64Array.of(1, -1), deviation: Float64Array.of(0.5, 2) };
    const { loss, slopes } = gaussianLoss(output, Float64Array.of(2, 1));
    // -ln N = ln sigma + ln(2 pi) / 2 + z^2 / 2, with z = 2 and z = 1.
    const first = Math.log(0.5) + 0.9189385332046727 + 2;
    const second = Math.log(2) + 0.9189385332046727 + 0.5;
    expect(loss).toBeCloseTo((first + second) / 2, 14);
    expect(Array.from(slopes.mean)).toEqual([-2, -0.25]);
    expect(Array.from(slopes.deviation)).toEqual([-3, 0]);
  });
});

describe('attend', () => {
  it('weighs values by the softmax of q k / sqrt(size), head by head', () => {
    const queries = Float64Array.of(1, 0, 2, 0);
    const keys = Float64Array.of(Math.log(3) * Math.SQRT2, 7, 0, 0, 0, 5, 0, 0);
    const values = Float64Array.of(4, 8, 1, 2, 0, 0, 3, 4);
    // Head 0 looks at the first row three times as much as at the second, head 1 at both alike.
    expect(largestGap(attend({ queries, keys, values }, 4, 2).output, [3, 6, 2, 3])).toBeLessThan(1e-14);
  });
});

describe('the gradient', () => {
  it.each([
    [1, 8, 1, 1],
    [3, 8, 5, 4],
    [6, 16, 7, 3],
    [2, 32, 3, 2],
  ])(
    'is that of finite differences: %i features, width %i, %i + %i points',
    (features, width, context, targets) => {
      const shape = networkShape(features, width);
      const parameters = randomParameters(shape.count, features + width);
      const input = randomInput(features, context, targets);
      const rng = createRng(9);
      const gains = new Float64Array(targets).map(() => rng.normal());
      const weights = withGradient(parameters);
      addGradient(weights, shape, input, gains);
      const lossAt = (index: number, value: number) => {
        const former = parameters[index]!;
        parameters[index] = value;
        const { loss } = gaussianLoss(applyNetwork(weights, shape, input), gains);
        parameters[index] = former;
        return loss;
      };
      const largest = weights.gradient.reduce((top, value) => Math.max(top, Math.abs(value)), 0);
      expect(largest).toBeGreaterThan(0.01);
      // Some of every tensor.
      for (const { rows, columns, offset } of shape.tensors) {
        for (let sample = 0; sample < 6; sample++) {
          const index = offset + rng.integer(rows * columns);
          const value = parameters[index]!;
          const slope = (lossAt(index, value + 1e-6) - lossAt(index, value - 1e-6)) / 2e-6;
          expect(Math.abs(slope - weights.gradient[index]!)).toBeLessThan(1e-6 * Math.max(1, largest));
        }
      }
    },
  );
});

describe('the network', () => {
  const shape = networkShape(4, 16);
  const weights = withGradient(randomParameters(shape.count, 2));
  const input = randomInput(4, 9, 6);
  const { mean, deviation } = applyNetwork(weights, shape, input);

  it('does not see the order of its context', () => {
    const order = [4, 0, 8, 3, 1, 7, 2, 6, 5];
    const other = applyNetwork(weights, shape, {
      ...input,
      context: pickRows(input.context, order),
      contextValues: Float64Array.from(order, (row) => input.contextValues[row]!),
    });
    expect(largestGap(other.mean, mean)).toBeLessThan(1e-13);
    expect(largestGap(other.deviation, deviation)).toBeLessThan(1e-13);
  });

  it('predicts each target on its own', () => {
    const order = [5, 2, 3];
    const other = applyNetwork(weights, shape, { ...input, targets: pickRows(input.targets, order) });
    expect(Array.from(other.mean)).toEqual(order.map((row) => mean[row]));
    expect(Array.from(other.deviation)).toEqual(order.map((row) => deviation[row]));
  });

  it('reads the known values', () => {
    const other = applyNetwork(weights, shape, { ...input, contextValues: new Float64Array(9) });
    expect(largestGap(other.mean, mean)).toBeGreaterThan(1e-6);
  });
});

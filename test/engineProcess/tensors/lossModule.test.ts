import { grad, grads, mul, sum, tensor1d, tensor2d } from '@tensorflow/tfjs-core';
import type { Tensor1D, Tensor2D } from '@tensorflow/tfjs-core';
import { beforeAll, describe, expect, it } from 'vitest';
import type { NetworkRunner } from '../../../src/engine/networks/networkRunner.ts';
import { isDetachedAt } from '../../../src/engine/networks/networkRunner.ts';
import { initialParameters } from '../../../src/engine/networks/initialParameters.ts';
import {
  parameterCount,
  parameterPlaces,
  withoutLossModule,
} from '../../../src/engine/networks/networkSpec.ts';
import type { NetworkSpec } from '../../../src/engine/networks/networkSpec.ts';
import { provideNetworks } from '../../../src/engine/networks/providedNetworks.ts';
import { findModel } from '../../../src/engine/models/registry.ts';
import { createRng } from '../../../src/engine/numeric/rng.ts';
import { tensorCount } from '../../../src/engineProcess/backend.ts';
import { detach, pairLoss } from '../../../src/engineProcess/tensors/lossModule.ts';
import { gaussianClasses, normalMatrix } from '../../engine/syntheticData.ts';
import { openNetworksHere } from './networksHere.ts';

let networks: NetworkRunner;
beforeAll(async () => {
  networks = (await openNetworksHere()).runner;
  provideNetworks(networks);
});

const lossOf = (predicted: readonly number[], losses: readonly number[]) =>
  pairLoss(tensor1d([...predicted]), tensor1d([...losses])).dataSync()[0]!;

describe('the loss of predicted losses', () => {
  it('has the values of the card', () => {
    expect(lossOf([0.3, 0.5], [2, 1])).toBeCloseTo(1.2, 6);
    expect(lossOf([2, 0.5], [2, 1])).toBe(0);
  });

  it('compares row i with row n - 1 - i, leaves out one in the middle, and takes no side in a tie', () => {
    expect(lossOf([0.3, 9, 0, 0.5], [2, 7, 3, 1])).toBeCloseTo((1.2 + 0) / 2, 6);
    expect(lossOf([0.3, 50, 0.5], [2, 9, 1])).toBeCloseTo(1.2, 6);
    expect(lossOf([4, 0.5], [1, 1])).toBe(1);
    expect(lossOf([4], [1])).toBe(0);
  });

  it('pushes predictions apart, and never changes the losses', () => {
    const [byPredicted, byLosses] = grads((predicted, losses) =>
      pairLoss(predicted as Tensor1D, mul<Tensor1D>(losses, 1)),
    )([tensor1d([0.3, 1, 0, 0.5]), tensor1d([2, 7, 3, 1])]).map((each) =>
      Array.from(each.dataSync(), (value) => value + 0),
    );
    // (-sign (p_i - p_j) + 1) / 2 for the pair of the outer rows; the inner pair is far enough apart.
    expect(byPredicted).toEqual([-0.5, 0, 0, 0.5]);
    expect(byLosses).toEqual([0, 0, 0, 0]);
  });

  it('goes not through what is detached', () => {
    const values = tensor2d([[1, -2]]);
    const slopes = grad((each) => sum(mul(detach(each as Tensor2D), each)))(values);
    expect([...slopes.dataSync()]).toEqual([1, -2]);
  });
});

const specs: readonly NetworkSpec[] = [
  { kind: 'perceptron', inputs: 16, hidden: [6, 5], outputs: 2, dropout: 0, lossUnits: 3 },
  {
    kind: 'convolution',
    side: 4,
    channels: 1,
    filters: [2, 3],
    hidden: [5],
    outputs: 2,
    dropout: 0,
    lossUnits: 3,
  },
  { kind: 'residual', side: 4, channels: 1, widths: [2, 4], blocks: 1, outputs: 2, lossUnits: 3 },
];

const rows = {
  features: normalMatrix(20, 16, 3),
  labels: Int32Array.from({ length: 20 }, (_, row) => row % 2),
  weights: new Float32Array(20).fill(1),
};
const schedule = { epochs: 3, batch: 20, learningRate: 0.05, weightDecay: 0, patience: 0 };

describe.each(specs)('a $kind network that predicts its losses', (spec) => {
  const plain = withoutLossModule(spec);
  const own = parameterCount(plain);
  const start = initialParameters(spec, createRng(1)).map((value) => (value === 0 ? 0.1 : value));
  const train = (change: object = {}) =>
    networks.train({ spec, start, rows, heldOut: null, schedule, seed: 1, ...change });

  it('has the parameters of the network first, then a layer for each part that the module sees, and one for all', () => {
    const widths = { perceptron: [6, 5], convolution: [2, 3, 5], residual: [2, 4] }[spec.kind];
    const shapes = parameterPlaces(spec).slice(parameterPlaces(plain).length);
    expect(shapes.map(({ layer, shape }) => [layer, ...shape])).toEqual([
      ...widths.flatMap((width, index) => [
        [`loss${index + 1}`, width, 3],
        [`loss${index + 1}`, 3],
      ]),
      ['loss', 3 * widths.length, 1],
      ['loss', 1],
    ]);
    expect(initialParameters(spec, createRng(1)).subarray(0, own)).toEqual(
      initialParameters(plain, createRng(1)),
    );
  });

  it('computes logits and embeddings as without, and one loss for each row', () => {
    const given = networks.evaluate(spec, start, rows.features);
    const without = networks.evaluate(plain, start.subarray(0, own), rows.features);
    expect(given.logits).toEqual(without.logits);
    expect(given.embeddings).toEqual(without.embeddings);
    expect(without.predictedLosses).toBeUndefined();
    expect(given.predictedLosses).toHaveLength(20);
    expect(new Set(given.predictedLosses).size).toBeGreaterThan(10);
  });

  it('learns of them through the whole network, or once detached in the module alone', () => {
    const before = tensorCount();
    const without = networks.train({
      spec: plain,
      start: start.slice(0, own),
      rows,
      heldOut: null,
      schedule,
      seed: 1,
    });
    const detached = train({ schedule: { ...schedule, detachAt: 0 } });
    detached.parameters.subarray(0, own).forEach((value, at) => {
      expect(value).toBeCloseTo(without.parameters[at]!, 4);
    });
    const whole = train();
    const gap = (at: number) => Math.abs(whole.parameters[at]! - without.parameters[at]!);
    expect(Math.max(...Array.from({ length: own }, (_, at) => gap(at)))).toBeGreaterThan(1e-3);
    for (const { parameters } of [detached, whole]) {
      expect(parameters.subarray(own)).not.toEqual(start.subarray(own));
    }
    expect(tensorCount()).toBe(before);
  });
});

it('is detached after its share of the epochs', () => {
  const long = { ...schedule, epochs: 200, detachAt: 0.6 };
  expect([119, 120].map((epoch) => isDetachedAt(long, epoch))).toEqual([false, true]);
  expect(isDetachedAt({ ...schedule, epochs: 200 }, 199)).toBe(false);
});

it('predicts where a network will be wrong', () => {
  // Class 1 is drawn by a coin on the right of the first column: there losses stay high, on the left low.
  const features = normalMatrix(300, 3, 6);
  const coin = createRng(7);
  const labels = Int32Array.from({ length: 300 }, (_, row) =>
    features.data[3 * row]! > 0 && coin.uniform() < 0.5 ? 1 : 0,
  );
  const fitted = findModel('mlp').fit(
    { features, labels, classCount: 2 },
    { epochs: 40, learningRate: 0.003 },
  );
  const predict = fitted.lossPredictor!(createRng(8));
  const others = normalMatrix(200, 3, 9);
  const predicted = predict(others);
  const mean = (isRight: boolean) => {
    const side = [...predicted].filter((_, row) => others.data[3 * row]! > 0 === isRight);
    return side.reduce((sum, each) => sum + each / side.length, 0);
  };
  expect(mean(true)).toBeGreaterThan(mean(false) + 0.5);
  expect(fitted.lossPredictor!(createRng(8))(others)).toEqual(predicted);
});

it('takes a batch of one row', () => {
  const training = gaussianClasses(33, 4, { seed: 8 });
  const fitted = findModel('mlp').fit(training, { epochs: 2, batchSize: 32, width: 4 });
  expect(fitted.lossPredictor!(createRng(1))(training.features).every(Number.isFinite)).toBe(true);
});

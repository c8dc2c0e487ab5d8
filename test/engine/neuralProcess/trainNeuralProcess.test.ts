import { describe, expect, it } from 'vitest';
import { CancelledError } from '../../../src/engine/cancellation.ts';
import { initialiseNetwork } from '../../../src/engine/neuralProcess/initialise.ts';
import { createKernelTrainer } from '../../../src/engine/neuralProcess/kernelTrainer.ts';
import { networkShape } from '../../../src/engine/neuralProcess/networkShape.ts';
import type { NeuralProcessProblems } from '../../../src/engine/neuralProcess/neuralProcessProblems.ts';
import { predictGains } from '../../../src/engine/neuralProcess/predictGains.ts';
import { trainNeuralProcess } from '../../../src/engine/neuralProcess/trainNeuralProcess.ts';
import { createRng } from '../../../src/engine/numeric/rng.ts';
import { largestGap, pickRows, randomProblems, uniformMatrix } from './problems.ts';

const contexts = Array.from({ length: 60 }, (_, index) => 5 + 10 * (index % 3));
const all = randomProblems({ points: 40, features: 3, contexts }, 21);
const trained = trainNeuralProcess(all, createRng(1), { epochs: 60 });

describe('trainNeuralProcess', () => {
  it('learns what gains depend on', () => {
    const targets = uniformMatrix(200, 3, 77);
    const { mean, deviation } = predictGains(trained, { context: all.features, targets });
    const truth = Float64Array.from({ length: 200 }, (_, row) => 0.1 * targets.data[3 * row]!);
    // The truth spreads by 0.058.
    const error = Math.sqrt(mean.reduce((sum, value, row) => sum + (value - truth[row]!) ** 2, 0) / 200);
    expect(error).toBeLessThan(0.015);
    // It was taught with noise of 0.02.
    for (const value of deviation) expect(Math.abs(value - 0.02)).toBeLessThan(0.012);
    expect(trained.losses).toHaveLength(60);
    // A constant Gaussian of the gains' own deviation, 0.061, has ln(0.061) + 1.42 = -1.38.
    expect(trained.losses.at(-1)).toBeLessThan(-2.1);
  });

  it('gives the same parameters for the same seed alone', () => {
    const options = { epochs: 3 };
    const first = trainNeuralProcess(all, createRng(5), options);
    expect(trainNeuralProcess(all, createRng(5), options)).toEqual(first);
    expect(trainNeuralProcess(all, createRng(6), options).parameters).not.toEqual(first.parameters);
  });

  it('goes on from parameters given, and tells of each epoch', () => {
    const told: number[] = [];
    const more = trainNeuralProcess(all, createRng(2), {
      epochs: 2,
      rate: 1e-4,
      start: trained.parameters,
      onEpoch: (epoch, loss) => told.push(epoch, loss),
    });
    expect(told).toEqual([1, more.losses[0], 2, more.losses[1]]);
    expect(more.losses[0]!).toBeLessThan(-2);
  });

  it('stops when it is told to', () => {
    const signal = { aborted: false };
    const onEpoch = () => {
      signal.aborted = true;
    };
    expect(() => trainNeuralProcess(all, createRng(1), { signal, onEpoch })).toThrow(CancelledError);
  });

  it('has the plain form take over where float32 does not do', () => {
    const few = randomProblems({ points: 40, features: 4, contexts: [3, 3] }, 2);
    const shape = networkShape(4);
    const start = initialiseNetwork(shape, createRng(3));
    for (const { weight } of [shape.keys, shape.queries]) {
      for (let index = weight; index < weight + 1024; index++) start[index]! *= 300;
    }
    expect(createKernelTrainer(shape, start, few).step(Int32Array.of(0, 1), 1e-3)).toBeNaN();
    const options = { epochs: 2, start };
    const plain = trainNeuralProcess(few, createRng(1), { ...options, backend: 'reference' });
    const own = trainNeuralProcess(few, createRng(1), options);
    expect(largestGap(own.parameters, plain.parameters)).toBe(0);
    expect(own.losses).toEqual(plain.losses);
  });

  it.each<[string, Partial<NeuralProcessProblems>, RegExp]>([
    ['no problem', { problems: [] }, /at least one problem/],
    ['an empty context', withProblem([], [1], [0]), /Problem 0 has an empty context/],
    ['no target', withProblem([1], [], []), /Problem 0 has no targets/],
    ['a gain too many', withProblem([1], [2], [0, 0]), /2 gains for 1 targets/],
    ['an unknown point', withProblem([40], [2], [0]), /not one of 40 points/],
    ['a point named twice', withProblem([1, 1], [2], [0]), /names a point twice/],
    ['a gain that is not a number', withProblem([1], [2], [NaN]), /gain that is not a finite number/],
    ['too few known values', { contextValues: new Float64Array(3) }, /3 context values for 40 points/],
    [
      'a feature that is not a number',
      { features: { rows: 40, columns: 1, data: new Float64Array(40).fill(NaN, 7, 8) } },
      /feature is not a finite number: NaN at 7/,
    ],
  ])('refuses %s', (_, change, message) => {
    expect(() => trainNeuralProcess({ ...all, ...change }, createRng(1))).toThrow(message);
  });

  it('refuses parameters of another network', () => {
    const start = new Float64Array(10);
    expect(() => trainNeuralProcess(all, createRng(1), { start })).toThrow(/has 21348 parameters, not 10/);
  });
});

function withProblem(context: number[], targets: number[], gains: number[]) {
  const arrays = { context: Int32Array.from(context), targets: Int32Array.from(targets) };
  return { problems: [{ ...arrays, gains: Float64Array.from(gains) }] };
}

describe('predictGains', () => {
  const targets = uniformMatrix(600, 3, 31);
  const contextValues = Float64Array.from({ length: 40 }, (_, row) => Math.cos(row));
  const question = { context: all.features, contextValues, targets };
  const { mean, deviation } = predictGains(trained, question);

  it('says what the plain form says', () => {
    const plain = predictGains(trained, question, { backend: 'reference' });
    expect(largestGap(mean, plain.mean)).toBeLessThan(1e-5);
    expect(largestGap(deviation, plain.deviation)).toBeLessThan(1e-5);
  });

  it('does not see the order of the context', () => {
    const order = Array.from({ length: 40 }, (_, row) => (7 * row) % 40);
    const other = predictGains(trained, {
      context: pickRows(all.features, order),
      contextValues: Float64Array.from(order, (row) => contextValues[row]!),
      targets,
    });
    expect(largestGap(other.mean, mean)).toBeLessThan(1e-6);
    expect(largestGap(other.deviation, deviation)).toBeLessThan(1e-6);
  });

  it.each([1, 5, 256, 300])(
    'predicts each target as if it were the only one: %i in another order',
    (count) => {
      const order = Array.from({ length: count }, (_, index) => (599 - 7 * index + 4200) % 600);
      const other = predictGains(trained, { ...question, targets: pickRows(targets, order) });
      expect(Array.from(other.mean)).toEqual(order.map((row) => mean[row]));
      expect(Array.from(other.deviation)).toEqual(order.map((row) => deviation[row]));
    },
  );

  it('has nothing to say about no targets', () => {
    expect(predictGains(trained, { ...question, targets: uniformMatrix(0, 3, 1) }).mean).toHaveLength(0);
  });

  it('refuses what does not fit the network', () => {
    const wide = uniformMatrix(5, 4, 1);
    expect(() => predictGains(trained, { ...question, targets: wide })).toThrow(
      /targets has 4 features, the network 3/,
    );
    expect(() => predictGains(trained, { ...question, context: wide })).toThrow(/context has 4 features/);
    const none = uniformMatrix(0, 3, 1);
    expect(() => predictGains(trained, { context: none, targets })).toThrow(/at least one point of context/);
    expect(() => predictGains(trained, { ...question, contextValues: new Float64Array(2) })).toThrow(
      /2 context values for 40 points/,
    );
    expect(() => predictGains(trained, question, { signal: { aborted: true } })).toThrow(CancelledError);
  });
});

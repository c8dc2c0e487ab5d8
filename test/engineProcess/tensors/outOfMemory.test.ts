import { fill } from '@tensorflow/tfjs-core';
import { beforeAll, describe, expect, it } from 'vitest';
import { CancelledError } from '../../../src/engine/cancellation.ts';
import { initialParameters } from '../../../src/engine/networks/initialParameters.ts';
import type { NetworkTask, TrainedNetwork } from '../../../src/engine/networks/networkRunner.ts';
import { inputWidth } from '../../../src/engine/networks/networkSpec.ts';
import type { NetworkSpec } from '../../../src/engine/networks/networkSpec.ts';
import { createRng } from '../../../src/engine/numeric/rng.ts';
import { openBackendHere, tensorCount } from '../../../src/engineProcess/backend.ts';
import { evaluateNetwork } from '../../../src/engineProcess/tensors/evaluateNetwork.ts';
import { isOutOfMemory } from '../../../src/engineProcess/tensors/outOfMemory.ts';
import { readAtOnce } from '../../../src/engineProcess/tensors/reading.ts';
import { trainNetwork } from '../../../src/engineProcess/tensors/trainNetwork.ts';
import { normalMatrix } from '../../engine/syntheticData.ts';
import { engineEntry } from '../processes.ts';
import { useFailingKernels } from './failingKernels.ts';
import { smallResidual } from './smallResidual.ts';

beforeAll(() => openBackendHere(engineEntry));

const failing = useFailingKernels();

const memoryError = () => new RangeError('Array buffer allocation failed');

const convolution: NetworkSpec = {
  kind: 'convolution',
  side: 4,
  channels: 1,
  filters: [2],
  hidden: [5],
  outputs: 3,
  dropout: 0.3,
};

function task(spec: NetworkSpec, change: Partial<NetworkTask> = {}): NetworkTask {
  const rowsOf = (count: number, seed: number) => ({
    features: normalMatrix(count, inputWidth(spec), seed),
    labels: Int32Array.from({ length: count }, (_, row) => row % 3),
    weights: Float32Array.from({ length: count }, (_, row) => 0.5 + (row % 2)),
  });
  return {
    spec,
    start: initialParameters(spec, createRng(1)),
    rows: rowsOf(12, 2),
    heldOut: rowsOf(6, 3),
    schedule: { epochs: 2, batch: 8, learningRate: 0.01, weightDecay: 0.1, patience: 0, augment: 'cropFlip' },
    seed: 1,
    ...change,
  };
}

const train = (asked: NetworkTask): TrainedNetwork => readAtOnce(trainNetwork(asked));

const largestGap = (one: Float32Array, other: Float32Array): number =>
  one.reduce((gap, value, index) => Math.max(gap, Math.abs(value - other[index]!)), 0);

describe('a batch that memory does not hold', () => {
  it('goes through the network in halves, which make the same step', () => {
    const whole = train(task(convolution));
    const before = tensorCount();
    const notes: string[] = [];
    // Convolutions see images as their first side, and gradients of filters see channels.
    failing((name, rows) => (name === 'Conv2D' && rows > 4 ? memoryError() : null));
    const halves = train(task(convolution, { onNote: (note) => notes.push(note) }));
    expect(notes).toEqual(['Memory ran out with 8 items at a time; the network goes on with 4.']);
    // Sums in another order: float32 rounds to 6e-8, which Adam's division by a small gradient magnifies.
    expect(largestGap(halves.parameters, whole.parameters)).toBeLessThan(1e-4);
    expect(largestGap(Float32Array.from(halves.losses), Float32Array.from(whole.losses))).toBeLessThan(1e-5);
    expect(tensorCount()).toBe(before);
  });

  it('gives batch norms the statistics of its halves', () => {
    const whole = train(task(smallResidual));
    const before = tensorCount();
    failing((name, rows) => (name === 'Conv2D' && rows > 4 ? memoryError() : null));
    const halves = train(task(smallResidual));
    const gap = largestGap(halves.parameters, whole.parameters);
    expect(gap).toBeGreaterThan(1e-4);
    expect(gap).toBeLessThan(0.5);
    expect(halves.losses.every(Number.isFinite)).toBe(true);
    expect(tensorCount()).toBe(before);
  });

  it('ends the training where one item is too many, with what to do', () => {
    const before = tensorCount();
    failing((name) => (name === 'Conv2D' ? memoryError() : null));
    expect(() => train(task(convolution))).toThrow('even with one item at a time');
    expect(tensorCount()).toBe(before);
  });
});

describe.each([convolution, smallResidual])('of a $kind network', (spec) => {
  it('leaves no tensor wherever memory ends, and training goes on where it can', () => {
    const before = tensorCount();
    let calls = 0;
    let last = Infinity;
    // What is only seen in another way takes no memory.
    const isView = (name: string) => name === 'Identity' || name === 'Reshape';
    failing((name) => (!isView(name) && ++calls === last ? memoryError() : null));
    const plain = train(task(spec));
    const all = calls;
    expect(tensorCount()).toBe(before);
    let finished = 0;
    const every = Math.ceil(all / 30);
    for (last = 1; last < all; last += every) {
      calls = 0;
      try {
        const { parameters } = train(task(spec));
        finished++;
        expect(parameters).toHaveLength(plain.parameters.length);
      } catch (error) {
        // In an optimiser's step, say, which cannot be made in pieces.
        expect(error).toEqual(memoryError());
      }
      expect(tensorCount()).toBe(before);
    }
    // Forward and backward passes are most of what is computed.
    expect(finished).toBeGreaterThan(10);
  });

  it('leaves none where something else fails, or somebody cancels', () => {
    const before = tensorCount();
    let calls = 0;
    failing(() => (++calls === 400 ? new Error('a bug') : null));
    expect(() => train(task(spec))).toThrow('a bug');
    expect(tensorCount()).toBe(before);
    const signal = { aborted: false };
    const cancelled = task(spec, { signal, onEpoch: (epoch) => (signal.aborted = epoch === 2) });
    expect(() => train(cancelled)).toThrow(CancelledError);
    expect(tensorCount()).toBe(before);
  });

  it('evaluates in smaller blocks, with the same numbers', () => {
    const { start } = task(spec);
    const { features } = task(spec).rows;
    const notes: string[] = [];
    const evaluate = () => readAtOnce(evaluateNetwork(spec, start, features, (note) => notes.push(note)));
    const whole = evaluate();
    const before = tensorCount();
    failing((name, rows) => (name === 'FusedConv2D' && rows > 5 ? memoryError() : null));
    expect(evaluate()).toEqual(whole);
    expect(notes).toEqual([
      'Memory ran out with 12 items at a time; the network goes on with 6.',
      'Memory ran out with 6 items at a time; the network goes on with 3.',
    ]);
    expect(tensorCount()).toBe(before);
  });
});

it('predicts losses in smaller blocks, with the same numbers', () => {
  const spec = { ...convolution, lossUnits: 2 };
  const { start, rows } = task(spec);
  const evaluate = () => readAtOnce(evaluateNetwork(spec, start, rows.features));
  const whole = evaluate();
  expect(whole.predictedLosses).toHaveLength(12);
  failing((name, count) => (name === 'FusedConv2D' && count > 5 ? memoryError() : null));
  expect(evaluate()).toEqual(whole);
});

it('refuses what WebAssembly cannot hold before its memory is overwritten', () => {
  const { start, rows } = task(convolution);
  const evaluate = () => readAtOnce(evaluateNetwork(convolution, start, rows.features));
  const expected = evaluate();
  let found: unknown = null;
  try {
    fill([1024, 1024, 1024], 1).dispose();
  } catch (error) {
    found = error;
  }
  expect(found).toBeInstanceOf(RangeError);
  expect(isOutOfMemory(found)).toBe(true);
  expect(evaluate()).toEqual(expected);
});

it('knows what is said where memory ends, and takes nothing else for it', () => {
  const said = [
    'memory access out of bounds',
    'Out of memory',
    'Array buffer allocation failed',
    'Aborted(Cannot enlarge memory arrays)',
    'GPUOutOfMemoryError: Out of memory',
  ];
  for (const message of said) expect(isOutOfMemory(new Error(message))).toBe(true);
  for (const message of ['unreachable', 'Aborted()', 'remember the memory']) {
    expect(isOutOfMemory(new Error(message))).toBe(false);
  }
  expect(isOutOfMemory('out of memory')).toBe(false);
});

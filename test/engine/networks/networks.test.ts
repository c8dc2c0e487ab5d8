import { describe, expect, it } from 'vitest';
import { cropAndFlip } from '../../../src/engine/networks/augmentation.ts';
import { holdOut } from '../../../src/engine/networks/holdOut.ts';
import { initialParameters } from '../../../src/engine/networks/initialParameters.ts';
import { cycleLength, learningRateAt } from '../../../src/engine/networks/networkRunner.ts';
import { embeddingWidth, parameterCount, parameterPlaces } from '../../../src/engine/networks/networkSpec.ts';
import type { NetworkSpec } from '../../../src/engine/networks/networkSpec.ts';
import { orderRows } from '../../../src/engine/networks/orderRows.ts';
import { stoppingRule } from '../../../src/engine/networks/stoppingRule.ts';
import { drawBatches, drawDropout } from '../../../src/engine/networks/trainingDraws.ts';
import { createRng } from '../../../src/engine/numeric/rng.ts';
import { matrixOf } from '../syntheticData.ts';

const spec: NetworkSpec = { kind: 'perceptron', inputs: 100, hidden: [200, 50], outputs: 3, dropout: 0 };

describe('the places of parameters', () => {
  it('follow each other layer by layer and leave nothing out', () => {
    const places = parameterPlaces(spec);
    expect(places.map(({ kind, shape }) => [kind, ...shape])).toEqual([
      ['weights', 100, 200],
      ['biases', 200],
      ['weights', 200, 50],
      ['biases', 50],
      ['weights', 50, 3],
      ['biases', 3],
    ]);
    let end = 0;
    for (const { offset, length } of places) {
      expect(offset).toBe(end);
      end += length;
    }
    // 100 x 200 + 200 + 200 x 50 + 50 + 50 x 3 + 3.
    expect([end, parameterCount(spec), embeddingWidth(spec)]).toEqual([30_403, 30_403, 50]);
  });
});

it('starts with weights of He variance and biases of 0', () => {
  const parameters = initialParameters(spec, createRng(1));
  const variances = parameterPlaces(spec).map(({ offset, length }) => {
    const values = parameters.subarray(offset, offset + length);
    return values.reduce((sum, value) => sum + value ** 2, 0) / length;
  });
  const [first, firstBias, second, secondBias, last, lastBias] = variances;
  expect([firstBias, secondBias, lastBias]).toEqual([0, 0, 0]);
  // 2 / 100, 2 / 200 and, before no ReLU, 1 / 50; within five standard errors of a variance, sqrt(2 / n).
  expect(Math.abs(first! / 0.02 - 1)).toBeLessThan(5 * Math.sqrt(2 / 20_000));
  expect(Math.abs(second! / 0.01 - 1)).toBeLessThan(5 * Math.sqrt(2 / 10_000));
  expect(Math.abs(last! / 0.02 - 1)).toBeLessThan(5 * Math.sqrt(2 / 150));
});

it('draws every row once in batches of at most the size asked for', () => {
  const batches = drawBatches(10, 4, createRng(2));
  expect(batches.map((batch) => batch.length)).toEqual([4, 4, 2]);
  expect(batches.flatMap((batch) => [...batch]).sort((a, b) => a - b)).toEqual([...Array(10).keys()]);
});

it('gives a batch that would be too small to the one before', () => {
  const sizes = (rows: number) => drawBatches(rows, 4, createRng(2), 2).map((batch) => batch.length);
  expect([sizes(9), sizes(10), sizes(8), sizes(1)]).toEqual([[4, 5], [4, 4, 2], [4, 4], [1]]);
  expect(drawBatches(9, 4, createRng(2), 2).flatMap((batch) => [...batch])).toEqual(
    drawBatches(9, 4, createRng(2)).flatMap((batch) => [...batch]),
  );
});

it('lowers the learning rate to a tenth at its share of the epochs, or never', () => {
  const schedule = { epochs: 200, batch: 1, learningRate: 0.1, weightDecay: 0, patience: 0 };
  const at = (epoch: number, decayAt?: number) =>
    learningRateAt({ ...schedule, ...(decayAt !== undefined && { decayAt }) }, epoch);
  expect([at(0, 0.8), at(159, 0.8), at(160, 0.8), at(199, 0.8)]).toEqual([0.1, 0.1, 0.01, 0.01]);
  expect([at(199), at(199, 1)]).toEqual([0.1, 0.1]);
});

it('lowers it along half a cosine in each cycle, by the card', () => {
  const schedule = { epochs: 20, batch: 1, learningRate: 0.1, weightDecay: 0, patience: 0, cycles: 4 };
  const rates = [1, 3, 5, 6].map((epoch) => learningRateAt(schedule, epoch - 1));
  [0.1, 0.065451, 0.009549, 0.1].forEach((rate, index) => expect(rates[index]).toBeCloseTo(rate, 6));
  expect(learningRateAt(schedule, 2.5)).toBeCloseTo(0.05, 12);
  expect([cycleLength(schedule), cycleLength({ epochs: 21, cycles: 4 }), cycleLength({ epochs: 3 })]).toEqual(
    [5, 6, 3],
  );
});

describe('moved and flipped images', () => {
  const side = 8;
  // Two channels, of which the second says where a pixel was.
  const image = Float32Array.from({ length: 2 * side ** 2 }, (_, at) => (at % 2 === 0 ? 1 : (at - 1) / 2));
  const count = 400;
  const data = Float32Array.from({ length: count * image.length }, (_, at) => image[at % image.length]!);
  const moved = cropAndFlip({ side, channels: 2, data }, createRng(7));
  const images = Array.from({ length: count }, (_, index) =>
    moved.subarray(index * image.length, (index + 1) * image.length),
  );
  /** How far an image was moved and whether it was flipped, from its pixel at (3, 3) and the one beside it. */
  const moveOf = (one: Float32Array) => {
    const seen = (y: number, x: number) => one[2 * (y * side + x) + 1]!;
    const flips = seen(3, 4) < seen(3, 3);
    const [y, x] = [Math.floor(seen(3, 3) / side), seen(3, 3) % side];
    return { down: y - 3, across: x - (flips ? side - 1 - 3 : 3), flips };
  };

  it('are what they were, by at most an eighth of the side and with nothing behind the edge', () => {
    for (const one of images) {
      const { down, across, flips } = moveOf(one);
      for (let y = 0; y < side; y++) {
        for (let x = 0; x < side; x++) {
          const [fromY, fromX] = [y + down, (flips ? side - 1 - x : x) + across];
          const inside = fromY >= 0 && fromY < side && fromX >= 0 && fromX < side;
          const expected = inside ? [1, fromY * side + fromX] : [0, 0];
          const at = 2 * (y * side + x);
          expect([one[at], one[at + 1]]).toEqual(expected);
        }
      }
    }
  });

  it('go all ways alike often, and half of them are flipped', () => {
    const moves = images.map(moveOf);
    for (const by of [-1, 0, 1]) {
      // 400 / 3, within four deviations of a binomial, 4 x 9.4.
      for (const way of ['down', 'across'] as const) {
        expect(Math.abs(moves.filter((move) => move[way] === by).length - count / 3)).toBeLessThan(38);
      }
    }
    expect(Math.abs(moves.filter(({ flips }) => flips).length - count / 2)).toBeLessThan(40);
  });
});

it('leaves out the share asked for, and makes up for it in the others', () => {
  const mask = drawDropout(20_000, 0.25, createRng(3));
  expect(new Set(mask)).toEqual(new Set([0, Math.fround(4 / 3)]));
  const mean = mask.reduce((sum, value) => sum + value, 0) / mask.length;
  expect(Math.abs(mean - 1)).toBeLessThan(0.02);
});

describe('early stopping', () => {
  const run = (patience: number, losses: readonly number[]) => losses.map(stoppingRule(patience));

  it('ends after as many epochs without a fall as it is patient, and knows the best', () => {
    const states = run(2, [3, 2, 2.5, 1.5, 1.6, 1.7]);
    expect(states.map(({ isBest }) => isBest)).toEqual([true, true, false, true, false, false]);
    expect(states.map(({ isOver }) => isOver)).toEqual([false, false, false, false, false, true]);
  });

  it('is not kept waiting by a loss that only creeps', () => {
    const creeping = Array.from({ length: 5 }, (_, epoch) => 1 - epoch * 1e-4);
    expect(run(3, creeping).map(({ isOver }) => isOver)).toEqual([false, false, false, true, true]);
  });

  it('never ends without patience', () => {
    expect(run(0, [1, 2, NaN]).every(({ isBest, isOver }) => isBest && !isOver)).toBe(true);
  });
});

describe('held-out rows', () => {
  const labels = Int32Array.from({ length: 400 }, (_, row) => (row < 320 ? 0 : 1));

  it('are a share of each class', () => {
    const { trained, held } = holdOut(labels, 0.2, createRng(4));
    expect([...trained, ...held].sort((a, b) => a - b)).toEqual([...labels.keys()]);
    expect([...held].filter((row) => labels[row] === 0)).toHaveLength(64);
    expect([...held].filter((row) => labels[row] === 1)).toHaveLength(16);
  });

  it('are none of few labels, and never all of a class', () => {
    expect(holdOut(labels.subarray(101), 0.2, createRng(5)).held).toHaveLength(0);
    const lone = labels.map((label, row) => (row === 399 ? 2 : label));
    for (let seed = 0; seed < 20; seed++) {
      expect([...holdOut(lone, 0.5, createRng(seed)).trained]).toContain(399);
    }
  });
});

it('orders rows by what they hold', () => {
  const features = matrixOf([
    [2, 1],
    [1, 9],
    [1, 3],
    [0, 0],
  ]);
  expect([...orderRows(features, Int32Array.of(0, 0, 0, 1), [1, 1, 1, 1])]).toEqual([2, 1, 0, 3]);
  expect([...orderRows(features, Int32Array.of(0, 0, 0, 1), [1, 2, 3, 1])]).toEqual([0, 1, 2, 3]);
});

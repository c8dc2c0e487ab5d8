import { describe, expect, it } from 'vitest';
import { createAdam } from '../../../src/engine/neuralProcess/adam.ts';
import { drawBatches, groupBySize } from '../../../src/engine/neuralProcess/batches.ts';
import { createRng } from '../../../src/engine/numeric/rng.ts';
import { randomProblems } from './problems.ts';

// 150 problems of 3 + 7 points, 64 of 5 + 5.
const contexts = Array.from({ length: 214 }, (_, index) => (index % 3 === 0 && index < 192 ? 5 : 3));
const { problems } = randomProblems({ points: 10, features: 2, contexts }, 1);
const groups = groupBySize(problems);

describe('groupBySize', () => {
  it('puts problems of one size together', () => {
    expect(groups.map((group) => group.length)).toEqual([64, 150]);
    for (const group of groups) {
      expect(new Set(Array.from(group, (index) => problems[index]!.context.length)).size).toBe(1);
    }
  });
});

describe('drawBatches', () => {
  const rng = createRng(5);
  const first = drawBatches(groups, rng);
  const second = drawBatches(groups, rng);

  it('names every problem once, in batches of at most 64 of one size', () => {
    expect(first.flatMap((batch) => Array.from(batch)).sort((a, b) => a - b)).toEqual(
      Array.from(problems.keys()),
    );
    expect(first.map((batch) => batch.length).sort((a, b) => a - b)).toEqual([22, 64, 64, 64]);
    for (const batch of first) {
      expect(new Set(Array.from(batch, (index) => problems[index]!.context.length)).size).toBe(1);
    }
  });

  it('shuffles anew each epoch, the same way for the same seed', () => {
    expect(second).not.toEqual(first);
    const orders = Array.from({ length: 12 }, () =>
      drawBatches(groups, rng)
        .map(({ length }) => length)
        .indexOf(22),
    );
    expect(new Set(orders).size).toBeGreaterThan(1);
    expect(drawBatches(groups, createRng(5))).toEqual(first);
  });
});

describe('createAdam', () => {
  it('takes the steps of Kingma and Ba, worked out by hand', () => {
    const parameters = Float64Array.of(1, -2);
    const adam = createAdam(parameters);
    adam.step(Float64Array.of(0.5, 0), 0.1);
    // The first step is the rate itself, whatever the slope.
    expect(parameters[0]).toBeCloseTo(0.9, 7);
    expect(parameters[1]).toBe(-2);
    adam.step(Float64Array.of(-0.5, 2), 0.1);
    // m = 0.9 0.05 - 0.05 = -0.005, over 0.19; v = 0.000499750, over 0.001999.
    expect(parameters[0]).toBeCloseTo(0.9 + (0.1 * (0.005 / 0.19)) / 0.5, 7);
    expect(parameters[1]).toBeCloseTo(-2 - (0.1 * (0.2 / 0.19)) / Math.sqrt(0.004 / 0.001999), 7);
  });
});

import { describe, expect, it } from 'vitest';
import { drawProblems } from '../../../src/engine/neuralProcess/simulateProblems.ts';
import { createRng } from '../../../src/engine/numeric/rng.ts';

const labels = Int32Array.from({ length: 40 }, (_, place) => (place < 4 ? 0 : 1));

describe('drawProblems', () => {
  const problems = drawProblems(labels, 500, createRng(1));

  it('splits all labels into context and targets', () => {
    for (const { context, targets } of problems) {
      expect(new Set([...context, ...targets]).size).toBe(40);
      expect(context.length + targets.length).toBe(40);
    }
  });

  it('takes floor(q n) labels for q from 0.1 to 0.9, and two classes always', () => {
    const sizes = new Set(problems.map(({ context }) => context.length));
    expect([...sizes].sort((a, b) => a - b)).toEqual([4, 8, 12, 16, 20, 24, 28, 32, 36]);
    for (const { context } of problems) {
      expect(new Set(context.map((place) => labels[place]!)).size).toBe(2);
    }
    const odd = drawProblems(labels.slice(0, 25), 300, createRng(2));
    const floors = [2, 5, 7, 10, 12, 15, 17, 20, 22];
    expect(
      [...new Set(odd.map(({ context }) => context.length))].every((size) => floors.includes(size)),
    ).toBe(true);
  });

  it('is the same for the same seed', () => {
    expect(drawProblems(labels, 500, createRng(1))).toEqual(problems);
  });

  it('refuses labels of one class', () => {
    expect(() => drawProblems(new Int32Array(9), 3, createRng(1))).toThrow(RangeError);
  });
});

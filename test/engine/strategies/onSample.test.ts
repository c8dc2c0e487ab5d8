import { describe, expect, it } from 'vitest';
import { createRng } from '../../../src/engine/numeric/rng.ts';
import { kCenterGreedy } from '../../../src/engine/strategies/kCenterGreedy.ts';
import {
  drawSample,
  onSample,
  sampleParam,
  selectOnSample,
  withinBudget,
} from '../../../src/engine/strategies/onSample.ts';
import { select } from '../../../src/engine/strategies/select.ts';
import { randomPool } from './poolView.ts';

const params = [sampleParam(10)];

describe('a sample of a large pool', () => {
  it('is drawn by the seed, ascending, without repeats', () => {
    const sample = drawSample(100, 12, createRng(1));
    expect(sample).toEqual(drawSample(100, 12, createRng(1)));
    expect(sample).not.toEqual(drawSample(100, 12, createRng(2)));
    expect([...sample]).toEqual([...new Set(sample)].sort((a, b) => a - b));
    expect([...drawSample(3, 12, createRng(1))]).toEqual([0, 1, 2]);
  });

  it('carries its scores back to their places, and leaves the rest without one', () => {
    const view = randomPool();
    const scores = onSample(view, params, createRng(1), (part) => {
      expect(part.candidates).toHaveLength(10);
      expect(part.probabilities).toHaveLength(30);
      return Float64Array.from(part.candidates);
    });
    expect(scores.filter(Number.isFinite)).toHaveLength(10);
    scores.forEach((score, index) => {
      if (!Number.isNaN(score)) expect(score).toBe(view.candidates[index]);
    });
  });

  it('is the whole pool where that is no larger', () => {
    const view = randomPool({ rows: 10, labeled: 1 });
    expect(onSample(view, params, createRng(1), (part) => new Float64Array(part.candidates.length))).toEqual(
      new Float64Array(9),
    );
  });

  it('holds at least a batch', () => {
    const select20 = (view: ReturnType<typeof randomPool>) => ({
      rowIds: view.candidates.slice(0, 20),
      utilities: new Float64Array(view.candidates.length),
    });
    const batch = { params, k: 20, rng: createRng(1) };
    expect(selectOnSample(randomPool(), batch, select20).rowIds).toHaveLength(20);
  });

  it('shrinks to what the work on each item affords, within limits', () => {
    const view = randomPool();
    const sizeAt = (cost: number) =>
      withinBudget(view, params, { cost, work: 60, fewest: 4 }).params['sample'];
    expect([1, 6, 10, 12, 1000].map(sizeAt)).toEqual([10, 10, 6, 5, 4]);
    expect(view.params).toEqual({});
  });

  it('bounds k-center too', () => {
    const view = { ...randomPool(), params: { sample: 8 } };
    const { rowIds, utilities } = select(kCenterGreedy, view, 5, createRng(1));
    expect(new Set(rowIds).size).toBe(5);
    expect(utilities.filter(Number.isFinite)).toHaveLength(8);
  });
});

import { describe, expect, it } from 'vitest';
import { CancelledError } from '../../../src/engine/cancellation.ts';
import { createRng } from '../../../src/engine/numeric/rng.ts';
import { pickGreedily } from '../../../src/engine/strategies/pickGreedily.ts';
import { viewOfProbabilities } from './poolView.ts';

const view = viewOfProbabilities([[1], [1], [1], [1]]);
const pick = (scores: Float64Array, k: number, picked: (position: number) => void = () => undefined) =>
  pickGreedily(view, k, { scores, rng: createRng(1) }, picked);

describe('pickGreedily', () => {
  it('takes the highest score as it stands when its turn comes', () => {
    const scores = Float64Array.of(3, 2, 1, 0);
    const { rowIds, utilities } = pick(scores, 3, (position) => {
      if (position === 0) scores.set([3, -1, 1.5, 0]);
    });
    expect([...rowIds]).toEqual([0, 2, 3]);
    expect([...utilities]).toEqual([3, -1, 1.5, 0]);
  });

  it('never lets a utility rise from one pick to the next, nor above the picks', () => {
    const scores = Float64Array.of(1, 0, 0, 0);
    const { rowIds, utilities } = pick(scores, 2, () => scores.fill(5, 1));
    expect(rowIds[0]).toBe(0);
    expect([...utilities]).toEqual([1, 1, 1, 1]);
  });

  it('picks what has no score last', () => {
    const { rowIds, utilities } = pick(Float64Array.of(NaN, 1, NaN, 2), 4);
    expect([...rowIds.slice(0, 2)]).toEqual([3, 1]);
    expect(new Set(rowIds.slice(2))).toEqual(new Set([0, 2]));
    expect([...utilities]).toEqual([NaN, 1, NaN, 2]);
  });

  it('ends when cancelled', () => {
    const cancelled = { ...view, signal: { aborted: true } };
    const run = () =>
      pickGreedily(cancelled, 2, { scores: new Float64Array(4), rng: createRng(1) }, () => undefined);
    expect(run).toThrow(CancelledError);
  });
});

import { describe, expect, it } from 'vitest';
import { scoreHistogram } from '../../../src/engine/inspect/scoreHistogram.ts';

describe('scoreHistogram', () => {
  it('counts scores in equal parts of their range, the highest in the last', () => {
    expect(scoreHistogram([0, 0.4, 1, 2.6, 4, 4], 4)).toEqual({ low: 0, high: 4, counts: [2, 1, 1, 2] });
  });

  it('leaves out what is no number, and is null where nothing is left', () => {
    expect(scoreHistogram(Float32Array.of(NaN, 2, Infinity, 6), 2)).toEqual({
      low: 2,
      high: 6,
      counts: [1, 1],
    });
    expect(scoreHistogram([NaN], 3)).toBeNull();
  });

  it('has equal scores in the first part', () => {
    expect(scoreHistogram([5, 5, 5], 3)).toEqual({ low: 5, high: 5, counts: [3, 0, 0] });
  });
});

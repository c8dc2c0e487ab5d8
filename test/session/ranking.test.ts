import { describe, expect, it } from 'vitest';
import { makeRanking } from '../../src/session/ranking.ts';

const learning = {
  losses: Float64Array.of(1),
  problems: 1,
  rewardLabels: 1,
  sharedLabels: 0,
  coverage: [],
  bounds: null,
  check: { mean: Float64Array.of(), deviation: Float64Array.of(), gain: Float64Array.of() },
};

describe('makeRanking', () => {
  it('says what each row is predicted to gain, and of what', () => {
    const ranking = makeRanking(4, 'neuralProcess', {
      revision: 1,
      seed: 1,
      modelId: 'm',
      ranking: Int32Array.of(7, 2, 5, 4),
      scores: Float32Array.of(3, 2, 1, 0),
      suggested: Int16Array.of(0, 1, -1, 0),
      confidence: Float32Array.of(0.5, 0.75, Number.NaN, 1),
      slots: [],
      coldStart: null,
      fallback: null,
      gains: {
        objective: { kind: 'balancedAccuracy' },
        mean: Float32Array.of(0.5, -0.25, Number.NaN, 0),
        deviation: Float32Array.of(0.125, 0.5, Number.NaN, 0),
        learning,
      },
      vote: {
        candidates: ['margin', 'kMeans'],
        weights: [0.75, 0.25],
        merged: [],
        correlations: [
          [1, 0],
          [0, 1],
        ],
        overlaps: [
          [1, 0],
          [0, 1],
        ],
        uniformOverlap: null,
        note: null,
        contributions: Float32Array.of(2, 1, -0.5, 2.5),
      },
      memory: null,
      modelMemory: null,
      fitMs: 0,
      scoreMs: 0,
      totalMs: 0,
    });
    expect(ranking.objective).toEqual({ kind: 'balancedAccuracy' });
    expect(ranking.at(2)).toMatchObject({ rank: 2, gain: { mean: -0.25, deviation: 0.5 } });
    expect(ranking.at(5)?.gain).toBeNull();
    expect(ranking.vote).toMatchObject({ candidates: ['margin', 'kMeans'], weights: [0.75, 0.25] });
    expect(ranking.vote).not.toHaveProperty('contributions');
    // The strategy picked two items: the first of the ranking.
    expect(ranking.at(7)?.contributions).toEqual([2, 1]);
    expect(ranking.at(2)?.contributions).toEqual([-0.5, 2.5]);
    expect(ranking.at(5)?.contributions).toBeNull();
    expect(ranking.at(4)).toMatchObject({ rank: 4, gain: null });
    expect(ranking.at(3)).toBeNull();
  });
});

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
    const ranking = makeRanking(4, {
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
      memory: null,
      modelMemory: null,
      fitMs: 0,
      scoreMs: 0,
      totalMs: 0,
    });
    expect(ranking.objective).toEqual({ kind: 'balancedAccuracy' });
    expect(ranking.at(2)).toMatchObject({ rank: 2, gain: { mean: -0.25, deviation: 0.5 } });
    expect(ranking.at(5)?.gain).toBeNull();
    expect(ranking.at(4)).toMatchObject({ rank: 4, gain: null });
    expect(ranking.at(3)).toBeNull();
  });
});

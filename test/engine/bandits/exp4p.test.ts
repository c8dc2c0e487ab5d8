import { describe, expect, it } from 'vitest';
import { packAlbl, unpackAlbl } from '../../../src/engine/bandits/alblMemory.ts';
import {
  armProbabilities,
  leastProbability,
  rewardArms,
  weightedAccuracy,
} from '../../../src/engine/bandits/exp4p.ts';
import { packTailor, unpackTailor } from '../../../src/engine/bandits/tailorMemory.ts';

describe('EXP4.P', () => {
  it('has the numbers worked out by hand: two arms, a budget of 100, an item of the first', () => {
    expect(leastProbability(2, 100)).toBeCloseTo(0.058871, 6);
    const before = Float64Array.of(1, 1);
    const probabilities = armProbabilities(before, 100);
    expect([...probabilities]).toEqual([0.5, 0.5]);
    const pull = { proposed: [1, 0], probabilities, probability: 0.5 };
    const weights = rewardArms(before, 0.5, pull, 100);
    expect(weights[0]).toBeCloseTo(1.03732, 5);
    expect(weights[1]).toBeCloseTo(1.007231, 6);
    const after = armProbabilities(weights, 100);
    expect(after[0]).toBeCloseTo(0.506492, 6);
    expect(after[1]).toBeCloseTo(0.493508, 6);
  });

  it('never leaves an arm without its least probability, also with a budget too small for the formula', () => {
    expect(armProbabilities(Float64Array.of(1, 0), 100)[1]).toBeCloseTo(0.058871, 6);
    // The square root of ln 8 / (8 * 2) is above 1/8: all arms are equally likely then.
    expect([...armProbabilities(Float64Array.from([9, 1, 1, 1, 1, 1, 1, 1]), 2)]).toEqual(
      Array(8).fill(1 / 8),
    );
    expect([...armProbabilities(Float64Array.of(3), 10)]).toEqual([1]);
  });

  it('weighs outcomes by how seldom they are asked', () => {
    const outcomes = [
      { probability: 0.5, isRight: true },
      { probability: 0.25, isRight: false },
    ];
    expect(weightedAccuracy(outcomes, 10, 2)).toBeCloseTo(0.1, 12);
  });
});

describe('memories of bandits', () => {
  const albl = {
    items: 40,
    weights: Float64Array.of(1, 0.5),
    probabilities: Float64Array.of(0.6, 0.4),
    past: [{ row: 3, probability: 0.6 }],
    pending: [{ row: 7, probability: 1, proposed: Float64Array.of(1, 1) }],
  };
  const tailor = { counts: Float64Array.of(1, 0.9, 0, 2), pending: [{ row: 5, arm: 1 }] };

  it('come back as they were', () => {
    expect(unpackAlbl(packAlbl(albl), 2)).toEqual(albl);
    expect(unpackTailor(packTailor(tailor), 4)).toEqual(tailor);
  });

  it('are not taken for those of other arms or other strategies, nor when they are cut off', () => {
    expect(unpackAlbl(packAlbl(albl), 3)).toBeNull();
    expect(unpackAlbl(packTailor(tailor), 2)).toBeNull();
    expect(unpackAlbl(packAlbl(albl).slice(0, -1), 2)).toBeNull();
    expect(unpackAlbl(undefined, 2)).toBeNull();
    expect(unpackTailor(packTailor(tailor), 6)).toBeNull();
    expect(unpackTailor(packAlbl(albl), 4)).toBeNull();
    expect(unpackTailor(Float64Array.from([...packTailor(tailor), 1]), 4)).toBeNull();
  });
});

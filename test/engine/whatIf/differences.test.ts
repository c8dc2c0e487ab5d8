import { describe, expect, it } from 'vitest';
import { meanDifference, weightedMean } from '../../../src/engine/whatIf/differences.ts';

const pair = (places: number[], first: number[], second: number[]) => ({
  places: Int32Array.from(places),
  first: Uint8Array.from(first),
  second: Uint8Array.from(second),
});

describe('weightedMean', () => {
  it('with equal weights is the mean with the variance of a mean', () => {
    // Squares around 3: 4 + 0 + 4, divided by n (n - 1) = 6.
    const { mean, variance } = weightedMean(Float64Array.of(1, 3, 5), Float64Array.of(2, 2, 2));
    expect(mean).toBeCloseTo(3, 12);
    expect(variance).toBeCloseTo(8 / 6, 12);
  });

  it('weights values and their squares', () => {
    // Mean 0.75; (3 * 0.25)^2 + (1 * 0.75)^2 = 1.125, over 16, times 1.6 / 0.6.
    const { mean, variance } = weightedMean(Float64Array.of(1, 0), Float64Array.of(3, 1));
    expect(mean).toBeCloseTo(0.75, 12);
    expect(variance).toBeCloseTo((1.125 / 16) * (1.6 / 0.6), 12);
  });
});

describe('meanDifference', () => {
  const weights = Float64Array.of(1, 1, 1, 1);

  it('is 0 without doubt where both are right on the same labels', () => {
    const same = pair([0, 1, 2, 3], [1, 0, 1, 1], [1, 0, 1, 1]);
    expect(meanDifference([same, same], weights)).toEqual({ value: 0, standardError: 0 });
  });

  it('averages each label over the replays that saw it, then the labels by weight', () => {
    // Label 0: +1 and 0, mean 0.5; label 1: 0; label 2: -1.
    const pairs = [pair([0, 1], [1, 1], [0, 1]), pair([0, 2], [1, 0], [1, 1])];
    const { value } = meanDifference(pairs, Float64Array.of(4, 2, 2, 100));
    expect(value).toBeCloseTo((4 * 0.5 + 2 * 0 - 2 * 1) / 8, 12);
  });

  it('has the error of a mean over labels while replays agree', () => {
    // Differences 1, 0, 0, 0: mean 1/4, variance 0.75 / (4 * 3).
    const each = pair([0, 1, 2, 3], [1, 1, 1, 0], [0, 1, 1, 0]);
    const { value, standardError } = meanDifference([each, each, each], weights);
    expect(value).toBeCloseTo(0.25, 12);
    expect(standardError ** 2).toBeCloseTo(0.75 / 12, 12);
  });

  it('adds what all labels of a replay have in common', () => {
    // One replay is right everywhere, the other nowhere: labels do not differ, replays do by 1 and -1, variance 2 / 2.
    const better = pair([0, 1, 2, 3], [1, 1, 1, 1], [0, 0, 0, 0]);
    const worse = pair([0, 1, 2, 3], [0, 0, 0, 0], [1, 1, 1, 1]);
    const { value, standardError } = meanDifference([better, worse], weights);
    expect(value).toBe(0);
    expect(standardError).toBeCloseTo(1, 12);
  });
});

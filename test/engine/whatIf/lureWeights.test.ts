import { describe, expect, it } from 'vitest';
import { effectiveSampleSize, lureWeights } from '../../../src/engine/whatIf/lureWeights.ts';

const weightsOf = (probabilities: number[], total: number): number[] => [
  ...lureWeights(
    {
      probabilities: Float64Array.from(probabilities),
      poolSizes: Int32Array.from(probabilities, (_, index) => total - index),
    },
    total,
  ),
];

describe('lureWeights', () => {
  it('counts uniform draws once each', () => {
    expect(weightsOf([1 / 4, 1 / 3, 1 / 2], 4)).toEqual([1, 1, 1]);
  });

  it('has the values of the formula', () => {
    // 1 + 8/9 (1 / (10 * 0.5) - 1) and 1 + 8/8 (1 / (9 * 0.05) - 1).
    const [sure, rare] = weightsOf([0.5, 0.05], 10);
    expect(sure).toBeCloseTo(1 - (8 / 9) * 0.8, 12);
    expect(rare).toBeCloseTo(1 / 0.45, 12);
  });

  it('counts every label once when the whole pool is labeled, whatever chose them', () => {
    expect(weightsOf([0.9, 0.01, 1], 3)).toEqual([1, 1, 1]);
  });

  it('makes the weighted mean unbiased: over every order in which two of four can be drawn', () => {
    const values = [1, 5, -2, 7];
    const preference = [8, 1, 4, 2];
    let expected = 0;
    for (let first = 0; first < 4; first++) {
      const chance = preference[first]! / 15;
      for (let second = 0; second < 4; second++) {
        if (second === first) continue;
        const then = preference[second]! / (15 - preference[first]!);
        const [a, b] = weightsOf([chance, then], 4);
        expected += (chance * then * (a! * values[first]! + b! * values[second]!)) / 2;
      }
    }
    expect(expected).toBeCloseTo((1 + 5 - 2 + 7) / 4, 12);
  });
});

describe('effectiveSampleSize', () => {
  it('is the number of equal weights, and less for others', () => {
    expect(effectiveSampleSize(Float64Array.of(2, 2, 2))).toBe(3);
    expect(effectiveSampleSize(Float64Array.of(3, 1))).toBeCloseTo(1.6, 12);
    expect(effectiveSampleSize(Float64Array.of(1, 0))).toBe(1);
    expect(effectiveSampleSize(new Float64Array(0))).toBe(0);
  });
});

import { describe, expect, it } from 'vitest';
import { averagePrecision } from '../../../src/engine/metrics/averagePrecision.ts';
import { brier } from '../../../src/engine/metrics/brier.ts';
import { logLoss } from '../../../src/engine/metrics/logLoss.ts';
import { rocAuc, rocAucOneVsOne, rocAucOneVsRest } from '../../../src/engine/metrics/rocAuc.ts';

const ints = (...values: number[]): Int32Array => Int32Array.from(values);
const floats = (...values: number[]): Float64Array => Float64Array.from(values);

describe('rocAuc', () => {
  it('is the share of pairs in the right order, ties counting half', () => {
    expect(rocAuc(ints(0, 1, 0, 1), floats(0.1, 0.9, 0.4, 0.4))).toBe((1 + 1 + 1 + 0.5) / 4);
    expect(rocAuc(ints(0, 1), floats(0.9, 0.1))).toBe(0);
    expect(rocAuc(ints(1, 0, 1), floats(0.5, 0.5, 0.5))).toBe(0.5);
  });

  it('is not a number where a class is absent', () => {
    expect(rocAuc(ints(1, 1), floats(0.2, 0.3))).toBeNaN();
  });

  it('of two classes is the same one against the rest and one against one', () => {
    const truth = ints(0, 1, 1, 0, 1);
    const positive = [0.2, 0.7, 0.4, 0.5, 0.9];
    const probabilities = floats(...positive.flatMap((p) => [1 - p, p]));
    const area = rocAuc(truth, floats(...positive));
    expect(rocAucOneVsRest(truth, probabilities, 2)).toBeCloseTo(area, 12);
    expect(rocAucOneVsOne(truth, probabilities, 2)).toBeCloseTo(area, 12);
  });
});

describe('averagePrecision', () => {
  it('sums precision over the recall gained', () => {
    // Descending: 1 (precision 1), 0, 1 (precision 2/3).
    expect(averagePrecision(ints(1, 0, 1), floats(0.9, 0.8, 0.7))).toBeCloseTo((1 + 2 / 3) / 2, 12);
    expect(averagePrecision(ints(0, 0), floats(0.9, 0.8))).toBeNaN();
  });

  it('lets ties pass a threshold together', () => {
    expect(averagePrecision(ints(1, 0), floats(0.5, 0.5))).toBe(0.5);
    expect(averagePrecision(ints(0, 1), floats(0.5, 0.5))).toBe(0.5);
  });
});

describe('logLoss and brier', () => {
  it('are their means, and a wrong certainty stays finite', () => {
    expect(logLoss(ints(0, 1), floats(0.5, 0.5, 0.25, 0.75), 2)).toBeCloseTo(
      -(Math.log(0.5) + Math.log(0.75)) / 2,
      12,
    );
    expect(logLoss(ints(0), floats(0, 1), 2)).toBeCloseTo(52 * Math.LN2, 12);
    expect(brier(ints(0, 1), floats(0.5, 0.75))).toBeCloseTo((0.25 + 0.0625) / 2, 12);
  });
});

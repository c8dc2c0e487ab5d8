import { describe, expect, it } from 'vitest';
import { meanInterval } from '../../../src/engine/statistics/meanInterval.ts';
import { meanOf, spread } from '../../../src/engine/statistics/spread.ts';

describe('spread', () => {
  it('has n - 1 in the deviation', () => {
    expect(spread([1, 2, 4, 5])).toEqual({ mean: 3, sd: Math.sqrt(10 / 3) });
  });

  it('has no deviation for a single value', () => {
    expect(spread([0.7])).toEqual({ mean: 0.7, sd: null });
  });

  it('gives equal values exactly their mean and no deviation', () => {
    // A plain sum of three tenths is 0.30000000000000004.
    expect(spread([0.1, 0.1, 0.1])).toEqual({ mean: 0.1, sd: 0 });
    expect(meanOf([0.1, 0.1, 0.1])).toBe(0.1);
  });
});

describe('meanInterval', () => {
  it('agrees with SciPy', () => {
    // SciPy 1.17.1, stats.t.interval(0.95, 8, mean, stats.sem(values)).
    const interval = meanInterval([0.05, 0.12, -0.03, 0.22, 0.08, 0.11, 0, 0.3, 0.02]);
    expect(interval.mean).toBeCloseTo(0.09666666666666666, 14);
    expect(interval.sd).toBeCloseTo(0.1066536450385077, 14);
    expect(interval.low).toBeCloseTo(0.014685417835534648, 13);
    expect(interval.high).toBeCloseTo(0.17864791549779868, 13);
  });

  it('is mean -+ 12.706 sd / sqrt(2) for two values, and wider with more confidence', () => {
    const { low, high } = meanInterval([0, 2]);
    expect(low).toBeCloseTo(1 - 12.706204736174694, 10);
    expect(high).toBeCloseTo(1 + 12.706204736174694, 10);
    expect(meanInterval([0, 2], 0.99).high).toBeGreaterThan(60);
  });

  it('has no bounds for a single value and no width for equal ones', () => {
    expect(meanInterval([0.3])).toEqual({ mean: 0.3, sd: null, low: null, high: null });
    expect(meanInterval([0.1, 0.1, 0.1])).toEqual({ mean: 0.1, sd: 0, low: 0.1, high: 0.1 });
  });
});

import { describe, expect, it } from 'vitest';
import { accuracy } from '../../../src/engine/metrics/accuracy.ts';
import { areaUnderCurve } from '../../../src/engine/metrics/areaUnderCurve.ts';
import { balancedAccuracy } from '../../../src/engine/metrics/balancedAccuracy.ts';
import { classWeights } from '../../../src/engine/metrics/classWeights.ts';
import { weightedAccuracy } from '../../../src/engine/metrics/weightedAccuracy.ts';
import { wilsonInterval } from '../../../src/engine/metrics/wilsonInterval.ts';

const truth = Int32Array.of(0, 0, 0, 0, 1, 1);
const predicted = Int32Array.of(0, 0, 0, 1, 1, 0);

describe('accuracies', () => {
  it('give what is counted by hand', () => {
    expect(accuracy(truth, predicted)).toBeCloseTo(4 / 6, 15);
    expect(balancedAccuracy(truth, predicted, 2)).toBeCloseTo((3 / 4 + 1 / 2) / 2, 15);
    expect(weightedAccuracy(truth, predicted, Float64Array.of(1, 10))).toBeCloseTo((3 + 10) / (4 + 20), 15);
  });

  it('agree where they must: equal weights, and weights inverse to the counts', () => {
    expect(weightedAccuracy(truth, predicted, Float64Array.of(2, 2))).toBeCloseTo(
      accuracy(truth, predicted),
      15,
    );
    expect(weightedAccuracy(truth, predicted, Float64Array.of(1 / 4, 1 / 2))).toBeCloseTo(
      balancedAccuracy(truth, predicted, 2),
      15,
    );
  });

  it('leave classes without items out of the balance, and are NaN without any item', () => {
    expect(balancedAccuracy(truth, predicted, 5)).toBe(balancedAccuracy(truth, predicted, 2));
    const none = new Int32Array(0);
    expect(accuracy(none, none)).toBeNaN();
    expect(balancedAccuracy(none, none, 2)).toBeNaN();
    expect(weightedAccuracy(none, none, Float64Array.of(1))).toBeNaN();
  });
});

describe('classWeights', () => {
  it('undo the factors and have mean 1', () => {
    const weights = classWeights(Float64Array.of(1, 10));
    expect(weights[0]).toBeCloseTo(20 / 11, 14);
    expect(weights[1]).toBeCloseTo(2 / 11, 14);
  });
});

describe('areaUnderCurve', () => {
  it('is the sum of trapezoids', () => {
    expect(areaUnderCurve(Float64Array.of(0.5, 0.7, 1))).toBeCloseTo(0.6 + 0.85, 15);
    expect(areaUnderCurve(new Float64Array(11).fill(1))).toBe(10);
    expect(areaUnderCurve(Float64Array.of(0.9))).toBe(0);
  });
});

describe('wilsonInterval', () => {
  it('gives the textbook interval of 8 successes in 10 trials', () => {
    // Agresti and Coull 1998: the roots of |p - 0.8| = z sqrt(p (1 - p) / 10).
    const { low, high } = wilsonInterval(8, 10);
    for (const p of [low, high]) {
      expect(Math.abs(p - 0.8)).toBeCloseTo(1.959963984540054 * Math.sqrt((p * (1 - p)) / 10), 12);
    }
    expect(low).toBeCloseTo(0.4902, 4);
    expect(high).toBeCloseTo(0.9433, 4);
  });

  it('stays inside [0, 1] and says nothing without trials', () => {
    expect(wilsonInterval(0, 5).low).toBe(0);
    expect(wilsonInterval(0, 5).high).toBeGreaterThan(0.3);
    expect(wilsonInterval(5, 5).high).toBe(1);
    expect(wilsonInterval(0, 0)).toEqual({ low: 0, high: 1 });
  });

  it('ends exactly at 0 and 1 where all trials agree', () => {
    for (let trials = 1; trials <= 200; trials++) {
      expect(wilsonInterval(0, trials).low).toBe(0);
      expect(wilsonInterval(trials, trials).high).toBe(1);
      expect(wilsonInterval(trials, trials).low).toBeLessThan(1);
    }
  });

  it('narrows with more trials and widens with more confidence', () => {
    const width = (n: number, z?: number) => {
      const { low, high } = wilsonInterval(n / 2, n, z);
      return high - low;
    };
    expect(width(100)).toBeLessThan(width(10));
    expect(width(100, 2.576)).toBeGreaterThan(width(100));
  });
});

import { describe, expect, it } from 'vitest';
import { cohenKappa } from '../../../src/engine/metrics/cohenKappa.ts';
import { confusion } from '../../../src/engine/metrics/confusion.ts';
import { f1 } from '../../../src/engine/metrics/f1.ts';

const truth = Int32Array.of(0, 0, 0, 1, 1, 2);
const predicted = Int32Array.of(0, 0, 1, 1, 1, 0);

describe('confusion and what is made of it', () => {
  it('counts truth in rows and predictions in columns', () => {
    expect([...confusion(truth, predicted, 3)]).toEqual([2, 1, 0, 0, 2, 0, 1, 0, 0]);
  });

  it('averages F1 over the classes that occur', () => {
    expect(f1(truth, predicted, 3)).toBeCloseTo((4 / 6 + 4 / 5 + 0) / 3, 12);
    expect(f1(truth, predicted, 5)).toBe(f1(truth, predicted, 3));
    expect(f1(new Int32Array(0), new Int32Array(0), 2)).toBeNaN();
  });

  it('takes chance out of the agreement', () => {
    const observed = 4 / 6;
    const expected = (3 * 3 + 2 * 3 + 0) / 36;
    expect(cohenKappa(truth, predicted, 3)).toBeCloseTo((observed - expected) / (1 - expected), 12);
    expect(cohenKappa(truth, truth, 3)).toBeCloseTo(1, 12);
    expect(cohenKappa(Int32Array.of(0, 0), Int32Array.of(0, 0), 2)).toBeNaN();
  });
});

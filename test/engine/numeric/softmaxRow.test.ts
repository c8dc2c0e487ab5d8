import { describe, expect, it } from 'vitest';
import { logistic, softplus } from '../../../src/engine/numeric/logistic.ts';
import { softmaxRow } from '../../../src/engine/numeric/softmaxRow.ts';

describe('softmaxRow', () => {
  it('normalises one row, leaves the others alone and returns ln sum exp', () => {
    const logits = Float64Array.of(9, 9, Math.log(1), Math.log(2), Math.log(5), 9);
    const total = softmaxRow(logits.subarray(2, 5), 0, 3);
    expect(total).toBeCloseTo(Math.log(8), 14);
    [0.125, 0.25, 0.625].forEach((share, index) => expect(logits[2 + index]).toBeCloseTo(share, 14));
    expect([logits[0], logits[1], logits[5]]).toEqual([9, 9, 9]);
  });

  it('works on the second row in place', () => {
    const logits = Float64Array.of(7, 8, 0, 0);
    softmaxRow(logits, 1, 2);
    expect([...logits]).toEqual([7, 8, 0.5, 0.5]);
  });

  it('neither overflows nor underflows to NaN', () => {
    const logits = Float64Array.of(1e4, -1e4);
    expect(softmaxRow(logits, 0, 2)).toBe(1e4);
    expect([...logits]).toEqual([1, 0]);
  });
});

describe('logistic and softplus', () => {
  it('keep small values and survive large ones', () => {
    expect(logistic(0)).toBe(0.5);
    expect(logistic(800)).toBe(1);
    expect(logistic(-800)).toBe(0);
    expect(logistic(-40)).toBeCloseTo(Math.exp(-40), 30);
    expect(softplus(0)).toBeCloseTo(Math.LN2, 15);
    expect(softplus(1000)).toBe(1000);
    expect(softplus(-40)).toBeCloseTo(Math.exp(-40), 30);
    expect(softplus(-40)).toBeGreaterThan(0);
  });
});

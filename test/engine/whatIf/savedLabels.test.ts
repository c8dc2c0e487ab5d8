import { describe, expect, it } from 'vitest';
import { savedLabels } from '../../../src/engine/whatIf/savedLabels.ts';

const counts = [10, 20, 30, 40];
const exact = (values: number[]) => values.map((value) => ({ value, standardError: 0 }));
const unsure = (values: number[], standardError: number) => values.map((value) => ({ value, standardError }));

describe('savedLabels', () => {
  it('counts from where the difference reaches 0, between two counts on their line', () => {
    // From -0.2 at 10 to 0.1 at 20: 0 at 16.67, so 17 labels are needed and 23 saved.
    expect(savedLabels(counts, exact([-0.2, 0.1, 0.2, 0.3]), 2)).toMatchObject({
      saved: 23,
      low: 23,
      high: 23,
    });
  });

  it('saves nothing where only all labels are enough, and all but the first stage where that is', () => {
    expect(savedLabels(counts, exact([-3, -2, -1, 0]), 2).saved).toBe(0);
    expect(savedLabels(counts, exact([0, 0, 0, 0]), 2).saved).toBe(30);
  });

  it('says that today is not reached', () => {
    const { saved, low, high } = savedLabels(counts, exact([-0.4, -0.3, -0.2, -0.1]), 2);
    expect([saved, low, high]).toEqual([null, null, null]);
  });

  it('holds every number of labels at which a difference of 0 is not rejected', () => {
    // Two errors of 0.1 up and down: 0 is reached at 20 with +0.2, at 30 in the middle, at 40 with -0.2.
    expect(savedLabels(counts, unsure([-0.4, -0.2, 0, 0.2], 0.1), 2)).toMatchObject({
      saved: 10,
      low: 0,
      high: 20,
    });
  });

  it('is open where 0 may lie beyond all labels', () => {
    expect(savedLabels(counts, unsure([-0.4, -0.2, 0, 0.1], 0.1), 2)).toMatchObject({
      saved: 10,
      low: null,
      high: 20,
    });
    expect(savedLabels(counts, unsure([-0.4, -0.3, -0.2, -0.1], 0.1), 2)).toMatchObject({
      saved: null,
      low: null,
      high: 10,
    });
  });

  it('gives the curve without falls, so that a lucky stage does not count as reached', () => {
    // 0.1 and then -0.3 are one stage of -0.1: 0 is reached on the way to 0.2, at 36.7.
    const { saved, curve } = savedLabels(counts, exact([-0.5, 0.1, -0.3, 0.2]), 2);
    expect(curve.map(({ value }) => value)).toEqual([-0.5, expect.closeTo(-0.1), expect.closeTo(-0.1), 0.2]);
    expect(saved).toBe(6);
  });
});

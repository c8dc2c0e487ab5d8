import { describe, expect, it } from 'vitest';
import { isotonic } from '../../../src/engine/numeric/isotonic.ts';

describe('isotonic', () => {
  it('leaves what does not fall as it is', () => {
    expect(isotonic([-1, 0, 0, 2])).toEqual([-1, 0, 0, 2]);
    expect(isotonic([])).toEqual([]);
  });

  it('pools neighbours that fall into their mean, back to where it fits', () => {
    expect(isotonic([1, 3, 2, 4])).toEqual([1, 2.5, 2.5, 4]);
    // 5 falls to 1: mean 3, below the 4 before: mean of 4, 5 and 1.
    expect(isotonic([4, 5, 1])).toEqual([10 / 3, 10 / 3, 10 / 3]);
    expect(isotonic([3, 2, 1])).toEqual([2, 2, 2]);
  });
});

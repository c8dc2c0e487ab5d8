import { describe, expect, it } from 'vitest';
import { binOf, valueBins } from '../../../src/charts/inspector/valueBins.ts';

describe('valueBins', () => {
  it('ends bins at round numbers, and takes outliers into the outermost', () => {
    const values = [...Array.from({ length: 1000 }, (_, index) => index / 1000), 50, NaN];
    const { edges, names } = valueBins(values, { wished: 5 });
    expect(edges).toEqual([0.2, 0.4, 0.6, 0.8]);
    expect(names).toEqual(['below 0.2', '0.2 to 0.4', '0.4 to 0.6', '0.6 to 0.8', '0.8 and above']);
    expect([0.1, 0.2, 0.79, 50].map((value) => binOf(value, edges))).toEqual([0, 1, 3, 4]);
  });

  it('keeps whole numbers whole', () => {
    const rounds = Array.from({ length: 12 }, (_, index) => index + 1);
    const { edges, names } = valueBins(rounds, { wished: 6, whole: true });
    expect(edges).toEqual([2, 4, 6, 8, 10, 12]);
    expect(names).toEqual(['1', '2 to 3', '4 to 5', '6 to 7', '8 to 9', '10 to 11', '12']);
    const few = valueBins([1, 2, 3], { wished: 6, whole: true });
    expect(few.names).toEqual(['1', '2', '3']);
    const ranks = Array.from({ length: 12_345 }, (_, index) => index + 1);
    expect(valueBins(ranks, { wished: 2, whole: true }).names).toEqual([
      '1 to 4,999',
      '5,000 to 9,999',
      '10,000 to 12,345',
    ]);
  });

  it('makes one bin of one value, and of none', () => {
    expect(valueBins([3, 3], { wished: 6 })).toEqual({ edges: [], names: ['3'] });
    expect(valueBins([NaN], { wished: 6 })).toEqual({ edges: [], names: ['–'] });
  });
});

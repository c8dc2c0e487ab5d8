import { expect, it } from 'vitest';
import { klDivergence } from '../../../src/engine/numeric/klDivergence.ts';

it('is 0 for equal distributions, positive else, and not symmetric', () => {
  expect(klDivergence([0.2, 0.8], [0.2, 0.8])).toBe(0);
  expect(klDivergence([0.9, 0.1], [0.5, 0.5])).toBeCloseTo(0.368064, 6);
  expect(klDivergence([0.5, 0.5], [0.9, 0.1])).toBeCloseTo(0.510826, 6);
});

it('stays finite where a probability is 0', () => {
  expect(klDivergence([0, 1], [0.5, 0.5])).toBeCloseTo(Math.LN2, 12);
  expect(klDivergence([1, 0], [0, 1])).toBeCloseTo(12 * Math.LN10, 9);
});

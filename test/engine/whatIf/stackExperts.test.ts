import { describe, expect, it } from 'vitest';
import { poolExperts, stackExperts } from '../../../src/engine/whatIf/stackExperts.ts';

describe('poolExperts', () => {
  it('multiplies the opinions to their exponents', () => {
    // sqrt(0.9 * 0.2) = 0.424 against sqrt(0.1 * 0.8) = 0.283.
    const [yes, no] = poolExperts([Float64Array.of(0.9, 0.1), Float64Array.of(0.2, 0.8)], [0.5, 0.5], 2);
    expect(yes).toBeCloseTo(0.6, 6);
    expect(no).toBeCloseTo(0.4, 6);
  });

  it('ignores whose exponent is 0, and takes nothing to be impossible', () => {
    expect(poolExperts([Float64Array.of(0.7, 0.3), Float64Array.of(0, 1)], [1, 0], 2)[0]).toBeCloseTo(
      0.7,
      12,
    );
    const certain = poolExperts([Float64Array.of(0, 1)], [1], 2);
    expect(certain[0]).toBeCloseTo(1e-4 / 1.0001, 12);
  });
});

describe('stackExperts', () => {
  const row = (p: number): readonly number[] => [1 - p, p];
  const labels = Int32Array.of(1, 1, 0, 0, 1, 1, 0, 0, 1, 0);
  const weights = new Float64Array(10).fill(1);
  const good = Float64Array.from([...labels].flatMap((label) => row(label === 1 ? 0.8 : 0.2)));
  const coin = Float64Array.from([...labels].flatMap(() => row(0.5)));
  const wrong = Float64Array.from([...labels].flatMap((label) => row(label === 1 ? 0.1 : 0.9)));

  it('believes who is right, and not who is wrong', () => {
    const [believed, disbelieved] = stackExperts([{ labels, weights, opinions: [good, wrong] }], 2);
    expect(believed).toBe(1.25);
    expect(disbelieved).toBe(0);
  });

  it('tempers an expert who is surer than right: 0.9 with 7 of 10 right', () => {
    const sure = Float64Array.from(
      [...labels].flatMap((label, at) => row((at < 7 ? label : 1 - label) === 1 ? 0.9 : 0.1)),
    );
    // The best exponent is log(0.7 / 0.3) / log(0.9 / 0.1) = 0.386; the nearest of the grid is the likeliest.
    expect(stackExperts([{ labels, weights, opinions: [sure] }], 2)).toEqual([0.5]);
  });

  it('counts labels by their weights', () => {
    const only = weights.map((_, at) => (at === 0 ? 1 : 0));
    const split = Float64Array.from(
      [...labels].flatMap((label, at) => row((at === 0 ? label : 1 - label) === 1 ? 0.8 : 0.2)),
    );
    expect(stackExperts([{ labels, weights: only, opinions: [split] }], 2)).toEqual([1.25]);
    expect(stackExperts([{ labels, weights, opinions: [split, coin] }], 2)[0]).toBe(0);
  });
});

import { describe, expect, it } from 'vitest';
import { createRng } from '../../../src/engine/numeric/rng.ts';
import { fitClassGaussians, logDensity } from '../../../src/engine/strategies/classGaussians.ts';
import { ddu } from '../../../src/engine/strategies/ddu.ts';
import { select } from '../../../src/engine/strategies/select.ts';
import { normalMatrix } from '../syntheticData.ts';
import { randomPool, viewOfPoints } from './poolView.ts';

const line = (...values: number[]) => ({ rows: values.length, columns: 1, data: Float64Array.from(values) });

describe('the density of classes', () => {
  it('is that of the card: classes {0, 2} and {10, 12} at 1 and at 6', () => {
    const gaussians = fitClassGaussians(line(0, 2, 10, 12), Int32Array.of(0, 0, 1, 1), 2);
    expect(Math.exp(logDensity(gaussians, [1]))).toBeCloseTo(0.141047, 6);
    expect(Math.exp(logDensity(gaussians, [6]))).toBeCloseTo(0.000545, 6);
    const view = {
      ...viewOfPoints(line(0, 2, 10, 12, 1, 6), [0, 1, 2, 3]),
      labels: Int32Array.of(0, 0, 1, 1),
    };
    expect([...select(ddu, view, 2, createRng(1)).rowIds]).toEqual([5, 4]);
  });

  it('is that of the formula in two columns that hang together', () => {
    const data = Float64Array.of(0, 0, 1, 1, 2, 1, 3, 4);
    const [gaussian] = fitClassGaussians({ rows: 4, columns: 2, data }, new Int32Array(4), 1);
    // Means 1.5 and 1.5, covariance [[5/3, 2], [2, 3]] with determinant 1.
    const [x, y] = [0.5 - 1.5, 2 - 1.5];
    const squared = 3 * x * x - 4 * x * y + (5 / 3) * y * y;
    expect(logDensity([gaussian!], [0.5, 2])).toBeCloseTo(-Math.log(2 * Math.PI) - squared / 2, 10);
  });

  it('stays finite far away, with one label in a class, and with fewer labels than columns', () => {
    const few = fitClassGaussians(normalMatrix(3, 20, 1), Int32Array.of(0, 0, 1), 3);
    expect(few).toHaveLength(2);
    expect(Number.isFinite(logDensity(few, new Float64Array(20).fill(1e4)))).toBe(true);
    const alike = fitClassGaussians(line(5, 5, 5), new Int32Array(3), 1);
    expect(logDensity(alike, [5])).toBeGreaterThan(logDensity(alike, [6]));
  });
});

it('takes as many axes as tell most where there are many columns', () => {
  const view = randomPool({ rows: 60 });
  const wide = { ...view, features: normalMatrix(60, 90, 3) };
  const { utilities } = select(ddu, wide, 5, createRng(1));
  expect(utilities.every(Number.isFinite)).toBe(true);
  expect(select(ddu, wide, 5, createRng(2)).rowIds).toEqual(select(ddu, wide, 5, createRng(1)).rowIds);
});

it('has nothing to say before the first label', () => {
  const view = viewOfPoints(line(1, 2, 3), []);
  expect([...select(ddu, view, 1, createRng(1)).utilities]).toEqual([0, 0, 0]);
});

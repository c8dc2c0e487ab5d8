import { describe, expect, it } from 'vitest';
import { logElementarySymmetric } from '../../../src/engine/numeric/logElementarySymmetric.ts';
import { mapKDpp } from '../../../src/engine/numeric/mapKDpp.ts';
import { createRng } from '../../../src/engine/numeric/rng.ts';
import { sampleKDpp } from '../../../src/engine/numeric/sampleKDpp.ts';
import { symmetricEigen } from '../../../src/engine/numeric/symmetricEigen.ts';
import { kDpp } from '../../../src/engine/strategies/kDpp.ts';
import { select } from '../../../src/engine/strategies/select.ts';
import { matrixOf } from '../syntheticData.ts';
import { randomPool, viewOfPoints } from './poolView.ts';

const kernel = Float64Array.of(1, 0.9, 0, 0.9, 1, 0, 0, 0, 1);

describe('k-DPP, by the card', () => {
  it('normalises by e_2 of the eigenvalues: .19 + 1.9 + .1 = 2.19', () => {
    const { values } = symmetricEigen(kernel, 3);
    expect([...values].sort((a, b) => a - b).map((value) => value.toFixed(12))).toEqual([
      '0.100000000000',
      '1.000000000000',
      '1.900000000000',
    ]);
    expect(Math.exp(logElementarySymmetric(values, 2).at(-1))).toBeCloseTo(2.19, 12);
  });

  it('draws the pairs with probabilities .086758, .456621 and .456621', () => {
    const rng = createRng(7);
    const counts = { '0,1': 0, '0,2': 0, '1,2': 0 };
    const draws = 20_000;
    for (let draw = 0; draw < draws; draw++) {
      const pair = sampleKDpp(kernel, 3, 2, rng).sort((a, b) => a - b);
      counts[pair.join() as keyof typeof counts]++;
    }
    const expected = { '0,1': 0.086758, '0,2': 0.456621, '1,2': 0.456621 };
    const statistic = (['0,1', '0,2', '1,2'] as const).reduce(
      (sum, pair) => sum + (counts[pair] - draws * expected[pair]) ** 2 / (draws * expected[pair]),
      0,
    );
    // 0.999 quantile of chi-square with 2 degrees of freedom.
    expect(statistic).toBeLessThan(13.8);
  });

  it('finds the likeliest pair greedily, with the factors of its determinant', () => {
    const row = (item: number) => kernel.slice(3 * item, 3 * item + 3);
    const { picks, factors } = mapKDpp(row, Float64Array.of(1, 1, 1), Int32Array.of(1, 0, 2), 3);
    expect(picks).toEqual([1, 2, 0]);
    [1, 1, 0.19].forEach((factor, turn) => expect(factors[turn]).toBeCloseTo(factor, 12));
  });

  it('draws large sets whose determinant is below the smallest number', () => {
    const n = 90;
    const smooth = Float64Array.from({ length: n * n }, (_, index) =>
      Math.exp(-0.5 * (Math.floor(index / n) - (index % n)) ** 2),
    );
    expect(new Set(sampleKDpp(smooth, n, 72, createRng(3))).size).toBe(72);
    const tiny = new Float64Array(400).fill(1e-5);
    expect(logElementarySymmetric(tiny, 300).at(-1)).toBeLessThan(-1000);
  });

  it('gives no more than the rank of the kernel holds', () => {
    expect(sampleKDpp(new Float64Array(9).fill(1), 3, 2, createRng(1))).toHaveLength(1);
  });
});

describe('kDpp', () => {
  it.each(['map', 'sample'])('keeps near-duplicates apart (%s)', (method) => {
    const points = matrixOf([[0], [0.001], [5], [5.001], [10]]);
    const probabilities = new Float64Array(10).fill(0.5);
    const view = { ...viewOfPoints(points, []), probabilities, params: { method } };
    for (let seed = 0; seed < 20; seed++) {
      const { rowIds } = select(kDpp, view, 3, createRng(seed));
      expect([...rowIds].map((row) => Math.round(points.data[row]!)).sort((a, b) => a - b)).toEqual([
        0, 5, 10,
      ]);
    }
  });

  it('fills a batch that is larger than the rank allows, and repeats under its seed', () => {
    for (const method of ['map', 'sample']) {
      const view = { ...randomPool(), params: { method } };
      const { rowIds } = select(kDpp, view, 34, createRng(1));
      expect(new Set(rowIds).size).toBe(34);
      expect(select(kDpp, view, 6, createRng(1))).toEqual(select(kDpp, view, 6, createRng(1)));
    }
  });
});

import { describe, expect, it } from 'vitest';
import { kMeans } from '../../../src/engine/numeric/kMeans.ts';
import { createRng } from '../../../src/engine/numeric/rng.ts';
import { seedCentres } from '../../../src/engine/numeric/seedCentres.ts';
import { matrixOf, normalMatrix } from '../syntheticData.ts';

describe('kMeans', () => {
  it('weighs points: 0 of weight 1 and 2 of weight 3 have their centre at 1.5', () => {
    const { centres } = kMeans(matrixOf([[0], [2]]), Float64Array.of(7), { weights: Float64Array.of(1, 3) });
    expect([...centres]).toEqual([1.5]);
  });

  it('ends where each centre is the mean of the points nearest to it', () => {
    const points = normalMatrix(200, 3, 5);
    const { centres, labels, distances } = kMeans(points, seedCentres(points, 6, createRng(1)));
    for (let cluster = 0; cluster < 6; cluster++) {
      const own = [...labels.keys()].filter((row) => labels[row] === cluster);
      for (let column = 0; column < 3; column++) {
        const mean = own.reduce((sum, row) => sum + points.data[3 * row + column]! / own.length, 0);
        expect(centres[3 * cluster + column]).toBeCloseTo(mean, 10);
      }
    }
    for (let row = 0; row < 200; row++) {
      const squares = Array.from({ length: 6 }, (_, cluster) =>
        [0, 1, 2].reduce((sum, c) => sum + (points.data[3 * row + c]! - centres[3 * cluster + c]!) ** 2, 0),
      );
      expect(Math.min(...squares)).toBeCloseTo(distances[row]!, 10);
      expect(squares[labels[row]!]).toBeCloseTo(distances[row]!, 10);
    }
  });

  it('moves a cluster that lost all its points to where points are far from any centre', () => {
    const { labels } = kMeans(matrixOf([[0], [1], [10]]), Float64Array.of(0.5, 1000));
    expect(labels[0]).toBe(labels[1]);
    expect(labels[2]).not.toBe(labels[0]);
  });
});

describe('seedCentres', () => {
  it('starts from distinct points, also where points coincide', () => {
    expect(seedCentres(matrixOf([[1], [1], [1]]), 3, createRng(1))).toHaveLength(3);
    const centres = seedCentres(matrixOf([[0], [5], [9]]), 3, createRng(2));
    expect([...centres].sort((a, b) => a - b)).toEqual([0, 5, 9]);
  });

  it('prefers far and heavy points', () => {
    const points = matrixOf([[0], [0.01], [100]]);
    for (let seed = 0; seed < 20; seed++) expect(seedCentres(points, 2, createRng(seed))).toContain(100);
    const weights = Float64Array.of(0, 0, 1);
    for (let seed = 0; seed < 20; seed++) {
      expect(seedCentres(points, 1, createRng(seed), weights)[0]).toBe(100);
    }
  });
});

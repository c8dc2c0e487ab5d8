import fc from 'fast-check';
import { describe, expect, it } from 'vitest';
import type { DenseMatrix } from '../../../src/engine/numeric/matrix.ts';
import { createNearestCentres } from '../../../src/engine/numeric/nearestCentres.ts';
import { createRng } from '../../../src/engine/numeric/rng.ts';
import { normalMatrix } from '../syntheticData.ts';

/** Squared distances of each point to each centre. */
function allDistances({ rows, columns, data }: DenseMatrix, centres: Float64Array): readonly number[][] {
  return Array.from({ length: rows }, (_, row) =>
    Array.from({ length: centres.length / columns }, (_unused, centre) => {
      let sum = 0;
      for (let column = 0; column < columns; column++) {
        sum += (data[row * columns + column]! - centres[centre * columns + column]!) ** 2;
      }
      return sum;
    }),
  );
}

describe('nearest centres', () => {
  it('are those of a look at all centres, however these move', () => {
    const draw = fc.record({
      rows: fc.integer({ min: 1, max: 60 }),
      columns: fc.integer({ min: 1, max: 6 }),
      k: fc.integer({ min: 1, max: 9 }),
      step: fc.constantFrom(0, 0.01, 0.3, 5),
      scale: fc.constantFrom(1e-3, 1, 1e4),
      seed: fc.nat(1000),
    });
    fc.assert(
      fc.property(draw, ({ rows, columns, k, step, scale, seed }) => {
        const rng = createRng(seed);
        const points = normalMatrix(rows, columns, seed);
        const scaled = { ...points, data: points.data.map((value) => scale * (value + 3)) };
        const centres = Float64Array.from({ length: k * columns }, () => scale * (rng.normal() + 3));
        const nearest = createNearestCentres(scaled);
        for (let move = 0; move < 6; move++) {
          const { labels, distances } = nearest(centres);
          allDistances(scaled, centres).forEach((own, row) => {
            const least = Math.min(...own);
            expect(own[labels[row]!]).toBeLessThanOrEqual(least * (1 + 1e-12));
            expect(distances[row]).toBe(own[labels[row]!]);
          });
          for (let index = 0; index < centres.length; index++) centres[index]! += step * scale * rng.normal();
        }
      }),
      { numRuns: 200 },
    );
  });

  it('are the first of those that are equally near', () => {
    const points: DenseMatrix = { rows: 2, columns: 1, data: Float64Array.of(0, 10) };
    const nearest = createNearestCentres(points);
    expect([...nearest(Float64Array.of(-1, 1, 9, 11)).labels]).toEqual([0, 2]);
    expect([...nearest(Float64Array.of(2, -2, 12, 8)).labels]).toEqual([0, 2]);
    expect([...nearest(Float64Array.of(3, 1, 11, 9)).labels]).toEqual([1, 2]);
    expect([...nearest(Float64Array.of(1, 1, 9, 11)).labels]).toEqual([0, 2]);
  });
});

import { expect, it } from 'vitest';
import { lowerDistances } from '../../../src/engine/numeric/lowerDistances.ts';
import { normalMatrix } from '../syntheticData.ts';

it.each([1, 4, 7, 64])('keeps the running minimum of squared distances with %i columns', (columns) => {
  const features = normalMatrix(12, columns, 1);
  const rows = Int32Array.of(9, 0, 5, 3);
  const centres = [5, 1, 2];
  const minimum = new Float64Array(4).fill(Infinity);
  for (const centre of centres) lowerDistances(features, rows, centre, minimum);
  rows.forEach((row, index) => {
    const distances = centres.map((centre) => {
      let sum = 0;
      for (let column = 0; column < columns; column++) {
        sum += (features.data[row * columns + column]! - features.data[centre * columns + column]!) ** 2;
      }
      return sum;
    });
    expect(minimum[index]).toBeCloseTo(Math.min(...distances), 10);
  });
  expect(minimum[2]).toBe(0);
});

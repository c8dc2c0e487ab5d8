import { describe, expect, it } from 'vitest';
import type { DenseMatrix } from '../../../src/engine/numeric/matrix.ts';
import { createRng } from '../../../src/engine/numeric/rng.ts';
import { symmetricEigen } from '../../../src/engine/numeric/symmetricEigen.ts';
import { principalComponents, projectRows } from '../../../src/engine/projection/principalComponents.ts';
import { matrixOf, normalMatrix } from '../syntheticData.ts';

const allRows = ({ rows }: DenseMatrix): Int32Array => Int32Array.from({ length: rows }, (_, row) => row);

const components = (features: DenseMatrix, count = 2, rows = allRows(features)) =>
  principalComponents(features, rows, { count, rng: createRng(7) });

/** By the definition, column by column, and all rotations. */
function bruteForce(
  { columns, data }: DenseMatrix,
  rows: Int32Array,
): { variances: number[]; axes: number[][] } {
  const mean = (of: (row: number) => number): number =>
    [...rows].reduce((sum, row) => sum + of(row), 0) / rows.length;
  const at = (row: number, column: number): number => data[row * columns + column]!;
  const means = Array.from({ length: columns }, (_, column) => mean((row) => at(row, column)));
  const matrix = new Float64Array(columns * columns);
  for (let a = 0; a < columns; a++) {
    for (let b = 0; b < columns; b++)
      matrix[a * columns + b] = mean((row) => (at(row, a) - means[a]!) * (at(row, b) - means[b]!));
  }
  const { values, vectors } = symmetricEigen(matrix, columns);
  const order = [...values.keys()].sort((a, b) => values[b]! - values[a]!);
  return {
    variances: order.map((index) => values[index]!),
    axes: order.map((index) => [...vectors.subarray(index * columns, (index + 1) * columns)]),
  };
}

/** A few strong directions in much noise, so that the first ones are well apart. */
function structured(rows: number, columns: number, seed: number): DenseMatrix {
  const matrix = normalMatrix(rows, columns, seed);
  const factors = normalMatrix(rows, 3, seed + 1).data;
  const loadings = normalMatrix(3, columns, seed + 2).data;
  for (let row = 0; row < rows; row++) {
    for (let column = 0; column < columns; column++) {
      for (let factor = 0; factor < 3; factor++) {
        matrix.data[row * columns + column]! +=
          (3 - factor) * factors[row * 3 + factor]! * loadings[factor * columns + column]!;
      }
    }
  }
  return matrix;
}

const expectSame = (features: DenseMatrix, count: number, rows = allRows(features)): void => {
  const found = components(features, count, rows);
  const { variances, axes } = bruteForce(features, rows);
  for (let axis = 0; axis < count; axis++) {
    expect(found.variances[axis]! / variances[axis]!).toBeCloseTo(1, 6);
    const own = found.axes.subarray(axis * features.columns, (axis + 1) * features.columns);
    const cosine = own.reduce((sum, value, column) => sum + value * axes[axis]![column]!, 0);
    expect(Math.abs(cosine)).toBeCloseTo(1, 6);
  }
  expect(found.totalVariance / variances.reduce((sum, value) => sum + value, 0)).toBeCloseTo(1, 9);
};

describe('principalComponents', () => {
  it('worked by hand: (0,0), (2,2), (4,4) and (2,2) twice lie on one line', () => {
    // Means 2 and 2; covariance [[2, 2], [2, 2]]: eigenvalues 4 and 0, the first along (1, 1) / √2.
    const features = matrixOf([
      [0, 0],
      [2, 2],
      [4, 4],
      [2, 2],
    ]);
    const found = components(features);
    expect([...found.means]).toEqual([2, 2]);
    expect(found.variances[0]).toBeCloseTo(4, 12);
    expect(found.variances[1]).toBe(0);
    expect(found.totalVariance).toBeCloseTo(4, 12);
    expect(found.axes[0]).toBeCloseTo(Math.SQRT1_2, 12);
    expect(found.axes[1]).toBeCloseTo(Math.SQRT1_2, 12);
    const places = projectRows(features, allRows(features), found);
    [-Math.sqrt(8), 0, 0, 0, Math.sqrt(8), 0, 0, 0].forEach((place, index) =>
      expect(places[index]).toBeCloseTo(place, 6),
    );
  });

  it('agrees with brute force where there are few columns', () => expectSame(structured(60, 9, 1), 3));

  it('agrees with brute force by way of the covariance', () => expectSame(structured(150, 90, 2), 3));

  it('agrees with brute force without forming the covariance, also with fewer rows than columns', () => {
    expectSame(structured(40, 170, 3), 2);
  });

  it('looks only at the rows that it is given', () => {
    const features = structured(80, 7, 4);
    expectSame(
      features,
      2,
      allRows(features).filter((row) => row % 3 === 0),
    );
  });

  it('does not mirror the same data: the strongest loading of an axis is positive', () => {
    const features = structured(50, 6, 5);
    const turned = { ...features, data: features.data.map((value) => -value) };
    const [one, other] = [components(features), components(turned)];
    one.axes.forEach((value, index) => expect(other.axes[index]).toBeCloseTo(value, 9));
  });

  it('has no spread to show where there is none', () => {
    const one = components(matrixOf([[3], [5]]));
    expect([...one.variances]).toEqual([1, 0]);
    const constant = matrixOf([
      [4, 4],
      [4, 4],
    ]);
    const none = components(constant);
    expect(none.totalVariance).toBe(0);
    expect([...projectRows(constant, allRows(constant), none)]).toEqual([0, 0, 0, 0]);
  });

  it('stops when it is told to', () => {
    expect(() =>
      principalComponents(normalMatrix(10, 3, 1), Int32Array.of(0, 1, 2), {
        count: 2,
        rng: createRng(1),
        signal: { aborted: true },
      }),
    ).toThrow('cancelled');
  });
});

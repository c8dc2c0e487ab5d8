import { describe, expect, it } from 'vitest';
import { CancelledError } from '../../../src/engine/cancellation.ts';
import type { DenseMatrix } from '../../../src/engine/numeric/matrix.ts';
import { createRng } from '../../../src/engine/numeric/rng.ts';
import { closeDistance } from '../../../src/engine/secondLook/closeDistance.ts';
import { groupEqualRows } from '../../../src/engine/secondLook/groupEqualRows.ts';
import { nearDuplicates } from '../../../src/engine/secondLook/nearDuplicates.ts';
import type { NearDuplicateInput } from '../../../src/engine/secondLook/nearDuplicates.ts';
import { createRowIndex } from '../../../src/engine/secondLook/rowIndex.ts';
import { matrixOf, normalMatrix } from '../syntheticData.ts';

const distanceOf = ({ columns, data }: DenseMatrix, first: number, second: number): number => {
  let sum = 0;
  for (let column = 0; column < columns; column++)
    sum += (data[first * columns + column]! - data[second * columns + column]!) ** 2;
  return Math.sqrt(sum);
};

const allRows = ({ rows }: DenseMatrix): Int32Array => Int32Array.from({ length: rows }, (_, row) => row);

describe('createRowIndex', () => {
  it.each([
    [300, 1],
    [300, 3],
    [200, 40],
  ])('finds the close pairs and nearest rows of %i x %i that brute force finds', (rows, columns) => {
    const features = normalMatrix(rows, columns, 5);
    // Rows in another order than the matrix has them, and not all of them.
    const named = Int32Array.from({ length: rows - 20 }, (_, place) => rows - 1 - place);
    const index = createRowIndex(features, named, createRng(1));
    const pairs: [number, number, number][] = [];
    for (let first = 0; first < named.length; first++)
      for (let second = first + 1; second < named.length; second++)
        pairs.push([first, second, distanceOf(features, named[first]!, named[second]!)]);
    const sorted = pairs.map(([, , distance]) => distance).sort((a, b) => a - b);
    const radius = (sorted[400]! + sorted[401]!) / 2;
    const found = new Map<string, number>();
    index.pairsWithin(radius, (a, b, distance) =>
      found.set([Math.min(a, b), Math.max(a, b)].join('-'), distance),
    );
    expect(found.size).toBe(401);
    for (const [first, second, distance] of pairs)
      if (distance <= radius) expect(found.get(`${first}-${second}`)).toBeCloseTo(distance, 9);
    for (const place of [0, 7, 100]) {
      const near = pairs
        .filter(([first, second]) => first === place || second === place)
        .map(([, , distance]) => distance)
        .sort((a, b) => a - b);
      index.nearestTwo(place).forEach((distance, rank) => expect(distance).toBeCloseTo(near[rank]!, 9));
    }
  });

  it('finds equal rows at radius 0 and stops when told to', () => {
    const features = matrixOf([
      [1, 2],
      [3, 4],
      [1, 2],
      [1, 2.001],
    ]);
    const index = createRowIndex(features, allRows(features), createRng(1));
    const found: number[][] = [];
    index.pairsWithin(0, (a, b) => found.push([a, b].sort()));
    expect(found).toEqual([[0, 2]]);
    expect(() => index.pairsWithin(1, () => undefined, { signal: { aborted: true } })).toThrow(
      CancelledError,
    );
  });
});

describe('closeDistance', () => {
  it.each([
    [1, 3000],
    [2, 3000],
    [4, 3000],
  ])('lets about one row in a thousand pass by chance in %i dimensions', (columns, rows) => {
    let passing = 0;
    for (const seed of [1, 2, 3]) {
      const rng = createRng(seed);
      const features = {
        rows,
        columns,
        data: Float64Array.from({ length: rows * columns }, () => rng.uniform()),
      };
      const index = createRowIndex(features, allRows(features), rng);
      const { limit } = closeDistance(index, rows, rng);
      const near = new Set<number>();
      index.pairsWithin(limit, (a, b) => near.add(a).add(b));
      passing += near.size;
    }
    // 9 of 9,000 are expected; how many dimensions there are is itself an estimate.
    expect(passing).toBeLessThan(60);
  });

  it('is no more than a quarter of the usual distance, and nothing for a handful of rows', () => {
    const features = normalMatrix(200, 30, 3);
    const index = createRowIndex(features, allRows(features), createRng(1));
    const { limit, usual } = closeDistance(index, 200, createRng(2));
    expect(limit).toBe(usual / 4);
    expect(closeDistance(index, 19, createRng(2)).limit).toBe(0);
  });
});

describe('groupEqualRows', () => {
  it('puts equal rows together, 0 and -0 being the same', () => {
    const features = matrixOf([
      [0, 1],
      [5, 5],
      [-0, 1],
      [5, 5],
      [5, 6],
    ]);
    const { members, groupOf } = groupEqualRows(features, Int32Array.of(4, 3, 2, 1, 0));
    expect(members).toEqual([[0], [1, 3], [2, 4]]);
    expect([...groupOf]).toEqual([0, 1, 2, 1, 2]);
  });
});

/** Points far apart, each with its own label, and what `planted` adds. */
function withPlanted(planted: readonly (readonly [number, number, number])[]): NearDuplicateInput {
  const base = normalMatrix(400, 6, 8);
  const copies = planted.map(([row, shift]) =>
    Array.from({ length: 6 }, (_, column) => base.data[row * 6 + column]! + (column === 0 ? shift : 0)),
  );
  const rows = 400 + planted.length;
  return {
    features: { rows, columns: 6, data: Float32Array.of(...base.data, ...copies.flat()) },
    rows: Int32Array.from({ length: rows }, (_, row) => row),
    labels: Int32Array.of(...new Array<number>(400).fill(0), ...planted.map(([, , label]) => label)),
    confidence: new Float64Array(rows).fill(NaN),
  };
}

describe('nearDuplicates', () => {
  it('names of two contradicting twins the later one, or the one that the model is less sure of', () => {
    const input = withPlanted([
      [10, 0, 1],
      [20, 0.001, 2],
      [30, 0.001, 0],
    ]);
    const { contradictions, limit, usual } = nearDuplicates(input, createRng(1));
    expect(limit).toBeLessThan(usual);
    expect(contradictions).toMatchObject([
      { place: 400, twin: 10, distance: 0, label: 0, others: 1, own: 1 },
      { place: 401, twin: 20, label: 0, others: 1, own: 1 },
    ]);
    expect(contradictions[1]!.distance).toBeCloseTo(0.001, 6);
    const confidence = input.confidence.slice();
    confidence[10] = 0.2;
    confidence[400] = 0.7;
    const told = nearDuplicates({ ...input, confidence }, createRng(1)).contradictions;
    expect(told.map(({ place }) => place)).toEqual([10, 401]);
  });

  it('names the minority of three and more, once each', () => {
    const { contradictions } = nearDuplicates(
      withPlanted([
        [10, 0, 1],
        [10, 0.001, 1],
        [20, 0, 0],
        [20, 0, 0],
        [20, 0, 2],
      ]),
      createRng(1),
    );
    expect(contradictions).toMatchObject([
      { place: 10, twin: 400, label: 1, others: 2, own: 1 },
      { place: 404, twin: 20, label: 0, others: 3, own: 1 },
    ]);
    expect(contradictions.map(({ around }) => around.map(({ place }) => place))).toEqual([
      [400, 401],
      [20, 402, 403],
    ]);
  });

  it('keeps to its memory where very many are the same', () => {
    const copies = Array.from({ length: 3000 }, (_, at) => [10, (at % 50) * 1e-5, at === 7 ? 1 : 0] as const);
    const { contradictions } = nearDuplicates(withPlanted(copies), createRng(1));
    expect(contradictions.map(({ place }) => place)).toEqual([407]);
    const [{ around, twin }] = contradictions as [(typeof contradictions)[number]];
    expect(around).toHaveLength(8);
    expect(around.map(({ place }) => place)).toContain(twin);
    expect(around.map(({ place }) => place)).not.toContain(407);
  });

  it('finds nothing where only few rows are labeled and none are equal', () => {
    const features = matrixOf([[0], [1e-9], [5]]);
    const few = { features, rows: Int32Array.of(0, 1, 2), labels: Int32Array.of(0, 1, 1) };
    const { contradictions } = nearDuplicates({ ...few, confidence: new Float64Array(3) }, createRng(1));
    expect(contradictions).toEqual([]);
  });
});

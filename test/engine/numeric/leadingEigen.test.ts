import { describe, expect, it } from 'vitest';
import { leadingEigen } from '../../../src/engine/numeric/leadingEigen.ts';
import { createRng } from '../../../src/engine/numeric/rng.ts';
import { symmetricEigen } from '../../../src/engine/numeric/symmetricEigen.ts';
import { normalMatrix } from '../syntheticData.ts';

/** BᵀB of a random matrix, n x n of that rank. */
function gram(n: number, rank: number, seed: number): Float64Array {
  const { data } = normalMatrix(rank, n, seed);
  const matrix = new Float64Array(n * n);
  for (let row = 0; row < n; row++) {
    for (let column = 0; column < n; column++) {
      for (let r = 0; r < rank; r++) matrix[row * n + column]! += data[r * n + row]! * data[r * n + column]!;
    }
  }
  return matrix;
}

const times = (matrix: Float64Array, n: number) => (vectors: readonly Float64Array[]) =>
  vectors.map((vector) =>
    Float64Array.from({ length: n }, (_, row) =>
      vector.reduce((sum, value, column) => sum + matrix[row * n + column]! * value, 0),
    ),
  );

describe('leadingEigen', () => {
  it('finds what rotations find, far from building the whole space', () => {
    const n = 90;
    const matrix = gram(n, 90, 3);
    const all = symmetricEigen(matrix, n);
    const order = [...all.values.keys()].sort((a, b) => all.values[b]! - all.values[a]!);
    const found = leadingEigen(times(matrix, n), n, { count: 3, rng: createRng(1), limit: 60 });
    found.vectors.forEach((vector, place) => {
      expect(found.values[place]).toBeCloseTo(all.values[order[place]!]!, 5);
      const cosine = vector.reduce(
        (sum, value, index) => sum + value * all.vectors[order[place]! * n + index]!,
        0,
      );
      expect(Math.abs(cosine)).toBeCloseTo(1, 5);
    });
  });

  it('says so where the operator has fewer directions than are wanted', () => {
    const found = leadingEigen(times(gram(12, 2, 5), 12), 12, { count: 5, rng: createRng(1) });
    expect(found.values).toHaveLength(2);
    expect(
      leadingEigen((vectors) => vectors.map((v) => v.fill(0)), 4, { count: 2, rng: createRng(1) }).vectors,
    ).toEqual([]);
  });
});

import { expect, it } from 'vitest';
import { cholesky, solveCholesky } from '../../../src/engine/numeric/cholesky.ts';

// L = [2 0 0; 1 3 0; -1 2 1], so that L L^T is:
const matrix = Float64Array.of(4, 2, -2, 2, 10, 5, -2, 5, 6);

it('finds the lower factor and solves by it', () => {
  expect([...cholesky(matrix, 3)]).toEqual([2, 0, 0, 1, 3, 0, -1, 2, 1]);
  // Of x = (1, -2, 3).
  const x = solveCholesky(cholesky(matrix, 3), [4 - 4 - 6, 2 - 20 + 15, -2 - 10 + 18]);
  [1, -2, 3].forEach((value, index) => expect(x[index]).toBeCloseTo(value, 12));
});

it('refuses a matrix that is not positive definite', () => {
  expect(() => cholesky(Float64Array.of(1, 2, 2, 1), 2)).toThrow(RangeError);
});

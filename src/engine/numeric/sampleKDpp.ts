import { logElementarySymmetric } from './logElementarySymmetric.ts';
import type { Rng } from './rng.ts';
import { symmetricEigen } from './symmetricEigen.ts';

/**
 * Draws a set of `k` of the n items with probability det(L_S) / e_k(eigenvalues of L), for a positive semidefinite L
 * (n x n) of rank at least k (Kulesza and Taskar 2011, k-DPPs, algorithm 2). O(n^3). Returns fewer when the rank is lower.
 */
export function sampleKDpp(kernel: Float64Array, n: number, k: number, rng: Rng): number[] {
  const { values, vectors } = symmetricEigen(kernel, n);
  const largest = values.reduce((a, b) => Math.max(a, b), 0);
  const positive = values.map((value) => (value > 1e-12 * largest ? value : 0));
  const rank = positive.filter((value) => value > 0).length;
  let basis: Float64Array[] = drawEigenvectors(positive, Math.min(k, rank), rng).map((index) =>
    vectors.slice(index * n, (index + 1) * n),
  );
  const chosen: number[] = [];
  while (basis.length > 0) {
    const item = drawItem(basis, n, rng);
    chosen.push(item);
    basis = withoutItem(basis, item);
  }
  return chosen;
}

function drawEigenvectors(values: Float64Array, k: number, rng: Rng): number[] {
  const table = logElementarySymmetric(values, k);
  const width = values.length + 1;
  const drawn: number[] = [];
  let left = k;
  for (let m = values.length; m > 0 && left > 0; m--) {
    const logShare = Math.log(values[m - 1]!) + table[(left - 1) * width + m - 1]! - table[left * width + m]!;
    if (left === m || rng.uniform() < Math.exp(logShare)) {
      drawn.push(m - 1);
      left--;
    }
  }
  return drawn;
}

/** An item with probability proportional to the squared length of its row in the basis. */
function drawItem(basis: readonly Float64Array[], n: number, rng: Rng): number {
  const target = rng.uniform() * basis.length;
  let sum = 0;
  let last = 0;
  for (let item = 0; item < n; item++) {
    const weight = basis.reduce((total, vector) => total + vector[item]! ** 2, 0);
    if (weight > 1e-12) last = item;
    sum += weight;
    if (sum > target && weight > 0) return item;
  }
  return last;
}

/** An orthonormal basis of the part of the span that is zero at `item`. */
function withoutItem(basis: readonly Float64Array[], item: number): Float64Array[] {
  const pivot = basis.reduce((best, vector) =>
    Math.abs(vector[item]!) > Math.abs(best[item]!) ? vector : best,
  );
  const rest = basis
    .filter((vector) => vector !== pivot)
    .map((vector) => {
      const factor = vector[item]! / pivot[item]!;
      return vector.map((value, index) => value - factor * pivot[index]!);
    });
  // Gram-Schmidt, modified for stability.
  rest.forEach((vector, place) => {
    for (const before of rest.slice(0, place)) {
      const product = vector.reduce((sum, value, index) => sum + value * before[index]!, 0);
      vector.forEach((value, index) => (vector[index] = value - product * before[index]!));
    }
    const length = Math.sqrt(vector.reduce((sum, value) => sum + value * value, 0));
    vector.forEach((value, index) => (vector[index] = value / length));
  });
  return rest;
}

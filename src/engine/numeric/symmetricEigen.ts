export interface Eigen {
  /** Length n, in no particular order. */
  readonly values: Float64Array;
  /** n x n: row i is the unit eigenvector of value i. */
  readonly vectors: Float64Array;
}

/** Sweeps within which Jacobi's method converges for any matrix in practice (Golub and Van Loan, section 8.5). */
const SWEEPS = 60;

/** Eigenvalues and eigenvectors of a symmetric n x n matrix, by cyclic Jacobi rotations; O(n^3) a sweep. */
export function symmetricEigen(matrix: Float64Array, n: number): Eigen {
  const a = matrix.slice();
  const vectors = new Float64Array(n * n);
  for (let index = 0; index < n; index++) vectors[index * n + index] = 1;
  for (let sweep = 0; sweep < SWEEPS; sweep++) {
    let off = 0;
    let all = 0;
    for (let index = 0; index < a.length; index++) {
      const square = a[index]! * a[index]!;
      all += square;
      if (index % (n + 1) !== 0) off += square;
    }
    if (off <= 1e-28 * all) break;
    for (let p = 0; p < n; p++) {
      for (let q = p + 1; q < n; q++) rotate(a, vectors, n, [p, q]);
    }
  }
  return { values: Float64Array.from({ length: n }, (_, index) => a[index * n + index]!), vectors };
}

/** Annihilates a[p][q] (Golub and Van Loan, algorithm 8.5.1). */
function rotate(a: Float64Array, vectors: Float64Array, n: number, [p, q]: readonly [number, number]): void {
  const apq = a[p * n + q]!;
  if (apq === 0) return;
  const tau = (a[q * n + q]! - a[p * n + p]!) / (2 * apq);
  const t = (tau >= 0 ? 1 : -1) / (Math.abs(tau) + Math.sqrt(1 + tau * tau));
  const c = 1 / Math.sqrt(1 + t * t);
  const s = t * c;
  for (let index = 0; index < n; index++) {
    const ip = a[index * n + p]!;
    const iq = a[index * n + q]!;
    a[index * n + p] = c * ip - s * iq;
    a[index * n + q] = s * ip + c * iq;
  }
  for (const rows of [a, vectors]) {
    for (let index = 0; index < n; index++) {
      const pi = rows[p * n + index]!;
      const qi = rows[q * n + index]!;
      rows[p * n + index] = c * pi - s * qi;
      rows[q * n + index] = s * pi + c * qi;
    }
  }
}

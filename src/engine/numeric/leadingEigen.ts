import type { Rng } from './rng.ts';
import { symmetricEigen } from './symmetricEigen.ts';

export interface LeadingEigenOptions {
  /** How many pairs are wanted. */
  readonly count: number;
  readonly rng: Rng;
  /** Vectors that the operator takes at once; by default 4. */
  readonly block?: number;
  /** Longest residual of a wanted pair, as a share of the largest eigenvalue; by default 1e-5. */
  readonly tolerance?: number;
  /** Largest subspace that is built; by default enough for `count` and as much again, at least 80. */
  readonly limit?: number;
}

export interface LeadingEigen {
  /** Highest first; fewer than `count` where the operator has no more. */
  readonly values: Float64Array;
  /** Unit vectors, one a row of length n. */
  readonly vectors: readonly Float64Array[];
}

/** What is left of a vector outside a space counts as nothing below this share of its length. */
const DEPENDENT = 1e-10;

/**
 * The largest eigenvalues of a symmetric positive semidefinite operator on n dimensions with their vectors, by block
 * Lanczos from a seeded random start, every block orthogonalised against all before it (Golub and Van Loan, section
 * 10.3.6; Musco and Musco 2015 on how quickly it finds the leading ones). `apply` returns the operator times each vector.
 */
export function leadingEigen(
  apply: (vectors: readonly Float64Array[]) => readonly Float64Array[],
  n: number,
  { count, rng, block = 4, tolerance = 1e-5, limit = Math.max(80, 2 * count) }: LeadingEigenOptions,
): LeadingEigen {
  const basis: Float64Array[] = [];
  const images: Float64Array[] = [];
  const most = Math.min(n, limit);
  let next = extend(
    basis,
    Array.from({ length: Math.min(block, most) }, () => Float64Array.from({ length: n }, () => rng.normal())),
  );
  for (;;) {
    const products = next.length === 0 ? [] : apply(next);
    images.push(...products);
    const isWhole = next.length === 0 || basis.length >= most;
    if (isWhole || basis.length >= count + block) {
      const found = ritzPairs(basis, images, count);
      if (isWhole || found.residual <= tolerance) return found;
    }
    next = extend(basis, products.slice(0, most - basis.length));
  }
}

/** Puts what `vectors` have outside the basis into it, orthonormal; returns what was added. */
function extend(basis: Float64Array[], vectors: readonly Float64Array[]): Float64Array[] {
  const added: Float64Array[] = [];
  for (const vector of vectors) {
    const rest = Float64Array.from(vector);
    const before = Math.sqrt(dot(rest, rest));
    // Twice is enough (Giraud, Langou and Rozloznik 2005).
    for (let pass = 0; pass < 2; pass++) {
      for (const other of basis) subtract(rest, dot(rest, other), other);
    }
    const length = Math.sqrt(dot(rest, rest));
    if (!(length > DEPENDENT * before)) continue;
    for (let index = 0; index < rest.length; index++) rest[index]! /= length;
    basis.push(rest);
    added.push(rest);
  }
  return added;
}

/** The best pairs in the basis (Rayleigh and Ritz), with the longest residual relative to the largest value. */
function ritzPairs(
  basis: readonly Float64Array[],
  images: readonly Float64Array[],
  count: number,
): LeadingEigen & { readonly residual: number } {
  const size = basis.length;
  const inner = new Float64Array(size * size);
  for (let row = 0; row < size; row++) {
    for (let column = row; column < size; column++) {
      const value = dot(basis[row]!, images[column]!);
      inner[row * size + column] = value;
      inner[column * size + row] = value;
    }
  }
  const { values, vectors } = symmetricEigen(inner, size);
  const order = Array.from(values.keys()).sort((a, b) => values[b]! - values[a]!);
  const largest = values[order[0] ?? 0] ?? 0;
  let residual = 0;
  const kept = order.slice(0, count).filter((index) => values[index]! > 1e-12 * largest);
  const found = kept.map((index) => {
    const weights = vectors.subarray(index * size, (index + 1) * size);
    const vector = combine(basis, weights);
    const rest = combine(images, weights);
    subtract(rest, values[index]!, vector);
    residual = Math.max(residual, Math.sqrt(dot(rest, rest)) / largest);
    return vector;
  });
  return { values: Float64Array.from(kept, (index) => values[index]!), vectors: found, residual };
}

function combine(vectors: readonly Float64Array[], weights: Float64Array): Float64Array {
  const sum = new Float64Array(vectors[0]?.length ?? 0);
  vectors.forEach((vector, index) => subtract(sum, -weights[index]!, vector));
  return sum;
}

function subtract(from: Float64Array, factor: number, vector: Float64Array): void {
  for (let index = 0; index < from.length; index++) from[index]! -= factor * vector[index]!;
}

function dot(a: Float64Array, b: Float64Array): number {
  let sum = 0;
  for (let index = 0; index < a.length; index++) sum += a[index]! * b[index]!;
  return sum;
}

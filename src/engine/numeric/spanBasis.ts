/** An orthonormal basis of the span of some points, known by their inner products alone. */
export interface SpanBasis {
  /** Dimension r of the span. */
  readonly rank: number;
  /** Places of r independent points among those given, in order. */
  readonly pivots: Int32Array;
  /** r x r row-major: coordinates of those points, lower triangular. */
  readonly lower: Float64Array;
  /** n x r row-major: coordinates of all n points. */
  readonly inside: Float64Array;
}

/** A point adds a direction if what it has outside the span of those before it exceeds this share of its square. */
const DEPENDENT = 1e-11;

/**
 * Cholesky factorisation of the n x n inner products that passes over points which depend on those before them. A linear
 * model with an L2 penalty lies in the span of its training rows (representer theorem), so a fit in these coordinates is
 * the same fit, in fewer dimensions where there are fewer rows than features.
 */
export function spanBasis(products: Float64Array, n: number): SpanBasis {
  const pivots: number[] = [];
  const inside = new Float64Array(n * n);
  for (let point = 0; point < n; point++) {
    const row = point * n;
    let rest = products[row + point]!;
    for (let r = 0; r < pivots.length; r++) {
      const pivot = pivots[r]! * n;
      let sum = products[row + pivots[r]!]!;
      for (let s = 0; s < r; s++) sum -= inside[row + s]! * inside[pivot + s]!;
      const value = sum / inside[pivot + r]!;
      inside[row + r] = value;
      rest -= value * value;
    }
    if (!(rest > DEPENDENT * products[row + point]!)) continue;
    inside[row + pivots.length] = Math.sqrt(rest);
    pivots.push(point);
  }
  const rank = pivots.length;
  const rowOf = (point: number) => inside.subarray(point * n, point * n + rank);
  const lower = new Float64Array(rank * rank);
  pivots.forEach((point, r) => lower.set(rowOf(point), r * rank));
  const compact = new Float64Array(n * rank);
  for (let point = 0; point < n; point++) compact.set(rowOf(point), point * rank);
  return { rank, pivots: Int32Array.from(pivots), lower, inside: compact };
}

/**
 * Coordinates of points projected onto the span, in place: `columns` is rank x points row-major, its row r the inner
 * products of pivot r with every point.
 */
export function projectOnSpan({ rank, lower }: SpanBasis, columns: Float64Array, points: number): void {
  for (let r = 0; r < rank; r++) {
    const column = columns.subarray(r * points, (r + 1) * points);
    for (let s = 0; s < r; s++) {
      const factor = lower[r * rank + s]!;
      const earlier = columns.subarray(s * points, (s + 1) * points);
      for (let point = 0; point < points; point++) column[point]! -= factor * earlier[point]!;
    }
    const scale = 1 / lower[r * rank + r]!;
    for (let point = 0; point < points; point++) column[point]! *= scale;
  }
}

import type { DenseMatrix } from './matrix.ts';

/**
 * Lowers each entry of `minimum` to the squared Euclidean distance between its row and row `centre` of `features`,
 * where that is smaller. `minimum` is aligned with `rows`. One pass costs O(rows x columns): keeping the running
 * minimum is what spares k-center the matrix of all pairs.
 */
export function lowerDistances(
  features: DenseMatrix,
  rows: Int32Array,
  centre: number,
  minimum: Float64Array,
): void {
  const { columns, data } = features;
  const origin = Float64Array.from(data.subarray(centre * columns, (centre + 1) * columns));
  const blocked = columns - (columns % 4);
  for (let index = 0; index < rows.length; index++) {
    const start = rows[index]! * columns;
    let sum0 = 0;
    let sum1 = 0;
    for (let column = 0; column < blocked; column += 4) {
      const a = data[start + column]! - origin[column]!;
      const b = data[start + column + 1]! - origin[column + 1]!;
      const c = data[start + column + 2]! - origin[column + 2]!;
      const d = data[start + column + 3]! - origin[column + 3]!;
      sum0 += a * a + b * b;
      sum1 += c * c + d * d;
    }
    for (let column = blocked; column < columns; column++) {
      const a = data[start + column]! - origin[column]!;
      sum0 += a * a;
    }
    const distance = sum0 + sum1;
    if (distance < minimum[index]!) minimum[index] = distance;
  }
}

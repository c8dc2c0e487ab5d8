import type { DenseMatrix } from '../numeric/matrix.ts';

/** An order of the rows that depends on what they hold, not on how they come: by label, weight, then features. */
export function orderRows(features: DenseMatrix, labels: Int32Array, weights: ArrayLike<number>): Int32Array {
  const { columns, data } = features;
  const byFeatures = (a: number, b: number): number => {
    for (let column = 0; column < columns; column++) {
      const difference = data[a * columns + column]! - data[b * columns + column]!;
      if (difference !== 0) return difference;
    }
    return 0;
  };
  return Int32Array.from(labels.keys()).sort(
    (a, b) => labels[a]! - labels[b]! || weights[a]! - weights[b]! || byFeatures(a, b),
  );
}

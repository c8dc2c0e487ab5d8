import type { TrainingSet } from '../../src/engine/models/classifier.ts';
import type { Matrix } from '../../src/engine/numeric/matrix.ts';
import { createRng } from '../../src/engine/numeric/rng.ts';

/** Standard normal features. */
export function normalMatrix(rows: number, columns: number, seed: number): Matrix {
  const rng = createRng(seed);
  return { rows, columns, data: new Float32Array(rows * columns).map(() => rng.normal()) };
}

/** Overlapping Gaussian classes, all of them present. */
export function gaussianClasses(
  rows: number,
  columns: number,
  { classCount = 2, seed = 1, separation = 0.7 } = {},
): TrainingSet {
  const features = normalMatrix(rows, columns, seed);
  const centres = normalMatrix(classCount, columns, seed + 1);
  const labels = Int32Array.from({ length: rows }, (_, row) => row % classCount);
  for (let row = 0; row < rows; row++) {
    for (let column = 0; column < columns; column++) {
      features.data[row * columns + column]! += separation * centres.data[labels[row]! * columns + column]!;
    }
  }
  return { features, labels, classCount };
}

export function matrixOf(rows: readonly (readonly number[])[]): {
  rows: number;
  columns: number;
  data: Float64Array;
} {
  return { rows: rows.length, columns: rows[0]?.length ?? 0, data: Float64Array.from(rows.flat()) };
}

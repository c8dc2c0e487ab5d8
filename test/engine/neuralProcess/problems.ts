import type { NeuralProcessProblems } from '../../../src/engine/neuralProcess/neuralProcessProblems.ts';
import type { DenseMatrix } from '../../../src/engine/numeric/matrix.ts';
import { createRng } from '../../../src/engine/numeric/rng.ts';
import { shuffledIndices } from '../../../src/engine/numeric/shuffledIndices.ts';

/** Values in [-1, 1]. */
export function uniformMatrix(rows: number, columns: number, seed: number): DenseMatrix {
  const rng = createRng(seed);
  return { rows, columns, data: new Float64Array(rows * columns).map(() => 2 * rng.uniform() - 1) };
}

/** `rows` of the matrix, in that order. */
export function pickRows({ columns, data }: DenseMatrix, rows: readonly number[]): DenseMatrix {
  const values = rows.flatMap((row) => [...data.subarray(row * columns, (row + 1) * columns)]);
  return { rows: rows.length, columns, data: Float64Array.from(values) };
}

export interface ProblemsShape {
  readonly points: number;
  readonly features: number;
  /** Context points of each problem; the others are its targets, but for `left` that are neither. */
  readonly contexts: readonly number[];
  readonly left?: number;
  readonly withValues?: boolean;
}

/** Problems whose gains are a tenth of the first feature, with some noise. */
export function randomProblems(shape: ProblemsShape, seed: number): NeuralProcessProblems {
  const { points, features: columns, contexts, left = 0, withValues = false } = shape;
  const rng = createRng(seed);
  const features = uniformMatrix(points, columns, seed + 1);
  const problems = contexts.map((size) => {
    const order = shuffledIndices(points, rng);
    const targets = order.slice(size, points - left);
    const gains = Float64Array.from(
      targets,
      (row) => 0.1 * features.data[row * columns]! + 0.02 * rng.normal(),
    );
    return { context: order.slice(0, size), targets, gains };
  });
  const contextValues = new Float64Array(points).map(() => rng.normal());
  return { features, problems, ...(withValues && { contextValues }) };
}

export function largestGap(a: ArrayLike<number>, b: ArrayLike<number>): number {
  if (a.length !== b.length) return Infinity;
  return Array.from(a).reduce((gap, value, index) => Math.max(gap, Math.abs(value - b[index]!)), 0);
}

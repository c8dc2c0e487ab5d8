import type { DenseMatrix } from '../numeric/matrix.ts';

/** One simulated active-learning problem; row numbers into `NeuralProcessProblems.features`. */
export interface NeuralProcessProblem {
  /** The points that count as labeled: at least one, each once, in any order. */
  readonly context: Int32Array;
  /** The points to predict: at least one, each once. */
  readonly targets: Int32Array;
  /** What labeling each target would gain, aligned with `targets`. */
  readonly gains: Float64Array;
}

/** What a neural process learns from: many small problems cut out of the same labeled points. */
export interface NeuralProcessProblems {
  /** All labeled points, n x d, in [-1, 1]. */
  readonly features: DenseMatrix;
  readonly problems: readonly NeuralProcessProblem[];
  /** What is known of each point where it is context, length n; absent = all 0, as Bakker et al. 2023 have it. */
  readonly contextValues?: Float64Array;
}

/** Throws RangeError that says which problem is malformed, and how. */
export function checkProblems({ features, problems, contextValues }: NeuralProcessProblems): void {
  if (problems.length === 0)
    throw new RangeError('A neural process needs at least one problem to learn from.');
  if (contextValues !== undefined && contextValues.length !== features.rows) {
    throw new RangeError(`There are ${contextValues.length} context values for ${features.rows} points.`);
  }
  for (const [name, values] of [
    ['feature', features.data],
    ['context value', contextValues ?? []],
  ] as const) {
    const index = values.findIndex((value) => !Number.isFinite(value));
    if (index >= 0) throw new RangeError(`A ${name} is not a finite number: ${values[index]!} at ${index}.`);
  }
  problems.forEach((problem, index) => {
    const fault = faultOf(problem, features.rows);
    if (fault !== null) throw new RangeError(`Problem ${index} ${fault}.`);
  });
}

function faultOf({ context, targets, gains }: NeuralProcessProblem, points: number): string | null {
  if (context.length === 0) return 'has an empty context';
  if (targets.length === 0) return 'has no targets';
  if (gains.length !== targets.length) return `has ${gains.length} gains for ${targets.length} targets`;
  for (const rows of [context, targets]) {
    if (rows.some((row) => row < 0 || row >= points))
      return `names a row that is not one of ${points} points`;
    if (new Set(rows).size < rows.length) return 'names a point twice';
  }
  return gains.every((gain) => Number.isFinite(gain)) ? null : 'has a gain that is not a finite number';
}

import type { Cancellation } from '../cancellation.ts';
import { gatherRows } from '../numeric/gatherRows.ts';
import type { DenseMatrix } from '../numeric/matrix.ts';
import type { FittedClassifier, TrainingSet } from './classifier.ts';
import { ovrDecisions, pairVotes } from './oneVsOne.ts';
import { kernelMatrix, resolveGamma } from './svcKernel.ts';
import type { Kernel } from './svcKernel.ts';
import { solveSvcDual } from './svcDual.ts';
import type { SvcSettings } from './svcParams.ts';

/** The machine that tells the classes `first` < `second` apart. */
export interface SvcPair {
  readonly first: number;
  readonly second: number;
  /** Training rows of the two classes. */
  readonly rows: Int32Array;
  /** Aligned with `rows`: multiplier times sign; positive for `first`. */
  readonly coefficients: Float64Array;
  readonly bias: number;
}

export interface SvcFit extends FittedClassifier {
  readonly kernel: Kernel;
  /** Ascending class indices that the training set held. */
  readonly classes: Int32Array;
  /** One for each two classes, in the order (0, 1), (0, 2) ... (1, 2) ... */
  readonly pairs: readonly SvcPair[];
  /** Decision values of the pairs, n x pairs.length row-major; positive = the pair's first class. */
  pairDecisions(features: DenseMatrix): Float64Array;
  decisionValues(features: DenseMatrix): Float64Array;
  predict(features: DenseMatrix): Int32Array;
}

export type SvcOptions = Pick<SvcSettings, 'kernel' | 'c' | 'gamma'> & {
  readonly tolerance?: number;
  readonly signal?: Cancellation | undefined;
};

/**
 * A support-vector classifier with libsvm's objective, solved to 1e-10: one machine for each two classes, sample
 * weights scaling each row's C. Throws RangeError when fewer than two classes are present, CancelledError when the
 * signal is aborted.
 */
export function fitSvc(training: TrainingSet, options: SvcOptions): SvcFit {
  const { features, labels, classCount } = training;
  const classes = Int32Array.from(new Set(labels)).sort();
  if (classes.length < 2) {
    throw new RangeError(
      `A support-vector classifier needs labels of at least two classes; ${classes.length} of ${classCount} given.`,
    );
  }
  const kernel: Kernel =
    options.kernel === 'linear'
      ? { kind: 'linear' }
      : { kind: 'rbf', gamma: resolveGamma(options.gamma, features) };
  const pairs: SvcPair[] = [];
  for (let a = 0; a < classes.length; a++) {
    for (let b = a + 1; b < classes.length; b++) {
      pairs.push(fitPair(training, [classes[a]!, classes[b]!], { ...options, kernel }));
    }
  }
  const pairDecisions = (rows: DenseMatrix) => decide(pairs, kernel, features, rows);
  return {
    classCount,
    kernel,
    classes,
    pairs,
    pairDecisions,
    decisionValues: (rows) => ovrDecisions(pairDecisions(rows), pairs, classCount),
    predict: (rows) => pairVotes(pairDecisions(rows), pairs, classCount),
    probabilities: () => {
      throw new RangeError('A support-vector classifier gives no probabilities unless "probability" is on.');
    },
  };
}

function fitPair(
  { features, labels, weights }: TrainingSet,
  [first, second]: readonly [number, number],
  options: { readonly kernel: Kernel; readonly c: number } & Pick<SvcOptions, 'tolerance' | 'signal'>,
): SvcPair {
  const rows = Int32Array.from(labels.keys()).filter(
    (row) => labels[row] === first || labels[row] === second,
  );
  const own = gatherRows(features, rows);
  const signs = Float64Array.from(rows, (row) => (labels[row] === first ? 1 : -1));
  const costs = Float64Array.from(rows, (row) => options.c * (weights?.[row] ?? 1));
  const kernelRow = rememberRows((index) =>
    kernelMatrix(options.kernel, gatherRows(own, Int32Array.of(index)), own),
  );
  const { tolerance = 1e-10, signal } = options;
  const solution = solveSvcDual({ kernelRow, signs, costs }, { tolerance, signal });
  const coefficients = solution.alpha.map((alpha, index) => alpha * signs[index]!);
  return { first, second, rows, coefficients, bias: solution.bias };
}

/** Entries of kernel rows kept at a time: 256 MB. */
const ROW_BUDGET = 2 ** 25;

/** Remembers what `compute` gave, forgetting the oldest rows beyond the budget. */
function rememberRows(compute: (index: number) => Float64Array): (index: number) => Float64Array {
  const known = new Map<number, Float64Array>();
  return (index) => {
    const found = known.get(index);
    if (found !== undefined) return found;
    const row = compute(index);
    const oldest = known.keys().next();
    if ((known.size + 1) * row.length > ROW_BUDGET && oldest.done !== true) known.delete(oldest.value);
    known.set(index, row);
    return row;
  };
}

/** Rows whose kernel values are held at once. */
const BLOCK = 1024;

function decide(
  pairs: readonly SvcPair[],
  kernel: Kernel,
  training: DenseMatrix,
  rows: DenseMatrix,
): Float64Array {
  const used = new Set<number>();
  for (const pair of pairs) {
    for (let index = 0; index < pair.rows.length; index++) {
      if (pair.coefficients[index] !== 0) used.add(pair.rows[index]!);
    }
  }
  const support = Int32Array.from(used).sort();
  const place = new Map(Array.from(support, (row, index) => [row, index]));
  const vectors = gatherRows(training, support);
  const out = new Float64Array(rows.rows * pairs.length);
  for (let start = 0; start < rows.rows; start += BLOCK) {
    const block = Int32Array.from(
      { length: Math.min(BLOCK, rows.rows - start) },
      (_, index) => start + index,
    );
    const values = kernelMatrix(kernel, gatherRows(rows, block), vectors);
    for (let p = 0; p < pairs.length; p++) {
      const { rows: own, coefficients, bias } = pairs[p]!;
      for (let row = 0; row < block.length; row++) {
        let sum = bias;
        for (let index = 0; index < own.length; index++) {
          const coefficient = coefficients[index]!;
          if (coefficient !== 0) sum += coefficient * values[row * support.length + place.get(own[index]!)!]!;
        }
        out[(start + row) * pairs.length + p] = sum;
      }
    }
  }
  return out;
}

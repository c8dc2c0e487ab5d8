import { createOracle } from '../../engine/oracle/oracle.ts';
import type { OracleGains } from '../../engine/oracle/oracle.ts';
import type { OracleProblem } from '../../engine/oracle/oracleData.ts';
import type { OracleWork } from '../../engine/oracle/oracleSolving.ts';
import { finish, slots } from './sharedSteps.ts';

/** How threads share the problems of an oracle: whoever is free takes the next one. */

/** The problems of one data set, as they are sent to helpers. */
export interface OracleOrder extends Pick<OracleWork, 'data' | 'settings' | 'problems'> {
  readonly kind: 'oracle';
  /** Shared: `slots`. */
  readonly control: Int32Array;
  /** Shared: of each problem the score before, then of each candidate what it changes, by `columnsOf`. */
  readonly results: Float64Array;
}

/** What is told of each candidate, in the order in which it lies in the results. */
type Column = 'improvements' | 'logLikelihoodGains' | 'estimates';

function columnsOf(
  { budget }: OracleProblem,
  { withLogLikelihood }: OracleWork['settings'],
): readonly Column[] {
  return [
    'improvements',
    ...(withLogLikelihood === true ? ['logLikelihoodGains' as const] : []),
    ...(budget === undefined ? [] : ['estimates' as const]),
  ];
}

const valuesOf = (problem: OracleProblem, settings: OracleWork['settings']): number =>
  1 + problem.candidates.length * columnsOf(problem, settings).length;

export function resultsFor({ problems, settings }: OracleWork): Float64Array {
  const count = problems.reduce((sum, problem) => sum + valuesOf(problem, settings), 0);
  return new Float64Array(new SharedArrayBuffer(8 * count));
}

/** Where the results of each problem begin, and where the last ones end. */
function startsOf({ problems, settings }: OracleOrder): Float64Array {
  const starts = new Float64Array(problems.length + 1);
  problems.forEach((problem, index) => {
    starts[index + 1] = starts[index]! + valuesOf(problem, settings);
  });
  return starts;
}

/**
 * Solves problems until none is left or the work is stopped. `onSolved` is told how many problems all threads have done.
 * Throws as `Oracle.solve` does.
 */
export function solveShared(
  order: OracleOrder,
  { signal, onSolved }: Pick<OracleWork, 'signal' | 'onSolved'>,
): void {
  const { control, data, settings, problems, results } = order;
  const take = (): number => Atomics.add(control, slots.taken, 1);
  let index = take();
  if (index >= problems.length) return;
  const starts = startsOf(order);
  const oracle = createOracle(data, settings);
  for (; index < problems.length; index = take()) {
    if (Atomics.load(control, slots.stopped) === 1) return;
    const problem = problems[index]!;
    const gains = oracle.solve(problem, { signal });
    const first = starts[index]!;
    results[first] = gains.baseScore;
    columnsOf(problem, settings).forEach((column, place) => {
      results.set(gains[column]!, first + 1 + place * problem.candidates.length);
    });
    finish(control);
    onSolved?.(Atomics.load(control, slots.done));
  }
}

export function readResults(order: OracleOrder): readonly OracleGains[] {
  const { problems, settings, results } = order;
  const starts = startsOf(order);
  return problems.map((problem, index) => {
    const first = starts[index]!;
    const count = problem.candidates.length;
    const columns = columnsOf(problem, settings).map(
      (column, place) =>
        [column, results.slice(first + 1 + place * count, first + 1 + (place + 1) * count)] as const,
    );
    const { improvements = new Float64Array(0), ...others }: Partial<Record<Column, Float64Array>> =
      Object.fromEntries(columns);
    return { baseScore: results[first]!, improvements, ...others };
  });
}

import type { Cancellation } from '../../engine/cancellation.ts';
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
  /** Shared: of each problem the score before, then what each candidate changes (and its log-likelihood). */
  readonly results: Float64Array;
}

const valuesOf = ({ candidates }: OracleProblem, withLogLikelihood = false): number =>
  1 + candidates.length * (withLogLikelihood ? 2 : 1);

export function resultsFor({ problems, settings }: OracleWork): Float64Array {
  const count = problems.reduce((sum, problem) => sum + valuesOf(problem, settings.withLogLikelihood), 0);
  return new Float64Array(new SharedArrayBuffer(8 * count));
}

/** Where the results of each problem begin, and where the last ones end. */
function startsOf({ problems, settings }: OracleOrder): Float64Array {
  const starts = new Float64Array(problems.length + 1);
  problems.forEach((problem, index) => {
    starts[index + 1] = starts[index]! + valuesOf(problem, settings.withLogLikelihood);
  });
  return starts;
}

/** Solves problems until none is left or the work is stopped. Throws as `Oracle.solve` does. */
export function solveShared(order: OracleOrder, signal: Cancellation | undefined): void {
  const { control, data, settings, problems, results } = order;
  const take = (): number => Atomics.add(control, slots.taken, 1);
  let index = take();
  if (index >= problems.length) return;
  const starts = startsOf(order);
  const oracle = createOracle(data, settings);
  for (; index < problems.length; index = take()) {
    if (Atomics.load(control, slots.stopped) === 1) return;
    const { baseScore, improvements, logLikelihoodGains } = oracle.solve(problems[index]!, { signal });
    const at = starts[index]!;
    results[at] = baseScore;
    results.set(improvements, at + 1);
    if (logLikelihoodGains !== undefined) results.set(logLikelihoodGains, at + 1 + improvements.length);
    finish(control);
  }
}

export function readResults(order: OracleOrder): readonly OracleGains[] {
  const starts = startsOf(order);
  return order.problems.map(({ candidates }, index) => {
    const values = order.results.slice(starts[index], starts[index + 1]);
    const improvements = values.slice(1, 1 + candidates.length);
    return {
      baseScore: values[0]!,
      improvements,
      ...(order.settings.withLogLikelihood === true && {
        logLikelihoodGains: values.slice(1 + candidates.length),
      }),
    };
  });
}

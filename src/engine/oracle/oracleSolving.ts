import { throwIfCancelled } from '../cancellation.ts';
import type { Cancellation } from '../cancellation.ts';
import { createOracle } from './oracle.ts';
import type { OracleGains } from './oracle.ts';
import type { OracleData, OracleProblem, OracleSettings } from './oracleData.ts';

/** Many problems on the same data. */
export interface OracleWork {
  readonly data: OracleData;
  readonly settings: OracleSettings;
  readonly problems: readonly OracleProblem[];
  readonly signal?: Cancellation | undefined;
  /** Told now and then how many problems are done. */
  readonly onSolved?: ((done: number) => void) | undefined;
}

/** The gains of each problem, in their order; the same numbers whoever does it. Throws as `Oracle.solve` does. */
export type OracleSolving = (work: OracleWork) => readonly OracleGains[];

/** On this thread alone. */
export const solveHere: OracleSolving = ({ data, settings, problems, signal, onSolved }) => {
  const oracle = createOracle(data, settings);
  return problems.map((problem, index) => {
    throwIfCancelled(signal);
    const gains = oracle.solve(problem, { signal });
    onSolved?.(index + 1);
    return gains;
  });
};

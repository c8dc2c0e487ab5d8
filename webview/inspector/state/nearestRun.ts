import type { RunChoice } from '../../../src/protocol/runFacts.ts';

/** What a run is chosen by, the weightiest first. */
export const runDimensions = ['dataset', 'setting', 'model', 'strategy', 'dataSeed', 'seed'] as const;
export type RunDimension = (typeof runDimensions)[number];

/** What there is to choose in a dimension, in the order of the runs. */
export const valuesOf = (
  runs: readonly RunChoice[],
  dimension: RunDimension,
): readonly (string | number)[] => [...new Set(runs.map((run) => run[dimension]))];

/**
 * The run with another value in one dimension that is otherwise most like the one that is shown: not every combination
 * need have been run. Null where no run has the value.
 */
export function nearestRun(
  runs: readonly RunChoice[],
  shown: RunChoice,
  { dimension, value }: { readonly dimension: RunDimension; readonly value: string | number },
): RunChoice | null {
  let nearest: RunChoice | null = null;
  let most = -1;
  for (const run of runs) {
    if (run[dimension] !== value) continue;
    const alike = likeness(run, shown);
    if (alike > most) [nearest, most] = [run, alike];
  }
  return nearest;
}

/** A weightier dimension counts more than all that follow together. */
function likeness(run: RunChoice, other: RunChoice): number {
  return runDimensions.reduce((sum, each) => 2 * sum + (run[each] === other[each] ? 1 : 0), 0);
}

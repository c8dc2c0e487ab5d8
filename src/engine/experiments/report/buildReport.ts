import type { ExperimentReport, ExperimentSpec, NotRun, RunRecord } from '../../../protocol/experiment.ts';
import { buildCells } from './cells.ts';
import { groupRuns } from './groupRuns.ts';
import { buildPairs } from './pairs.ts';
import { buildRanks } from './ranks.ts';
import { buildSummaries } from './summaries.ts';

export interface ReportInput {
  readonly name: string;
  readonly spec: ExperimentSpec;
  /** Runs that the spec asks for and that can be made. */
  readonly total: number;
  readonly notRun: readonly NotRun[];
  /** Those that are done, in any order; scores are finite. */
  readonly runs: readonly RunRecord[];
}

/**
 * What a paper says of an experiment, also of one that still runs: cells without a finished run are left out, and each
 * comparison is over the splits that those compared have in common. The same runs give the same report in any order, to
 * the last digit; it holds no NaN, so JSON keeps it.
 */
export function buildReport({ name, spec, total, notRun, runs }: ReportInput): ExperimentReport {
  const groups = groupRuns(spec, runs);
  const done = groups
    .flatMap(({ strategies }) => strategies)
    .reduce((sum, each) => sum + each.runs.length, 0);
  return {
    name,
    metric: spec.metric,
    total,
    done,
    cells: groups.flatMap((group) => buildCells(spec, group)),
    pairs: groups.flatMap(buildPairs),
    ranks: buildRanks(spec, groups),
    summaries: spec.summaries ? groups.flatMap(buildSummaries) : [],
    notRun,
  };
}

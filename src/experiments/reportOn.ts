import { buildReport } from '../engine/experiments/report/buildReport.ts';
import type { ExperimentReport } from '../protocol/experiment.ts';
import { readResults } from './resultsFolder.ts';

/** The report of a results folder, of an experiment that still runs too. Throws InputError as `readResults`. */
export async function reportOn(folder: string): Promise<ExperimentReport> {
  const { info, runs } = await readResults(folder);
  const { name, spec, total, notRun } = info;
  return buildReport({ name, spec, total, notRun, runs });
}

import type { ExperimentSpec, ReportCell, RunRecord } from '../../../protocol/experiment.ts';
import { meanOf, spread } from '../../statistics/spread.ts';
import type { RunGroup } from './groupRuns.ts';

/** A score that misses the target by rounding alone reaches it. */
const TOLERANCE = 1e-12;

/**
 * The score that counts as reached: the spec's, else the mean final score of random sampling in the same group, else
 * that of the group's first strategy.
 */
export function targetScore({ target }: ExperimentSpec, { strategies }: RunGroup): number {
  if (target !== null) return target;
  const reference = strategies.find(({ method }) => method.id === 'random') ?? strategies[0]!;
  return meanOf(reference.runs.map(({ final }) => final));
}

/** How many labels single runs had when their score first reached the target. */
export function efficiencyOf(runs: readonly RunRecord[], target: number): ReportCell['efficiency'] {
  const labels = runs.flatMap(({ labeled, scores }) => {
    const step = scores.findIndex((score) => score >= target - TOLERANCE);
    return step < 0 ? [] : [labeled[step]!];
  });
  return { target, reached: labels.length, labels: labels.length === 0 ? null : spread(labels) };
}

import type { ExperimentSpec, ReportCell, RunRecord, Spread } from '../../../protocol/experiment.ts';
import { meanOf, spread } from '../../statistics/spread.ts';
import { learningCurve, relativeCurves } from './curves.ts';
import { efficiencyOf, targetScore } from './efficiency.ts';
import type { RunGroup } from './groupRuns.ts';
import { markStrategies } from './marks.ts';

/** One cell for each strategy of a group, in their order. */
export function buildCells(spec: ExperimentSpec, group: RunGroup): readonly ReportCell[] {
  const { dataset, setting, model } = group;
  const target = targetScore(spec, group);
  const relative = relativeCurves(group);
  const marks = markStrategies(group);
  return group.strategies.map(({ method: { name: strategy }, runs }) => ({
    dataset,
    setting,
    model,
    strategy,
    runs: runs.length,
    auac: spread(runs.map(({ auac }) => auac)),
    final: spread(runs.map(({ final }) => final)),
    secondsPerStep: meanOf(runs.map(secondsPerStep)),
    auroc: spreadOfDefined(runs.map(({ auroc }) => auroc.at(-1) ?? null)),
    rarePrecision: spreadOfDefined(runs.map((run) => meanOfRare(run, run.precision))),
    rareRecall: spreadOfDefined(runs.map((run) => meanOfRare(run, run.recall))),
    efficiency: efficiencyOf(runs, target),
    curve: learningCurve(runs),
    relative: relative.get(strategy)!,
    picksPerClass: meanPicks(runs),
    ...marks.get(strategy)!,
  }));
}

/** A fit and a choice; a run without a step has only fits. */
function secondsPerStep({ times: { fitSeconds, selectSeconds } }: RunRecord): number {
  return [fitSeconds, selectSeconds].reduce((sum, seconds) => sum + meanOrZero(seconds), 0);
}

const meanOrZero = (values: readonly number[]): number => (values.length === 0 ? 0 : meanOf(values));

/** Mean over the rare classes of the last model's shares; null without rare classes or where none is defined. */
function meanOfRare(
  { rareClasses }: RunRecord,
  shares: readonly (readonly (number | null)[])[],
): number | null {
  const last = shares.at(-1) ?? [];
  const defined = rareClasses.map((label) => last[label] ?? null).filter((share) => share !== null);
  return defined.length === 0 ? null : meanOf(defined);
}

function spreadOfDefined(values: readonly (number | null)[]): Spread | null {
  const defined = values.filter((value) => value !== null);
  return defined.length === 0 ? null : spread(defined);
}

function meanPicks(runs: readonly RunRecord[]): ReportCell['picksPerClass'] {
  return runs[0]!.classes.map((className, label) => ({
    className,
    mean: meanOf(runs.map(({ picksPerClass }) => picksPerClass[label] ?? 0)),
  }));
}

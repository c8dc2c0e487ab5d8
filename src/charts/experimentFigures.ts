import type { ExperimentReport } from '../protocol/experiment.ts';
import type { Figure } from './figure.ts';
import { learningCurves, relativeCurves } from './figures/curveFigures.ts';
import { picksPerClass } from './figures/picksFigure.ts';
import { averageRanks } from './figures/rankFigure.ts';
import { timePerStep } from './figures/timeFigure.ts';
import { choicesOf } from './reportFilter.ts';
import { createIds, groupsOf } from './reportGroups.ts';

/**
 * Every figure of a report: for each data set, setting and model learning curves (ids begin with `curves-`), curves
 * relative to the average strategy (`relative-`), time per step (`time-`) and picks per class (`picks-`); for each
 * setting and model average ranks (`ranks-`). Kinds come one after the other, each in the order of the report. Empty for
 * a report without runs.
 *
 * `strategies` decides who gets which colour, dash and marker: given those of the whole report, a filtered one keeps
 * its looks.
 */
export function experimentFigures(
  report: ExperimentReport,
  strategies: readonly string[] = choicesOf(report).strategies,
): readonly Figure[] {
  const styles = new Map(strategies.map((name, index) => [name, index]));
  const context = {
    metric: report.metric,
    styleOf: (strategy: string): number => styles.get(strategy) ?? styles.size,
    idOf: createIds(),
  };
  const groups = groupsOf(report);
  return [
    ...groups.map((group) => learningCurves(group, context)),
    ...groups.map((group) => relativeCurves(group, context)),
    ...report.ranks.map((ranks) => averageRanks(ranks, context)),
    ...groups.map((group) => timePerStep(group, context)),
    ...groups.map((group) => picksPerClass(group, context)),
  ];
}

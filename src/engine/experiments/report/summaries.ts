import type { ReportSummary, RunRecord } from '../../../protocol/experiment.ts';
import { meanOf, spread } from '../../statistics/spread.ts';
import { comparable } from './comparable.ts';
import { learningCurve } from './curves.ts';
import type { RunGroup, StrategyRuns } from './groupRuns.ts';
import { sharedSplits } from './splits.ts';

/** What rows and curves of summaries are called; no strategy may be called so beside them. */
export const summaryNames: Readonly<Record<ReportSummary['kind'], string>> = {
  best: 'best of the strategies',
  average: 'average of the strategies',
};

/** A run, or several as one. */
type Outcome = Pick<RunRecord, 'labeled' | 'scores' | 'auac' | 'final'>;

/**
 * The best and the average of a group's strategies, to set beside random sampling for the question of section 3 of
 * Bakker et al. 2023; how the best is picked is our own reading. All strategies but `random` take part, with the runs
 * (data seed and seed) that every one of them has; no such run gives none. The best is one strategy, that of the highest
 * mean AUAC (the first of several): what one gets who knew it beforehand. The best of each run would be another mixture
 * each time, which nobody could have chosen. The average is the mean over strategies on each run, cut to the shortest.
 */
export function buildSummaries({ dataset, setting, model, strategies }: RunGroup): readonly ReportSummary[] {
  const others = strategies.filter(({ method }) => method.id !== 'random');
  const outcomes = sharedOutcomes(others);
  if (outcomes.length === 0) return [];
  const means = others.map((_, index) => comparable(meanOf(outcomes.map((each) => each[index]!.auac))));
  const best = means.indexOf(Math.max(...means));
  const names = others.map(({ method }) => method.name);
  const summary = (
    kind: ReportSummary['kind'],
    of: readonly string[],
    each: readonly Outcome[],
  ): ReportSummary => ({
    dataset,
    setting,
    model,
    kind,
    name: summaryNames[kind],
    strategies: of,
    runs: each.length,
    auac: spread(each.map(({ auac }) => auac)),
    final: spread(each.map(({ final }) => final)),
    curve: learningCurve(each),
  });
  return [
    summary(
      'best',
      [names[best]!],
      outcomes.map((each) => each[best]!),
    ),
    summary('average', names, outcomes.map(averageOf)),
  ];
}

/** A row for each data seed and seed with which all strategies ran, aligned with the strategies. */
function sharedOutcomes(strategies: readonly StrategyRuns[]): readonly (readonly RunRecord[])[] {
  const maps = strategies.map(({ runs }) => new Map(runs.map((run) => [`${run.dataSeed} ${run.seed}`, run])));
  return sharedSplits(maps).map((key) => maps.map((map) => map.get(key)!));
}

function averageOf(runs: readonly RunRecord[]): Outcome {
  const [shortest] = runs.toSorted((a, b) => a.scores.length - b.scores.length);
  return {
    labeled: shortest!.labeled,
    scores: shortest!.scores.map((_, step) => meanOf(runs.map(({ scores }) => scores[step]!))),
    auac: meanOf(runs.map(({ auac }) => auac)),
    final: meanOf(runs.map(({ final }) => final)),
  };
}

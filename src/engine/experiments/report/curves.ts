import type { Curve, RunRecord } from '../../../protocol/experiment.ts';
import { meanOf, spread } from '../../statistics/spread.ts';
import type { RunGroup } from './groupRuns.ts';
import { bySplit, sharedSplits } from './splits.ts';

/** A run's values at its numbers of labels. */
interface Series {
  readonly labeled: readonly number[];
  readonly values: readonly number[];
}

/** Mean score over runs at each step; runs of different lengths (the pool ran out) are cut to the shortest. */
export function learningCurve(runs: readonly Pick<RunRecord, 'labeled' | 'scores'>[]): Curve {
  return meanCurve(runs.map(({ labeled, scores }) => ({ labeled, values: scores })));
}

/**
 * By strategy, its scores less the mean over the strategies on the same split (Bakker et al. 2023, figure 3), as a mean
 * over runs. Only splits on which every strategy of the group ran take part, so that all are compared with the same; no
 * such split gives curves of length 0.
 */
export function relativeCurves({ strategies }: RunGroup): ReadonlyMap<string, Curve> {
  const runs = strategies.map((each) => bySplit(each.runs));
  const splits = sharedSplits(runs);
  const baselines = new Map(splits.map((split) => [split, baselineOf(runs.map((map) => map.get(split)!))]));
  return new Map(
    strategies.map(({ method, runs: own }) => {
      const series = own.flatMap(({ split, labeled, scores }): Series[] => {
        const baseline = baselines.get(split);
        return baseline === undefined
          ? []
          : [{ labeled, values: baseline.map((mean, step) => scores[step]! - mean) }];
      });
      return [method.name, meanCurve(series)];
    }),
  );
}

/** The mean over strategies of their own mean scores on one split, at the steps that all runs have. */
function baselineOf(runsByStrategy: readonly (readonly RunRecord[])[]): readonly number[] {
  const steps = shortest(runsByStrategy.flat().map(({ scores }) => scores));
  return Array.from({ length: steps }, (_, step) =>
    meanOf(runsByStrategy.map((runs) => meanOf(runs.map(({ scores }) => scores[step]!)))),
  );
}

function meanCurve(series: readonly Series[]): Curve {
  const steps = Array.from({ length: shortest(series.map(({ values }) => values)) }, (_, step) => step);
  const spreads = steps.map((step) => spread(series.map(({ values }) => values[step]!)));
  return {
    // Numbers of labels are the same in all runs, but where a pool's last batch is cut.
    labeled: steps.map((step) => meanOf(series.map(({ labeled }) => labeled[step]!))),
    mean: spreads.map(({ mean }) => mean),
    standardError: spreads.map(({ sd }) => (sd === null ? null : sd / Math.sqrt(series.length))),
  };
}

function shortest(lists: readonly (readonly unknown[])[]): number {
  return lists.length === 0 ? 0 : Math.min(...lists.map(({ length }) => length));
}

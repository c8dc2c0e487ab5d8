import type { RunRecord } from '../../../protocol/experiment.ts';
import { meanOf } from '../../statistics/spread.ts';
import { comparable } from './comparable.ts';
import { groupBy } from './groupBy.ts';
import type { StrategyRuns } from './groupRuns.ts';

/** Runs by the split that they ran on, in the order of the runs. */
export function bySplit(runs: readonly RunRecord[]): ReadonlyMap<string, readonly RunRecord[]> {
  return groupBy(runs, ({ split }) => split);
}

/**
 * The AUAC of a strategy on each split. Runs that share one (where the data seed alone decides it) are not independent
 * of each other, so they count once, with their mean.
 */
export function auacBySplit({ runs }: StrategyRuns): ReadonlyMap<string, number> {
  const auacs = new Map<string, number>();
  for (const [split, same] of bySplit(runs)) {
    auacs.set(split, comparable(meanOf(same.map(({ auac }) => auac))));
  }
  return auacs;
}

/** The splits that are keys of all maps, in the order of the first. */
export function sharedSplits(maps: readonly ReadonlyMap<string, unknown>[]): readonly string[] {
  const [first, ...others] = maps;
  return [...(first?.keys() ?? [])].filter((split) => others.every((map) => map.has(split)));
}

/** AUAC of `first` less that of `second`, on each split on which both ran. */
export function auacDifferences(first: StrategyRuns, second: StrategyRuns): readonly number[] {
  const minuend = auacBySplit(first);
  const subtrahend = auacBySplit(second);
  return sharedSplits([minuend, subtrahend]).map((split) =>
    comparable(minuend.get(split)! - subtrahend.get(split)!),
  );
}

import type { ExperimentSpec, ReportRanks, Setting } from '../../../protocol/experiment.ts';
import { averageRanks } from '../../statistics/averageRanks.ts';
import { friedman } from '../../statistics/friedman.ts';
import { nemenyi } from '../../statistics/nemenyi.ts';
import { meanOf } from '../../statistics/spread.ts';
import type { RunGroup } from './groupRuns.ts';
import { auacBySplit, sharedSplits } from './splits.ts';

type Ranked = ReportRanks['strategies'][number];

/**
 * Average ranks for each setting and task model, in the order of the spec. A strategy that has no run there at all is
 * not ranked; where the others share no split yet, nothing is.
 */
export function buildRanks(spec: ExperimentSpec, groups: readonly RunGroup[]): readonly ReportRanks[] {
  return spec.settings.flatMap((setting) =>
    spec.models.flatMap(({ name: model }) => {
      const matching = groups.filter((group) => group.setting === setting && group.model === model);
      const ranks = ranksOf(spec, matching);
      return ranks.blocks.length === 0 ? [] : [summary(setting, model, ranks)];
    }),
  );
}

interface Ranks {
  readonly names: readonly string[];
  /** A row for each split on which all of them ran, aligned with `names`. */
  readonly blocks: readonly (readonly number[])[];
}

function ranksOf(spec: ExperimentSpec, groups: readonly RunGroup[]): Ranks {
  const present = new Set(groups.flatMap(({ strategies }) => strategies.map(({ method }) => method.name)));
  const names = spec.strategies.map(({ name }) => name).filter((name) => present.has(name));
  const blocks = groups.flatMap(({ strategies }) => {
    // In the order of the spec, as the names are.
    if (strategies.length < names.length) return [];
    const auacs = strategies.map(auacBySplit);
    return sharedSplits(auacs).map((split) => averageRanks(auacs.map((map) => map.get(split)!)));
  });
  return { names, blocks };
}

function summary(setting: Setting, model: string, { names, blocks }: Ranks): ReportRanks {
  const strategies = names.map((strategy, index) => ({
    strategy,
    rank: meanOf(blocks.map((ranks) => ranks[index]!)),
  }));
  const test = friedman(blocks);
  const criticalDifference = test === null ? null : nemenyi(names.length, blocks.length);
  return {
    setting,
    model,
    blocks: blocks.length,
    strategies,
    friedman: test,
    criticalDifference,
    groups: criticalDifference === null ? [] : indistinct(strategies, criticalDifference),
  };
}

/** The longest runs of neighbouring ranks that span less than the critical difference, of two strategies or more. */
function indistinct(
  strategies: readonly Ranked[],
  criticalDifference: number,
): readonly (readonly string[])[] {
  const sorted = strategies.toSorted((a, b) => a.rank - b.rank);
  const groups: (readonly string[])[] = [];
  let covered = 0;
  sorted.forEach(({ rank }, start) => {
    const beyond = sorted.findIndex((other) => other.rank - rank >= criticalDifference);
    const end = beyond < 0 ? sorted.length : beyond;
    if (end <= covered) return;
    covered = end;
    if (end - start >= 2) groups.push(sorted.slice(start, end).map(({ strategy }) => strategy));
  });
  return groups;
}

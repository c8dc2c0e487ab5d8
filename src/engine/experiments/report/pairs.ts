import type { ReportPair } from '../../../protocol/experiment.ts';
import { holm } from '../../statistics/holm.ts';
import { meanInterval } from '../../statistics/meanInterval.ts';
import { wilcoxonSignedRank } from '../../statistics/wilcoxonSignedRank.ts';
import type { RunGroup } from './groupRuns.ts';
import { auacDifferences } from './splits.ts';

/**
 * Every two strategies of a group that share a split, in the order of the spec. Holm's correction is over all of them;
 * a pair without any difference takes part with p = 1.
 */
export function buildPairs({ dataset, setting, model, strategies }: RunGroup): readonly ReportPair[] {
  const pairs = strategies.flatMap((first, index) =>
    strategies.slice(index + 1).flatMap((second) => {
      const differences = auacDifferences(first, second);
      if (differences.length === 0) return [];
      return [{ first, second, differences, test: wilcoxonSignedRank(differences) }];
    }),
  );
  const corrected = holm(pairs.map(({ test }) => test?.p ?? 1));
  return pairs.map(({ first, second, differences, test }, index) => ({
    dataset,
    setting,
    model,
    first: first.method.name,
    second: second.method.name,
    runs: differences.length,
    difference: meanInterval(differences),
    wilcoxon: test && { statistic: test.statistic, p: test.p, holm: corrected[index]! },
  }));
}

import { holm } from '../../statistics/holm.ts';
import { meanOf } from '../../statistics/spread.ts';
import { wilcoxonSignedRank } from '../../statistics/wilcoxonSignedRank.ts';
import { comparable } from './comparable.ts';
import type { RunGroup } from './groupRuns.ts';
import { auacDifferences } from './splits.ts';

export interface Mark {
  readonly best: boolean;
  readonly tied: boolean;
}

const SIGNIFICANCE = 0.05;

/**
 * By strategy: `best` for the highest mean AUAC of the group (all of them, where several have it), `tied` for another
 * that Wilcoxon's signed-rank test on the shared splits does not set apart from it at 5 %. Holm's correction is over the
 * comparisons with the best (Demsar 2006, section 3.2.2: comparisons with a control), not over all pairs, since no
 * other pair decides a mark. Where the test can say nothing (no shared split, no difference, or fewer than six splits,
 * on which it cannot reach 5 %) a strategy is tied.
 */
export function markStrategies({ strategies }: RunGroup): ReadonlyMap<string, Mark> {
  const means = strategies.map(({ runs }) => comparable(meanOf(runs.map(({ auac }) => auac))));
  const highest = Math.max(...means);
  const best = strategies[means.indexOf(highest)]!;
  const others = strategies.filter((_, index) => means[index] !== highest);
  const ps = holm(others.map((other) => wilcoxonSignedRank(auacDifferences(best, other))?.p ?? 1));
  return new Map(
    strategies.map((each) => {
      const place = others.indexOf(each);
      return [each.method.name, { best: place < 0, tied: place >= 0 && ps[place]! >= SIGNIFICANCE }];
    }),
  );
}

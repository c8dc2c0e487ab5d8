import { fitPowerLaw, mean } from './powerLaw.ts';
import type { CurvePrior } from './priorSpread.ts';
import type { ReplayedCurves } from './replayCurves.ts';

/** Labels before which curves have another shape: the fit begins at this share of the present. */
const FROM = 1 / 4;
/** Luck is told from scores at numbers of labels within this factor of the present. */
const AROUND = 2;

/**
 * What replays at numbers of labels `counts` say of a project with `present` labels: the power law through their mean,
 * and by how much replays of the same imagined classes differ, carried to the present as 1 / sqrt(n).
 */
export function replayPrior(counts: readonly number[], replays: ReplayedCurves, present: number): CurvePrior {
  const last = counts.length - 1;
  const from = Math.min(present * FROM, counts[last]! / 8);
  const used = counts.map((_, stage) => stage).filter((stage) => counts[stage]! >= from);
  const law = fitPowerLaw(
    used.map((stage) => counts[stage]!),
    used.map((stage) => mean(replays.map(({ scores }) => scores[stage]!))),
    present,
  );
  const near = used.filter(
    (stage) => counts[stage]! >= present / AROUND && counts[stage]! <= present * AROUND,
  );
  return {
    gap: law.gap,
    exponent: law.exponent,
    luck: luckOf(counts, replays, { near: near.length > 0 ? near : [last], present }),
  };
}

function luckOf(
  counts: readonly number[],
  replays: ReplayedCurves,
  { near, present }: { readonly near: readonly number[]; readonly present: number },
): number {
  let squares = 0;
  let freedom = 0;
  const folds = new Set(replays.map(({ fold }) => fold));
  for (const stage of near) {
    for (const fold of folds) {
      const scores = replays.filter((replay) => replay.fold === fold).map((replay) => replay.scores[stage]!);
      const middle = mean(scores);
      const scale = counts[stage]! / present;
      squares += scale * scores.reduce((sum, score) => sum + (score - middle) ** 2, 0);
      freedom += scores.length - 1;
    }
  }
  return freedom > 0 ? Math.sqrt(squares / freedom) : 0;
}

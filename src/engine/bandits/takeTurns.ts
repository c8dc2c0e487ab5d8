import type { Rng } from '../numeric/rng.ts';
import { topK } from '../numeric/topK.ts';

/** A pick of a bandit whose K arms are strategies. */
export interface ArmPick {
  /** Place among the view's candidates. */
  readonly place: number;
  /** What each arm would have had labeled next, length K. */
  readonly proposals: Int32Array;
  /** The arm whose proposal it is. */
  readonly arm: number;
}

/** Picks for which arms are drawn; what comes after these is in order of the mean ranks. */
export const MOST_TURNS = 1000;

/**
 * Picks one after the other: each arm proposes the best item, by its ranks (K arrays of length m), that is not picked yet,
 * and `drawArm` says whose proposal is taken.
 */
export function takeTurns(
  ranks: readonly Float64Array[],
  drawArm: () => number,
  rng: Rng,
): readonly ArmPick[] {
  const count = ranks[0]?.length ?? 0;
  const orders = ranks.map((own) => topK(own, count, rng.fork('ties')));
  const next = new Int32Array(ranks.length);
  const taken = new Uint8Array(count);
  return Array.from({ length: Math.min(count, MOST_TURNS) }, () => {
    const proposals = Int32Array.from(orders, (order, arm) => {
      while (taken[order[next[arm]!]!] === 1) next[arm]!++;
      return order[next[arm]!]!;
    });
    const arm = drawArm();
    const place = proposals[arm]!;
    taken[place] = 1;
    return { place, proposals, arm };
  });
}

/** All places: those picked, then the others by their mean rank. */
export function orderAfter(picks: readonly ArmPick[], ranks: readonly Float64Array[], rng: Rng): Int32Array {
  const means = Float64Array.from(ranks[0] ?? [], (_, place) =>
    ranks.reduce((sum, own) => sum + own[place]!, 0),
  );
  for (const { place } of picks) means[place] = NaN;
  const rest = topK(means, means.length, rng.fork('rest'));
  return Int32Array.from([...picks.map(({ place }) => place), ...rest]);
}

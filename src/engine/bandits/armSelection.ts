import type { Rng } from '../numeric/rng.ts';
import { rankUtilities } from '../strategies/rankUtilities.ts';
import type { PoolView, Selection } from '../strategies/strategy.ts';
import type { AskedCandidates } from '../votes/askCandidates.ts';
import { voteOf } from '../votes/castVote.ts';
import { orderAfter } from './takeTurns.ts';
import type { ArmPick } from './takeTurns.ts';

export interface ArmVote {
  readonly asked: AskedCandidates;
  readonly picks: readonly ArmPick[];
  /** What each arm counts, length K, adding up to 1. */
  readonly weights: Float64Array;
  /** For each pick the share of each arm in it, length K, adding up to 1. */
  readonly shares: readonly Float64Array[];
  readonly rng: Rng;
}

/** The first `k` picks. Utilities tell the order alone; of each pick's, an arm contributed its share. */
export function armSelection(view: PoolView, k: number, vote: ArmVote): Selection {
  const { asked, picks, weights, shares, rng } = vote;
  const order = orderAfter(picks, asked.ranks, rng.fork('order'));
  const utilities = rankUtilities(order);
  const arms = asked.strategies.length;
  const contributions = new Float64Array(utilities.length * arms);
  picks.forEach(({ place }, pick) =>
    contributions.set(
      shares[pick]!.map((share) => share * utilities[place]!),
      place * arms,
    ),
  );
  for (const place of order.subarray(picks.length)) {
    contributions.fill(utilities[place]! / arms, place * arms, (place + 1) * arms);
  }
  const picked = order.slice(0, k);
  return {
    rowIds: picked.map((place) => view.candidates[place]!),
    utilities,
    // Arms that rank alike are arms of their own here.
    vote: voteOf({ ...asked, groups: [], weights, contributions }, picked),
  };
}

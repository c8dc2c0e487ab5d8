import type { Rng } from '../numeric/rng.ts';
import type { PoolView, Strategy } from '../strategies/strategy.ts';
import { agreement, groupAlike } from './agreement.ts';
import type { Agreement } from './agreement.ts';
import { mergedNote } from './castVote.ts';
import { scoreCandidates } from './scoreCandidates.ts';

/** Items in a batch where nobody says. */
export const BATCH = 10;

export interface AskedCandidates {
  readonly strategies: readonly Strategy[];
  /** Items that are labeled before the next ranking: which candidates are asked for. */
  readonly batch: number;
  /** K arrays of length m: what each says of the view's candidates, from 0 to 1. */
  readonly ranks: readonly Float64Array[];
  readonly agreement: Agreement;
  /** Candidates that say the same, by their places. */
  readonly groups: readonly (readonly number[])[];
  /** In words which say the same, where some do. */
  readonly note?: string;
}

/** Asks strategies about the pool. Throws as `scoreCandidates` does. */
export function askCandidates(strategies: readonly Strategy[], view: PoolView, rng: Rng): AskedCandidates {
  const batch = Math.min(view.candidates.length, Math.max(1, view.batchSize ?? BATCH));
  const ranks = scoreCandidates(strategies, view, batch, rng.fork('pool'));
  const agreed = agreement(ranks, batch, rng.fork('agreement'));
  const groups = groupAlike(agreed.correlations, strategies.length);
  const note = mergedNote(strategies, groups);
  return { strategies, batch, ranks, agreement: agreed, groups, ...(note !== null && { note }) };
}

import { isRandomDraw } from '../engine/statistics/randomDraw.ts';
import type { LabelEvent, RoundRecord } from '../store/store.ts';

/** Who proposed a labeled item. */
export interface Proposal {
  readonly itemId: string;
  /** Drawn at random, by the random stream or by the strategy Random. */
  readonly isRandom: boolean;
  /** Shares by strategy id: 1 for the one that ranked it; those of the strategies that it asked add up to 1 as well. */
  readonly credits: readonly Credit[];
}

export interface Credit {
  readonly strategy: string;
  /** 0 (exclusive) to 1. */
  readonly share: number;
  /** True for one that was asked by another. */
  readonly asCandidate: boolean;
}

/**
 * Who proposed the items of first decisions, in the order of the log. Items that were picked by hand, or that came with the
 * source, are nobody's. `rounds` have the slots that were decided where their strategies asked others.
 */
export function proposalsOf(
  decisions: Iterable<LabelEvent>,
  rounds: readonly RoundRecord[],
): readonly Proposal[] {
  const contributions = contributionsByRound(rounds);
  return [...decisions].flatMap(({ itemId, stream, strategy, round, selectionProbability }): Proposal[] => {
    if (selectionProbability === null) return [];
    if (isRandomDraw(stream, strategy)) return [{ itemId, isRandom: true, credits: [] }];
    if (stream !== 'strategy' || strategy === null) return [];
    const own = { strategy, share: 1, asCandidate: false };
    const asked = contributions.get(round ?? -1)?.get(itemId) ?? [];
    return [{ itemId, isRandom: false, credits: [own, ...asked] }];
  });
}

function contributionsByRound(
  rounds: readonly RoundRecord[],
): ReadonlyMap<number, ReadonlyMap<string, readonly Credit[]>> {
  return new Map(
    rounds.flatMap(({ round, vote, slots }) => {
      if (vote === null) return [];
      const byItem = slots.map(
        ({ itemId, contributions }) => [itemId, creditsOf(vote.candidates, contributions ?? [])] as const,
      );
      return [[round, new Map(byItem)] as const];
    }),
  );
}

/** What spoke for an item, by its share in all that did; what spoke against it has none. */
function creditsOf(candidates: readonly string[], contributions: readonly number[]): readonly Credit[] {
  const total = contributions.reduce((sum, part) => sum + Math.max(0, part), 0);
  return candidates.flatMap((strategy, index) => {
    const part = contributions[index] ?? 0;
    return part > 0 ? [{ strategy, share: part / total, asCandidate: true }] : [];
  });
}

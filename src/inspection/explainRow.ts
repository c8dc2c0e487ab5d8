import type { OccludedItem } from '../engine/inspect/contributions.ts';
import { explainItem } from '../engine/inspect/explainItem.ts';
import type { RowExplanation } from '../protocol/inspect.ts';
import type { RankedRound } from './rankedRound.ts';

/** Labeled neighbours that are named. */
export const NEIGHBOURS = 3;

export interface ExplainOptions {
  readonly row: number;
  /** By which strategies it is placed; the round's own first. */
  readonly strategies: readonly string[];
  /** The item with parts of it taken away; null where its features have no names. */
  readonly occluded: () => OccludedItem | null;
  readonly neighbours?: number;
}

/** Why the round ranked an item where it did. Throws as `RankedRound` does. */
export function explainRow(
  round: RankedRound,
  { row, strategies, occluded, neighbours = NEIGHBOURS }: ExplainOptions,
): RowExplanation {
  const { input, model } = round;
  return explainItem(
    {
      input,
      model,
      rankings: strategies.map((strategy) => round.ranking(strategy)),
      changes: round.changes,
      neighbours,
    },
    row,
    model && occluded(),
  );
}

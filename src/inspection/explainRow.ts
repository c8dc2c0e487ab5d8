import type { Occluder } from '../data/occlude.ts';
import { explainItem } from '../engine/inspect/explainItem.ts';
import type { RowExplanation } from '../protocol/inspect.ts';
import type { PreparedRound } from './preparedRound.ts';

/** Labeled neighbours that are named. */
export const NEIGHBOURS = 3;

export interface ExplainOptions {
  readonly row: number;
  /** The item's content as it is stored. */
  readonly content: string;
  /** By which strategies it is placed; the round's own first. */
  readonly strategies: readonly string[];
  readonly occluder: Occluder;
  readonly neighbours?: number;
}

/** Why the round ranked an item where it did. Throws as `PreparedRound` does. */
export function explainRow(
  round: PreparedRound,
  { row, content, strategies, occluder, neighbours = NEIGHBOURS }: ExplainOptions,
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
    model && occluder({ row, content }),
  );
}

import type { StrategyRanking } from '../../engine/inspect/strategyRankings.ts';

/** Rows before and after `row` in a ranking; null at its ends, and for a row that it does not have. */
export function besideIn(
  { output, placeOf }: StrategyRanking,
  row: number,
): { readonly previous: number | null; readonly next: number | null } {
  const place = placeOf.get(row);
  const at = (step: 1 | -1): number | null =>
    place === undefined ? null : (output.ranking[place + step] ?? null);
  return { previous: at(-1), next: at(1) };
}

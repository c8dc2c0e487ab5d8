import type { RoundChoice } from '../../../src/protocol/inspector.ts';

/** The round that is nearest to a number, the earlier of two; null for no number or no round. */
export function nearestRound(rounds: readonly RoundChoice[], wanted: number): number | null {
  if (!Number.isFinite(wanted)) return null;
  let nearest: number | null = null;
  for (const { round } of rounds) {
    if (nearest === null || Math.abs(round - wanted) < Math.abs(nearest - wanted)) nearest = round;
  }
  return nearest;
}

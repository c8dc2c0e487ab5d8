import type { RoundVote } from '../../protocol/vote.ts';
import type { CandidateVote } from '../strategies/strategy.ts';

/** A strategy's vote as a round tells it: JSON but for the contributions. */
export function roundVote(vote: CandidateVote | undefined): RoundVote | null {
  if (vote === undefined) return null;
  const { candidates, merged, uniformOverlap = null, note = null } = vote;
  const rowsOf = (square: Float64Array): number[][] =>
    candidates.map((_, row) => [...square.subarray(row * candidates.length, (row + 1) * candidates.length)]);
  return {
    candidates,
    weights: [...vote.weights],
    merged,
    correlations: rowsOf(vote.correlations).map((row) =>
      row.map((value) => (Number.isNaN(value) ? null : value)),
    ),
    overlaps: rowsOf(vote.overlaps),
    uniformOverlap,
    note,
    contributions: Float32Array.from(vote.contributions),
  };
}

/**
 * How the candidates of a strategy that asks other strategies voted in a round. K = candidates. Plain values, so that it
 * can be stored as JSON as it is.
 */
export interface VoteSummary {
  /** Ids of the strategies that were asked, in the order of all that follows. */
  readonly candidates: readonly string[];
  /** What each counts, 0 to 1; they add up to 1. */
  readonly weights: readonly number[];
  /** Groups of candidates that rank alike and so share one weight; empty where all differ. */
  readonly merged: readonly (readonly string[])[];
  /** K x K: rank correlation (Spearman) of what they say of the pool; null where one gives all items the same. */
  readonly correlations: readonly (readonly (number | null)[])[];
  /** K x K: the share of the next batch, as one would have it, that the other would have too. */
  readonly overlaps: readonly (readonly number[])[];
  /** The share of the batch that a vote with equal weights would have too; null where it was not asked. */
  readonly uniformOverlap: number | null;
  /** What the strategy has to say of the vote, in words for the user. */
  readonly note: string | null;
}

/** The vote of a round as it comes from the engine. */
export interface RoundVote extends VoteSummary {
  /**
   * Of the first items of the round's `ranking`, as many as the strategy picked: what each candidate contributed, items x
   * K row-major. They add up to the item's score; below 0 where a candidate spoke against it.
   */
  readonly contributions: Float32Array;
}

import type { GainLearning, Objective, RoundGains } from '../protocol/gains.ts';
import type { ItemGain } from '../store/store.ts';
import type { RoundResult } from '../protocol/round.ts';
import type { RoundVote, VoteSummary } from '../protocol/vote.ts';

/** A round's scores by row, as the views ask for them. */
export interface Ranking {
  readonly round: number;
  readonly revision: number;
  /** Id of the strategy that ranked. */
  readonly strategy: string;
  readonly modelId: string;
  readonly coldStart: string | null;
  /** In what other way than its own the strategy ranked, in words. */
  readonly fallback: string | null;
  /** What gains are predicted of; null where none are. */
  readonly objective: Objective | null;
  /** How the predictions were learned; null where there are none. */
  readonly learning: GainLearning | null;
  /** How candidates voted; null where the strategy asks no others. */
  readonly vote: VoteSummary | null;
  /** Rows, best first. */
  readonly rows: Int32Array;
  /** What the round says of a row; null for rows it did not rank. */
  at(row: number): RankedItem | null;
}

export interface RankedItem {
  /** 1-based. */
  readonly rank: number;
  readonly score: number | null;
  /** Index of the predicted class, null before there is a model. */
  readonly suggestedClass: number | null;
  readonly probability: number;
  readonly gain: ItemGain | null;
  /** What each candidate of the vote contributed; null of items that were not picked. */
  readonly contributions: readonly number[] | null;
}

/** Indexes by row the result of a round by `strategy`. */
export const makeRanking = (round: number, strategy: string, result: RoundResult): Ranking => {
  const { ranking: rows, scores, suggested, confidence, gains, vote } = result;
  let highest = -1;
  for (const row of rows) if (row > highest) highest = row;
  const places = new Int32Array(highest + 1).fill(-1);
  rows.forEach((row, place) => (places[row] = place));
  return {
    round,
    strategy,
    revision: result.revision,
    modelId: result.modelId,
    coldStart: result.coldStart,
    fallback: result.fallback,
    objective: gains?.objective ?? null,
    learning: gains?.learning ?? null,
    vote: vote === null ? null : summaryOf(vote),
    rows,
    at(row) {
      const place = places[row] ?? -1;
      if (place < 0) return null;
      const score = scores[place] ?? Number.NaN;
      const suggestedClass = suggested[place] ?? -1;
      return {
        rank: place + 1,
        score: Number.isFinite(score) ? score : null,
        suggestedClass: suggestedClass >= 0 ? suggestedClass : null,
        probability: confidence[place] ?? Number.NaN,
        gain: gainAt(gains, place),
        contributions: contributionsAt(vote, place),
      };
    },
  };
};

/** Without a deviation nothing was learned: no label changed the score where predictions were checked. */
const gainAt = (gains: RoundGains | null, place: number): ItemGain | null => {
  const mean = gains?.mean[place] ?? Number.NaN;
  const deviation = gains?.deviation[place] ?? Number.NaN;
  return Number.isFinite(mean) && deviation > 0 ? { mean, deviation } : null;
};

/** All but the contributions, which are kept with the items. */
const summaryOf = (vote: RoundVote): VoteSummary => {
  const { candidates, weights, merged, correlations, overlaps, uniformOverlap, note } = vote;
  return { candidates, weights, merged, correlations, overlaps, uniformOverlap, note };
};

const contributionsAt = (vote: RoundVote | null, place: number): readonly number[] | null => {
  if (vote === null) return null;
  const { candidates, contributions } = vote;
  const own = contributions.subarray(place * candidates.length, (place + 1) * candidates.length);
  return own.length === 0 ? null : [...own];
};

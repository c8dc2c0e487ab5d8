import type { InspectorQuestion } from './inspector.ts';
import type { VoteSummary } from './vote.ts';

/** The tab "Leaderboard": what labels gained, by the strategy that proposed them. */

export interface LeaderboardParams {
  /** Id of the strategy that the guard looks at: the one that is chosen. */
  readonly chosen: string;
  /** Chance that the guard warns of a strategy that is as good as random, over all its looks; 0 = it looks at nothing. */
  readonly guardLevel: number;
}

/** With the bounds of its interval; null where there is too little to tell them from. */
export interface BoundedMean {
  readonly mean: number;
  readonly low: number | null;
  readonly high: number | null;
}

/** A strategy that proposed labeled items. Gains are in units of the score. */
export interface Standing {
  /** Its id. */
  readonly strategy: string;
  /** Labels of items that it proposed, alone or among others, and the sum of its shares in proposing them. */
  readonly labels: number;
  readonly credit: number;
  /** The part of `credit` that it has as a candidate of strategies that ask others. */
  readonly asCandidate: number;
  /** Mean realised gain of a label, weighted by share. */
  readonly gain: BoundedMean;
  /** Mean gain of a label drawn at random, less this one's: above 0 = worse than random. */
  readonly regret: BoundedMean;
  /** What it counts in the last round, 0 to 1; null where it had no part in it. */
  readonly weight: number | null;
}

/** The last look at whether the chosen strategy is worse than random. */
export interface GuardVerdict {
  /** 1-based. */
  readonly look: number;
  /** Labels of the strategy that it was taken on: the first so many. */
  readonly labels: number;
  readonly p: number;
  /** What p must not exceed, so that false alarms keep the level over all looks. */
  readonly level: number;
  readonly isWorse: boolean;
}

/** How the candidates of a round's strategy counted. */
export interface RoundWeights {
  readonly round: number;
  /** Id of the strategy that asked them. */
  readonly strategy: string;
  readonly candidates: readonly string[];
  readonly weights: readonly number[];
}

export interface LeaderboardAnswer {
  /** Such as "balanced accuracy". */
  readonly score: string;
  /** Labels of the random stream, and from how many on gains are measured. */
  readonly randomLabels: number;
  readonly randomNeeded: number;
  /** Of labels drawn at random; null while too few. */
  readonly random: { readonly labels: number; readonly gain: BoundedMean } | null;
  /** By mean gain, the best first. */
  readonly standings: readonly Standing[];
  /** Level of all intervals. */
  readonly level: number;
  /** Null before the first look, and for the strategy Random. */
  readonly guard: GuardVerdict | null;
  /** Labels of the chosen strategy at its next look. */
  readonly nextLook: number;
  /** Labels whose gain was measured, among so many: of a long project the last ones. */
  readonly measured: number;
  readonly labels: number;
  /** In order of rounds; empty where no round asked other strategies. */
  readonly weights: readonly RoundWeights[];
}

export const leaderboardQuestion: InspectorQuestion<LeaderboardParams, LeaderboardAnswer> = {
  method: 'inspector/leaderboard',
  lane: 'leaderboard',
};

/** An item of the round's queue, with what each candidate of the vote contributed. */
export interface VotedItem {
  readonly row: number;
  /** 1-based. */
  readonly rank: number;
  readonly contributions: readonly number[];
}

export interface RoundVoteAnswer {
  /** Null where the round's strategy asked no others. */
  readonly vote: VoteSummary | null;
  /** The first items of the ranking that wait in the queue, by rank. */
  readonly items: readonly VotedItem[];
}

/** How the strategies that the chosen round's strategy asked voted. */
export const roundVoteQuestion: InspectorQuestion<Record<string, never>, RoundVoteAnswer> = {
  method: 'inspector/vote',
  lane: 'history',
};

import type { Cancellation } from '../engine/cancellation.ts';
import type { ExplainedInput, ExplanationContext } from '../engine/inspect/explainItem.ts';
import type { RoundModel } from '../engine/inspect/pastRound.ts';
import type { StrategyRanking } from '../engine/inspect/strategyRankings.ts';

/**
 * A round of a project, or a step of an experiment's run, that was put together again: what explanations look at. What
 * costs time is worked out when it is first asked for, and kept. `signal` ends what is being worked out then; what was
 * kept stays. Methods throw RangeError where the model does not serve a strategy, CancelledError when the signal is
 * aborted.
 */
export interface RankedRound {
  readonly input: ExplainedInput;
  /** What ranked it. */
  readonly strategy: string;
  /** Null while fewer than two classes were labeled. */
  readonly model: RoundModel | null;
  /** Counts predictions that a label would change; null while there is no model. */
  readonly changes: ExplanationContext['changes'];
  signal: Cancellation | undefined;
  ranking(strategy: string): StrategyRanking;
  isRanked(strategy: string): boolean;
  /** Why the round cannot be ranked by a strategy, in words; null where it can. */
  refusal(strategy: string): string | null;
  /** Throws RangeError for a strategy that there is not. */
  titleOf(strategy: string): string;
}

/** Whatever signal holds when it is looked at: what is kept outlives the question that it was made for. */
export function currentSignal(round: Pick<RankedRound, 'signal'>): Cancellation {
  return {
    get aborted() {
      return round.signal?.aborted ?? false;
    },
  };
}

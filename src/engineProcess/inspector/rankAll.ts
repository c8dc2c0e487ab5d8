import type { StrategyRanking } from '../../engine/inspect/strategyRankings.ts';
import type { RankedRound } from '../../inspection/rankedRound.ts';
import type { Report } from '../progressReporter.ts';

/** Ranks a round by each strategy, telling which is on; those that are ranked already cost nothing. */
export function rankAll(
  prepared: RankedRound,
  strategies: readonly string[],
  report: Report,
): readonly StrategyRanking[] {
  return strategies.map((strategy, index) => {
    if (!prepared.isRanked(strategy)) {
      report(`Ranking by ${prepared.titleOf(strategy)}`, index / strategies.length);
    }
    return prepared.ranking(strategy);
  });
}

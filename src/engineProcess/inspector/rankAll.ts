import { findStrategy } from '../../engine/strategies/registry.ts';
import type { StrategyRanking } from '../../engine/inspect/strategyRankings.ts';
import type { PreparedRound } from '../../inspection/preparedRound.ts';
import type { Report } from '../progressReporter.ts';

/** Ranks a round by each strategy, telling which is on; those that are ranked already cost nothing. */
export function rankAll(
  prepared: PreparedRound,
  strategies: readonly string[],
  report: Report,
): readonly StrategyRanking[] {
  return strategies.map((strategy, index) => {
    if (!prepared.isRanked(strategy)) {
      report(`Ranking by ${findStrategy(strategy).title}`, index / strategies.length);
    }
    return prepared.ranking(strategy);
  });
}

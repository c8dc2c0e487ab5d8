import type { StrategyComparison } from '../protocol/inspect.ts';
import type { RankedRound } from './rankedRound.ts';

export interface ServedStrategies {
  /** The round's own first, each once. */
  readonly served: readonly [string, ...string[]];
  readonly refused: StrategyComparison['refused'];
}

/** Splits strategies into those that can rank the round and the others, with the reason. */
export function servedStrategies(
  round: Pick<RankedRound, 'strategy' | 'refusal'>,
  wanted: readonly string[],
): ServedStrategies {
  const others: string[] = [];
  const refused: { strategy: string; reason: string }[] = [];
  for (const strategy of new Set(wanted)) {
    if (strategy === round.strategy) continue;
    const reason = round.refusal(strategy);
    if (reason === null) others.push(strategy);
    else refused.push({ strategy, reason });
  }
  return { served: [round.strategy, ...others], refused };
}

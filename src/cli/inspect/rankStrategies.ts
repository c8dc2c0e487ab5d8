import { InputError, refusing } from '../../data/tables/inputError.ts';
import { rankBy } from '../../engine/inspect/strategyRankings.ts';
import type { StrategyRanking } from '../../engine/inspect/strategyRankings.ts';
import { resolveParams } from '../../engine/models/params.ts';
import { findModel } from '../../engine/models/registry.ts';
import type { RoundInput } from '../../engine/rounds/proposeBatch.ts';
import { refuseUnserved } from '../../engine/rounds/servedBy.ts';
import { findStrategy } from '../../engine/strategies/registry.ts';
import type { StrategyComparison } from '../../protocol/inspect.ts';

/** Quick ones of different kinds: by doubt, by the boundary, by doubt and density, by coverage, by chance. */
export const usualStrategies = [
  'margin',
  'entropy',
  'fScore',
  'informationDensity',
  'kCenterGreedy',
  'random',
];

export interface RankedStrategies {
  /** The round's own first. */
  readonly rankings: readonly [StrategyRanking, ...StrategyRanking[]];
  readonly refused: StrategyComparison['refused'];
}

/**
 * Ranks the round by its own strategy and by others, with their default parameters. Of the usual ones, those that the
 * model does not serve are left out; one that was asked for throws InputError.
 */
export function rankStrategies(
  input: RoundInput,
  wanted: readonly string[] | null,
  note: (message: string) => void,
): RankedStrategies {
  const own = refusing(() => rankBy(input, input.strategy, input.strategyParams));
  const refused: { strategy: string; reason: string }[] = [];
  const others = new Set(wanted ?? usualStrategies);
  others.delete(input.strategy);
  const rankings: StrategyRanking[] = [];
  for (const strategy of others) {
    const reason = whyNot(input, strategy);
    if (reason === null) {
      note(`Ranking by ${strategy}`);
      rankings.push(rankBy(input, strategy, {}));
    } else if (wanted === null) refused.push({ strategy, reason });
    else throw new InputError(`--strategies: ${reason}`);
  }
  return { rankings: [own, ...rankings], refused };
}

function whyNot({ model, modelParams }: RoundInput, strategy: string): string | null {
  try {
    const definition = findModel(model);
    refuseUnserved(findStrategy(strategy), definition, resolveParams(definition.params, modelParams));
    return null;
  } catch (error) {
    if (error instanceof RangeError) return error.message;
    throw error;
  }
}

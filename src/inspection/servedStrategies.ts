import { resolveParams } from '../engine/models/params.ts';
import { findModel } from '../engine/models/registry.ts';
import type { RoundInput } from '../engine/rounds/proposeBatch.ts';
import { refuseUnserved } from '../engine/rounds/servedBy.ts';
import { findStrategy } from '../engine/strategies/registry.ts';
import type { StrategyComparison } from '../protocol/inspect.ts';

export interface ServedStrategies {
  /** The round's own first, each once. */
  readonly served: readonly [string, ...string[]];
  readonly refused: StrategyComparison['refused'];
}

/** Splits strategies into those that the round's model serves and the others, with the reason. */
export function servedStrategies(input: RoundInput, wanted: readonly string[]): ServedStrategies {
  const others: string[] = [];
  const refused: { strategy: string; reason: string }[] = [];
  for (const strategy of new Set(wanted)) {
    if (strategy === input.strategy) continue;
    const reason = whyNot(input, strategy);
    if (reason === null) others.push(strategy);
    else refused.push({ strategy, reason });
  }
  return { served: [input.strategy, ...others], refused };
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

import { USUAL_STRATEGIES } from '../../../src/protocol/inspect.ts';
import type { StrategyChoice } from '../../../src/protocol/inspector.ts';

/** Under which name the inspector keeps which strategies are compared. */
export const comparedName = 'strategies';

/** The strategies that are compared in all tabs, by id; until somebody chooses, some quick ones of different kinds. */
export function comparedStrategies(kept: unknown, known: readonly StrategyChoice[]): readonly string[] {
  const wanted: readonly unknown[] = Array.isArray(kept) ? kept : USUAL_STRATEGIES;
  return known.map(({ id }) => id).filter((id) => wanted.includes(id));
}

import type { StrategyChoice } from '../../../src/protocol/inspector.ts';

/** Under which name the inspector keeps which strategies are compared. */
export const comparedName = 'strategies';

/** The strategies that are compared in all tabs, by id; until somebody chooses, the usual ones. */
export function comparedStrategies(
  kept: unknown,
  known: readonly StrategyChoice[],
  usual: readonly string[],
): readonly string[] {
  const wanted: readonly unknown[] = Array.isArray(kept) ? kept : usual;
  return known.map(({ id }) => id).filter((id) => wanted.includes(id));
}

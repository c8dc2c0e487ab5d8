import type { PoolView } from '../strategies/strategy.ts';

/** What a view may lack. */
type Optional = {
  [Key in keyof PoolView]-?: undefined extends PoolView[Key] ? Key : never;
}[keyof PoolView];

/** The view without some of what it may hold. */
export function viewWithout(view: PoolView, names: readonly Optional[]): PoolView {
  const entries = Object.entries(view).filter(([name]) => !names.some((other) => other === name));
  return Object.fromEntries(entries) as unknown as PoolView;
}

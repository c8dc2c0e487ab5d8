import type { InspectorController } from '../inspectorController.ts';

const name = 'strategies';

/** The strategies that are compared in all tabs, by id; empty = some quick ones of different kinds. */
export function comparedStrategies({
  kept,
  snapshot,
}: {
  readonly kept: unknown;
  readonly snapshot: InspectorController['snapshot'];
}): readonly string[] {
  const known = new Set(snapshot?.strategies.map(({ id }) => id));
  return Array.isArray(kept) ? kept.filter((each): each is string => known.has(each as string)) : [];
}

export const readCompared = (controller: InspectorController): readonly string[] =>
  comparedStrategies({ kept: controller.kept(name), snapshot: controller.snapshot });

export const keepCompared = (controller: InspectorController, strategies: readonly string[]): void =>
  controller.keep(name, strategies);

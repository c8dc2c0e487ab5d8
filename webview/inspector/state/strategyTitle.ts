import type { InspectorSnapshot } from '../../../src/protocol/inspector.ts';

/** What a strategy is called; its id where the snapshot does not know it, as one that was taken out since. */
export const strategyTitle = (
  snapshot: Pick<InspectorSnapshot, 'strategies'> | null | undefined,
  id: string,
): string => snapshot?.strategies.find((each) => each.id === id)?.title ?? id;

import type { LabelEvent } from './store.ts';

/** The first label or skip of each item that was not taken back, in the order of the log. */
export const firstDecisions = async (
  events: AsyncIterable<LabelEvent> | Iterable<LabelEvent>,
): Promise<ReadonlyMap<string, LabelEvent>> => {
  const decisions: LabelEvent[] = [];
  const undone = new Set<string>();
  for await (const event of events) {
    const { action, value, targetEventId } = event;
    if (action === 'undo' && targetEventId !== null) undone.add(targetEventId);
    else if (action === 'redo' && targetEventId !== null) undone.delete(targetEventId);
    else if (action === 'skip' || ((action === 'label' || action === 'relabel') && value !== null)) {
      decisions.push(event);
    }
  }
  const first = new Map<string, LabelEvent>();
  for (const event of decisions) {
    if (!undone.has(event.eventId) && !first.has(event.itemId)) first.set(event.itemId, event);
  }
  return first;
};

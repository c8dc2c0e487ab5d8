import type { LabelEvent } from './store.ts';

/** The first label or skip of each item that was not taken back, in the order of the log. */
export const firstDecisions = async (
  events: AsyncIterable<LabelEvent> | Iterable<LabelEvent>,
): Promise<ReadonlyMap<string, LabelEvent>> => {
  const reading = decisionReading();
  for await (const event of events) reading.read(event);
  return reading.first();
};

/** The same of events that are in memory. */
export const firstDecisionsOf = (events: Iterable<LabelEvent>): ReadonlyMap<string, LabelEvent> => {
  const reading = decisionReading();
  for (const event of events) reading.read(event);
  return reading.first();
};

const decisionReading = (): {
  readonly read: (event: LabelEvent) => void;
  readonly first: () => ReadonlyMap<string, LabelEvent>;
} => {
  const decisions: LabelEvent[] = [];
  const undone = new Set<string>();
  return {
    read: (event) => {
      const { action, value, targetEventId } = event;
      if (action === 'undo' && targetEventId !== null) undone.add(targetEventId);
      else if (action === 'redo' && targetEventId !== null) undone.delete(targetEventId);
      else if (action === 'skip' || ((action === 'label' || action === 'relabel') && value !== null)) {
        decisions.push(event);
      }
    },
    first: () => {
      const first = new Map<string, LabelEvent>();
      for (const event of decisions) {
        if (!undone.has(event.eventId) && !first.has(event.itemId)) first.set(event.itemId, event);
      }
      return first;
    },
  };
};

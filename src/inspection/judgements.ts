import { lastSwitches } from '../store/fold.ts';
import type { LabelEvent } from '../store/store.ts';

/** What was said of labels without changing them, as far as it was not taken back. */
export interface Judgements {
  /** Items whose label of now was confirmed, or took another's place when they were looked at once more. */
  readonly confirmed: ReadonlySet<string>;
  /** The last answer of each person to each item that was asked again, in the order of the log. */
  readonly repeats: readonly LabelEvent[];
  /** Of these, answers that contradict the label of now and were not settled since, by item. */
  readonly conflicts: ReadonlyMap<string, LabelEvent>;
}

/**
 * `events` in the order of the log; `labelOf` is the label that an item has by now. A conflict is settled when the item is
 * labeled or skipped anew, or its label is confirmed.
 */
export function judgementsOf(
  events: readonly LabelEvent[],
  labelOf: (itemId: string) => string | null,
): Judgements {
  const confirmed = new Set<string>();
  const repeats = new Map<string, LabelEvent>();
  const conflicts = new Map<string, LabelEvent>();
  for (const event of activeEvents(events)) {
    const { action, itemId, value, actor, stream } = event;
    const label = labelOf(itemId);
    if (action === 'label' || action === 'relabel' || action === 'skip') {
      conflicts.delete(itemId);
      // Without this a label that was corrected could be doubted by those who agreed with the wrong one.
      if (action === 'relabel' && stream === 'review' && value !== null && value === label) {
        confirmed.add(itemId);
      }
    }
    if (action === 'confirm' && value === label) {
      confirmed.add(itemId);
      conflicts.delete(itemId);
    }
    if (action !== 'repeat') continue;
    const key = JSON.stringify([actor, itemId]);
    repeats.delete(key);
    repeats.set(key, event);
    if (value !== null && label !== null && value !== label) conflicts.set(itemId, event);
    else if (conflicts.get(itemId)?.actor === actor) conflicts.delete(itemId);
  }
  return { confirmed, repeats: [...repeats.values()], conflicts };
}

/** Events that were not taken back. */
export function activeEvents(events: readonly LabelEvent[]): readonly LabelEvent[] {
  const switches = lastSwitches(events);
  return events.filter(({ eventId }) => switches.get(eventId)?.action !== 'undo');
}

import { compareEvents, compareText } from './eventOrder.ts';
import type { LabelEvent } from './store.ts';

/** What an item's events add up to. The label of the source is not in it: it applies where `decision` is null. */
export interface FoldedState {
  /** The last label (null: cleared) or skip; null where the annotators left the item alone. */
  readonly decision: {
    readonly action: 'label' | 'skip';
    readonly label: string | null;
    readonly eventId: string;
  } | null;
  readonly flagged: boolean;
  readonly note: string;
}

/**
 * Folds the events of one item, in any order and with any repetition, into its state: three registers (decision, flag,
 * note), each holding its last active event. An event is active unless the last undo or redo that means it is an undo.
 * Repeats and confirmations judge a label and do not change it.
 * Taking the last of a set commutes, associates and repeats harmlessly, so two logs merge by their union.
 */
export const foldItem = (itemId: string, events: readonly LabelEvent[]): FoldedState => {
  const own = events.filter((event) => event.itemId === itemId);
  const switches = lastSwitches(own);
  let decision: LabelEvent | undefined;
  let flag: LabelEvent | undefined;
  let note: LabelEvent | undefined;
  for (const event of own) {
    if (switches.get(event.eventId)?.action === 'undo') continue;
    switch (event.action) {
      case 'label':
      case 'relabel':
      case 'skip':
        decision = later(decision, event);
        break;
      case 'flag':
        flag = later(flag, event);
        break;
      case 'note':
        note = later(note, event);
        break;
      case 'repeat':
      case 'confirm':
      case 'undo':
      case 'redo':
        break;
    }
  }
  return {
    decision: decision === undefined ? null : toDecision(decision),
    flagged: flag?.value === 'true',
    note: note?.value ?? '',
  };
};

/** The last undo or redo of each event that has one. */
export const lastSwitches = (events: Iterable<LabelEvent>): ReadonlyMap<string, LabelEvent> => {
  const last = new Map<string, LabelEvent>();
  for (const event of events) {
    const target = event.targetEventId;
    if (target === null || (event.action !== 'undo' && event.action !== 'redo')) continue;
    last.set(target, later(last.get(target), event));
  }
  return last;
};

/**
 * Two clones that label under one name can number different events alike; the event id then decides, so that both
 * still fold to the same state.
 */
const later = (held: LabelEvent | undefined, event: LabelEvent): LabelEvent =>
  held !== undefined && (compareEvents(held, event) || compareText(held.eventId, event.eventId)) >= 0
    ? held
    : event;

const toDecision = (event: LabelEvent): FoldedState['decision'] =>
  event.action === 'skip'
    ? { action: 'skip', label: null, eventId: event.eventId }
    : { action: 'label', label: event.value, eventId: event.eventId };

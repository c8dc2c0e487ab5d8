import type { UndoResult } from '../protocol/labeling.ts';
import type { LabelEvent } from '../store/store.ts';
import { draftReversal } from './eventDrafts.ts';
import type { Clock } from './eventDrafts.ts';
import type { SessionState } from './sessionState.ts';
import { isEligible } from './storedItems.ts';

/** Undo and redo ids remembered: one that is sent again is answered, not done again. */
const REMEMBERED = 200;

/** Undo and redo: events of their own, and a queue that follows. */
export class Reversals {
  readonly #state: SessionState;
  readonly #clock: Clock;
  /** Told how many labels changed. */
  readonly #done: (labels: number) => void;
  readonly #answers = new Map<string, Promise<UndoResult>>();

  constructor(state: SessionState, clock: Clock, done: (labels: number) => void) {
    this.#state = state;
    this.#clock = clock;
    this.#done = done;
  }

  /** Undoes or redoes this annotator's last step. `eventId` makes a repeated request harmless. */
  reverse(action: 'undo' | 'redo', eventId: string): Promise<UndoResult> {
    const known = this.#answers.get(eventId);
    if (known !== undefined) return known;
    const result = this.#reverseOnce(action, eventId);
    this.#answers.set(eventId, result);
    for (const id of this.#answers.keys()) {
      if (this.#answers.size <= REMEMBERED) break;
      this.#answers.delete(id);
    }
    // A failed one may be tried again.
    result.catch(() => this.#answers.delete(eventId));
    return result;
  }

  async #reverseOnce(action: 'undo' | 'redo', eventId: string): Promise<UndoResult> {
    const { store } = this.#state;
    const targets = action === 'undo' ? store.undoTargets() : store.redoTargets();
    const first = targets[0];
    if (first === undefined) {
      return { revision: store.revision, itemId: null, description: `There is nothing to ${action}.` };
    }
    const [head, ...others] = draftReversal(action, eventId, targets, this.#clock);
    const answer = await store.appendEvents(head === undefined ? [] : [head]);
    const stored = answer.events[0];
    if (stored !== undefined && stored.targetEventId !== first.eventId) {
      // Sent again after a restart: it was done then, and what is on top now is another step.
      return {
        revision: answer.revision,
        itemId: stored.itemId,
        description: `This ${action} was done before.`,
      };
    }
    const { revision } = others.length === 0 ? answer : await store.appendEvents(others);
    await this.#requeue(action, targets);
    this.#done(targets.filter(({ action }) => !JUDGES.has(action)).length);
    return { revision, itemId: first.itemId, description: describe(action, first, targets.length) };
  }

  /** Brings the queue in line with the items' states. */
  async #requeue(reversal: 'undo' | 'redo', targets: readonly LabelEvent[]): Promise<void> {
    for (const { itemId, action, value } of targets) {
      if (JUDGES.has(action)) {
        if (action === 'repeat') this.#requeueRepeat(reversal, itemId, value);
        continue;
      }
      const item = await this.#state.store.item(itemId);
      if (item === null) continue;
      this.#state.remember([item]);
      const known = this.#state.queue.find(itemId);
      // What was asked again has lost, or got, the label that it was asked again for.
      const entry =
        known === null || known.stream === 'repeat' ? this.#state.freeEntry(item, 'review') : known;
      if (isEligible(item)) {
        this.#state.decidedSince.delete(item.row);
        this.#state.queue.reopened(entry);
      } else {
        this.#state.decidedSince.add(item.row);
        this.#state.queue.decided(entry);
      }
    }
  }

  /** A repeat that still is in the queue is asked once more, or has its answer back. */
  #requeueRepeat(reversal: 'undo' | 'redo', itemId: string, answer: string | null): void {
    const { queue, repeatAnswers } = this.#state;
    const entry = queue.find(itemId);
    if (entry?.stream !== 'repeat') return;
    if (reversal === 'undo') {
      repeatAnswers.delete(itemId);
      queue.reopened(entry);
    } else {
      repeatAnswers.set(itemId, answer);
      queue.decided(entry);
    }
  }
}

/** Events that judge a label and leave it as it is. */
const JUDGES: ReadonlySet<LabelEvent['action']> = new Set(['repeat', 'confirm']);

const describe = (action: 'undo' | 'redo', event: LabelEvent, count: number): string => {
  const verb = action === 'undo' ? 'Undid' : 'Redid';
  if (count > 1) return `${verb}: ${event.action} on ${count} items`;
  // That an item was asked again is not told.
  const name = event.action === 'repeat' ? 'label' : event.action;
  const what = event.value === null ? name : `${name} “${event.value}”`;
  return `${verb}: ${what} on item ${event.itemId}`;
};

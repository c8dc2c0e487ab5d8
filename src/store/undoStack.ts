import type { LabelEvent } from './store.ts';

/** Events that are undone together: those of one group, or a single event. */
interface Step {
  readonly key: string;
  /** In order of the actor's counter. */
  readonly events: LabelEvent[];
  readonly undone: boolean;
}

/**
 * One annotator's linear undo and redo, rebuilt from the log by taking this actor's events in order of their counter.
 * Every event moves by itself, so that a step is always as active (or undone) as the fold says its events are, even if
 * only part of a group was undone. Holds the events by reference, and only those that can still be undone or redone.
 */
export class UndoStack {
  readonly #done: Step[] = [];
  readonly #undone: Step[] = [];
  /** The step of each event that can be undone or redone. */
  readonly #stepOf = new Map<string, Step>();

  take(event: LabelEvent): void {
    if (event.action === 'undo' || event.action === 'redo') {
      this.#switch(event.targetEventId, event.action === 'undo');
    } else if (!this.#stepOf.has(event.eventId)) {
      this.#clearUndone();
      this.#put(event, false);
    }
  }

  /** The events that one undo acts on; empty if there is nothing to undo. */
  undoTargets(): readonly LabelEvent[] {
    return [...(this.#done.at(-1)?.events ?? [])];
  }

  /** The events that one redo acts on; empty if there is nothing to redo. */
  redoTargets(): readonly LabelEvent[] {
    return [...(this.#undone.at(-1)?.events ?? [])];
  }

  /**
   * A target need not be on top (another clone under this name may have undone it): it moves all the same. One that is
   * another annotator's, or was given up by a newer action, is left to the fold.
   */
  #switch(target: string | null, undo: boolean): void {
    const step = target === null ? undefined : this.#stepOf.get(target);
    if (step === undefined || step.undone === undo) return;
    const at = step.events.findIndex((event) => event.eventId === target);
    const [event] = step.events.splice(at, 1);
    if (step.events.length === 0) {
      const stack = this.#stack(step.undone);
      stack.splice(stack.lastIndexOf(step), 1);
    }
    if (event !== undefined) this.#put(event, undo);
  }

  #put(event: LabelEvent, undone: boolean): void {
    const stack = this.#stack(undone);
    const key = event.groupId ?? event.eventId;
    let step = stack.at(-1);
    if (step?.key !== key) {
      step = { key, events: [], undone };
      stack.push(step);
    }
    const after = step.events.findLastIndex((each) => each.actorCounter <= event.actorCounter);
    step.events.splice(after + 1, 0, event);
    this.#stepOf.set(event.eventId, step);
  }

  #clearUndone(): void {
    for (const step of this.#undone.splice(0)) {
      for (const event of step.events) this.#stepOf.delete(event.eventId);
    }
  }

  #stack(undone: boolean): Step[] {
    return undone ? this.#undone : this.#done;
  }
}

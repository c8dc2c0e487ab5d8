import { setImmediate as nextTurn } from 'node:timers/promises';
import type { Transaction, WriteConnection } from './connection.ts';
import type { UnsequencedEvent } from './eventRows.ts';
import { insertAll, readBefore } from './appending.ts';
import type { ItemNow } from './appending.ts';
import { SELECT_EVENT, toEvent } from './eventRows.ts';
import type { Reader } from './itemRows.ts';
import { foldInto, refold } from './refold.ts';
import { StoreError } from './store.ts';
import type { EventAction, EventDraft, LabelEvent } from './store.ts';
import { UndoStack } from './undoStack.ts';

const PAGE = 1000;

/** Streamed at once: the event loop is held up no longer than a page takes. */
const STREAMED = 250;

/** The append-only log of one project, with this annotator's counters and undo stack. */
export class EventLog {
  readonly #connection: WriteConnection;
  readonly #reader: Reader;
  readonly #actor: string;
  #undo = new UndoStack();
  #sequence = 0;
  #lamport = 0;
  #counter = 0;

  constructor(connection: WriteConnection, reader: Reader, actor: string) {
    this.#connection = connection;
    this.#reader = reader;
    this.#actor = actor;
  }

  /** Sequence of the last event. */
  get sequence(): number {
    return this.#sequence;
  }

  get undo(): UndoStack {
    return this.#undo;
  }

  /** Reads counters and undo stack from the log. */
  async load(): Promise<void> {
    const [totals] = await this.#reader.all(
      'SELECT coalesce(max(sequence), 0) AS sequence, coalesce(max(lamport), 0) AS lamport, ' +
        'coalesce(max(CASE WHEN actor = ? THEN actor_counter END), 0) AS counter FROM events',
      [this.#actor],
    );
    this.#sequence = Number(totals?.['sequence'] ?? 0);
    this.#lamport = Number(totals?.['lamport'] ?? 0);
    this.#counter = Number(totals?.['counter'] ?? 0);
    const undo = new UndoStack();
    let after: readonly [number, number] = [-1, 0];
    for (;;) {
      const rows = await this.#reader.all(
        `${SELECT_EVENT} WHERE actor = ? AND (actor_counter, sequence) > (?, ?)
         ORDER BY actor_counter, sequence LIMIT ?`,
        [this.#actor, ...after, PAGE],
      );
      const events = rows.map(toEvent);
      for (const event of events) undo.take(event);
      const last = events.at(-1);
      if (last === undefined) break;
      after = [last.actorCounter, last.sequence];
    }
    this.#undo = undo;
  }

  /** Takes in what another process has appended since. */
  async refresh(): Promise<void> {
    for (;;) {
      const events = await readEventsAfter(this.#reader, this.#sequence, PAGE);
      if (events.length === 0) return;
      for (const event of events) this.#take(event);
    }
  }

  /** Appends in one durable transaction. Ids already seen change nothing and are answered with what is stored. */
  append(drafts: readonly EventDraft[]): Promise<{ events: LabelEvent[]; fresh: LabelEvent[] }> {
    return this.#connection.transaction(
      (transaction) => this.#appendIn(transaction, drafts),
      // Only after the commit: a failed transaction must not have used up numbers.
      ({ fresh }) => {
        for (const event of fresh) this.#take(event);
      },
    );
  }

  /** Takes in events of another clone, numbers and all; resolves with how many were new. */
  async merge(events: readonly UnsequencedEvent[]): Promise<number> {
    return this.#connection.transaction(async (transaction) => {
      const known = await readKnownIds(
        transaction,
        events.map((event) => event.eventId),
      );
      const fresh = new Map<string, UnsequencedEvent>();
      for (const event of events) if (!known.has(event.eventId)) fresh.set(event.eventId, event);
      await insertAll(transaction, [...fresh.values()]);
      await refold(
        transaction,
        [...fresh.values()].map((event) => event.itemId),
      );
      return fresh.size;
    });
  }

  async #appendIn(
    transaction: Transaction,
    drafts: readonly EventDraft[],
  ): Promise<{ events: LabelEvent[]; fresh: LabelEvent[] }> {
    const before = await readBefore(transaction, {
      itemIds: drafts.map((draft) => draft.itemId),
      eventIds: drafts.map((draft) => draft.eventId),
    });
    const numbered = new Map<string, LabelEvent>();
    for (const draft of drafts) {
      if (before.events.has(draft.eventId) || numbered.has(draft.eventId)) continue;
      const event = this.#number(draft, before.items.get(draft.itemId), numbered.size + 1);
      numbered.set(event.eventId, event);
    }
    const fresh = await insertAll(transaction, [...numbered.values()]);
    const known = new Map(before.events);
    for (const event of fresh) known.set(event.eventId, event);
    // Everything these items ever saw has been read above: their fold needs no further read.
    await foldInto(
      transaction,
      fresh.map((event) => event.itemId),
      known.values(),
    );
    return { events: drafts.flatMap((draft) => known.get(draft.eventId) ?? []), fresh };
  }

  #number(draft: EventDraft, now: ItemNow | undefined, offset: number): LabelEvent {
    if (now === undefined) {
      throw new StoreError('unknownItem', `There is no item "${draft.itemId}" in this project.`);
    }
    const { provenance, ...rest } = draft;
    const action: EventAction = draft.action === 'label' && now.label !== null ? 'relabel' : draft.action;
    return {
      ...rest,
      ...provenance,
      action,
      oldValue: valueBefore(action, now),
      sequence: 0,
      actor: this.#actor,
      actorCounter: this.#counter + offset,
      lamport: this.#lamport + offset,
    };
  }

  #take(event: LabelEvent): void {
    this.#sequence = Math.max(this.#sequence, event.sequence);
    this.#lamport = Math.max(this.#lamport, event.lamport);
    if (event.actor !== this.#actor) return;
    this.#counter = Math.max(this.#counter, event.actorCounter);
    this.#undo.take(event);
  }
}

const valueBefore = (action: EventAction, now: ItemNow): string | null => {
  if (action === 'flag') return String(now.flagged);
  if (action === 'note') return now.note;
  return now.label;
};

const readKnownIds = async (reader: Reader, ids: readonly string[]): Promise<Set<string>> => {
  const rows = await reader.all(
    'SELECT event_id FROM events WHERE event_id IN (SELECT value FROM json_each(?))',
    [JSON.stringify(ids)],
  );
  return new Set(rows.map((row) => String(row['event_id'])));
};

/** Events in order of arrival after that sequence; at most `limit`. */
export const readEventsAfter = async (
  reader: Reader,
  sequence: number,
  limit: number,
): Promise<LabelEvent[]> => {
  const rows = await reader.all(`${SELECT_EVENT} WHERE sequence > ? ORDER BY sequence LIMIT ?`, [
    sequence,
    limit,
  ]);
  return rows.map(toEvent);
};

/** All events in fold order (Lamport, actor, counter, id), by pages. */
export async function* streamEvents(reader: Reader): AsyncGenerator<LabelEvent> {
  let after: readonly [number, string, number, string] = [-1, '', 0, ''];
  for (;;) {
    const rows = await reader.all(
      `${SELECT_EVENT} WHERE (lamport, actor, actor_counter, event_id) > (?, ?, ?, ?)
       ORDER BY lamport, actor, actor_counter, event_id LIMIT ?`,
      [...after, STREAMED],
    );
    const events = rows.map(toEvent);
    yield* events;
    await nextTurn();
    const last = events.at(-1);
    if (last === undefined) return;
    after = [last.lamport, last.actor, last.actorCounter, last.eventId];
  }
}

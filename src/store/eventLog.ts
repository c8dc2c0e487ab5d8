import type { Transaction, WriteConnection } from './connection.ts';
import type { UnsequencedEvent } from './eventRows.ts';
import { INSERT_EVENT, SELECT_EVENT, toEvent, toValues } from './eventRows.ts';
import type { Reader } from './itemRows.ts';
import { refold } from './refold.ts';
import { StoreError } from './store.ts';
import type { EventAction, EventDraft, LabelEvent } from './store.ts';
import { UndoStack } from './undoStack.ts';

const PAGE = 1000;

interface ItemNow {
  readonly label: string | null;
  readonly flagged: boolean;
  readonly note: string;
}

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
      const known = await readEvents(
        transaction,
        events.map((event) => event.eventId),
      );
      const fresh = new Map<string, UnsequencedEvent>();
      for (const event of events) if (!known.has(event.eventId)) fresh.set(event.eventId, event);
      for (const event of fresh.values()) await transaction.run(INSERT_EVENT, toValues(event));
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
    const known = await readEvents(
      transaction,
      drafts.map((draft) => draft.eventId),
    );
    const items = await readItemsNow(
      transaction,
      drafts.map((draft) => draft.itemId),
    );
    const fresh: LabelEvent[] = [];
    for (const draft of drafts) {
      if (known.has(draft.eventId)) continue;
      const event = this.#number(draft, items.get(draft.itemId), fresh.length + 1);
      await transaction.run(INSERT_EVENT, toValues(event));
      fresh.push(event);
      known.set(event.eventId, event);
    }
    await refold(
      transaction,
      fresh.map((event) => event.itemId),
    );
    const stored = await readEvents(
      transaction,
      fresh.map((event) => event.eventId),
    );
    const sequenced = fresh.map((event) => stored.get(event.eventId) ?? event);
    for (const event of sequenced) known.set(event.eventId, event);
    return { events: drafts.flatMap((draft) => known.get(draft.eventId) ?? []), fresh: sequenced };
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
    this.#counter = Math.max(this.#counter, event.actorCounter);
    this.#undo.take(event);
  }
}

const valueBefore = (action: EventAction, now: ItemNow): string | null => {
  if (action === 'flag') return String(now.flagged);
  if (action === 'note') return now.note;
  return now.label;
};

const readEvents = async (reader: Reader, ids: readonly string[]): Promise<Map<string, LabelEvent>> => {
  const rows = await reader.all(`${SELECT_EVENT} WHERE event_id IN (SELECT value FROM json_each(?))`, [
    JSON.stringify(ids),
  ]);
  return new Map(rows.map((row) => [String(row['event_id']), toEvent(row)]));
};

const readItemsNow = async (reader: Reader, ids: readonly string[]): Promise<Map<string, ItemNow>> => {
  const rows = await reader.all(
    'SELECT id, label, flagged, note FROM items WHERE id IN (SELECT value FROM json_each(?))',
    [JSON.stringify(ids)],
  );
  return new Map(
    rows.map((row) => [
      String(row['id']),
      {
        label: row['label'] === null || row['label'] === undefined ? null : String(row['label']),
        flagged: row['flagged'] === 1,
        note: String(row['note']),
      },
    ]),
  );
};

/** All events in fold order (Lamport, actor, counter, id), by pages. */
export async function* streamEvents(reader: Reader): AsyncGenerator<LabelEvent> {
  let after: readonly [number, string, number, string] = [-1, '', 0, ''];
  for (;;) {
    const rows = await reader.all(
      `${SELECT_EVENT} WHERE (lamport, actor, actor_counter, event_id) > (?, ?, ?, ?)
       ORDER BY lamport, actor, actor_counter, event_id LIMIT ?`,
      [...after, PAGE],
    );
    const events = rows.map(toEvent);
    yield* events;
    const last = events.at(-1);
    if (last === undefined) return;
    after = [last.lamport, last.actor, last.actorCounter, last.eventId];
  }
}

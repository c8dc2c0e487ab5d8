import type { Transaction } from './connection.ts';
import { insertEvents, SELECT_EVENT, toEvent, toValues } from './eventRows.ts';
import type { UnsequencedEvent } from './eventRows.ts';
import type { Reader } from './itemRows.ts';
import type { LabelEvent } from './store.ts';

/** Events inserted by one statement: 50 x 20 values are far below SQLite's limit of parameters. */
const AT_ONCE = 50;

export interface ItemNow {
  readonly label: string | null;
  readonly flagged: boolean;
  readonly note: string;
}

/** What a transaction must know before it may append. */
export interface LogBefore {
  /** Of the given ids, those that are there. */
  readonly items: ReadonlyMap<string, ItemNow>;
  /** All events of the given items, and those with the given event ids. */
  readonly events: ReadonlyMap<string, LabelEvent>;
}

const SELECT_BEFORE = `
  ${SELECT_EVENT} WHERE item_id IN (SELECT value FROM json_each(?1))
  UNION ALL
  ${SELECT_EVENT} WHERE event_id IN (SELECT value FROM json_each(?2))
    AND item_id NOT IN (SELECT value FROM json_each(?1))`;

export const readBefore = async (
  reader: Reader,
  wanted: { readonly itemIds: readonly string[]; readonly eventIds: readonly string[] },
): Promise<LogBefore> => {
  const itemIds = JSON.stringify(wanted.itemIds);
  const items = await reader.all(
    'SELECT id, label, flagged, note FROM items WHERE id IN (SELECT value FROM json_each(?))',
    [itemIds],
  );
  const events = await reader.all(SELECT_BEFORE, [itemIds, JSON.stringify(wanted.eventIds)]);
  return {
    items: new Map(
      items.map((row) => [
        String(row['id']),
        {
          label: row['label'] === null || row['label'] === undefined ? null : String(row['label']),
          flagged: row['flagged'] === 1,
          note: String(row['note']),
        },
      ]),
    ),
    events: new Map(events.map((row) => [String(row['event_id']), toEvent(row)])),
  };
};

/** Inserts new events in their order; resolves with them and the sequence that each was given. */
export const insertAll = async (
  transaction: Transaction,
  events: readonly UnsequencedEvent[],
): Promise<LabelEvent[]> => {
  const sequences = new Map<string, number>();
  for (let start = 0; start < events.length; start += AT_ONCE) {
    const chunk = events.slice(start, start + AT_ONCE);
    const rows = await transaction.all(insertEvents(chunk.length), chunk.flatMap(toValues));
    for (const row of rows) sequences.set(String(row['event_id']), Number(row['sequence']));
  }
  return events.map((event) => ({ ...event, sequence: sequences.get(event.eventId) ?? 0 }));
};

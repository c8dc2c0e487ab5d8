import { setImmediate as nextTurn } from 'node:timers/promises';
import type { SqlDriver, SqlRow } from './driver.ts';
import { SELECT_EVENT, toEvent } from './eventRows.ts';
import type { LabelEvent, StoredItem } from './store.ts';

/** Reads that every process may do, also on a read-only connection. */
export type Reader = Pick<SqlDriver, 'all'>;

export const SELECT_ITEM =
  'SELECT i.row, i.id, i.hash, c.content, i.source_label, i.present, i.label, i.label_event_id, i.skipped, ' +
  'i.flagged, i.note FROM items i JOIN contents c ON c.row = i.row';

const textOrNull = (row: SqlRow, name: string): string | null => {
  const value = row[name];
  return value === null || value === undefined ? null : String(value);
};

export const toItem = (row: SqlRow): StoredItem => {
  const itemId = String(row['id']);
  return {
    row: Number(row['row']),
    itemId,
    hash: String(row['hash']),
    content: String(row['content']),
    sourceLabel: textOrNull(row, 'source_label'),
    present: row['present'] === 1,
    state: {
      itemId,
      label: textOrNull(row, 'label'),
      skipped: row['skipped'] === 1,
      flagged: row['flagged'] === 1,
      note: String(row['note']),
      labelEventId: textOrNull(row, 'label_event_id'),
    },
  };
};

/** The event loop is held up no longer than a page takes. */
const PAGE = 250;

/** Present items in order of row, by pages. */
export async function* streamItems(reader: Reader): AsyncGenerator<StoredItem> {
  let after = -1;
  for (;;) {
    const rows = await reader.all(`${SELECT_ITEM} WHERE i.present = 1 AND i.row > ? ORDER BY i.row LIMIT ?`, [
      after,
      PAGE,
    ]);
    for (const row of rows) yield toItem(row);
    const last = rows.at(-1);
    if (last === undefined) return;
    after = Number(last['row']);
    await nextTurn();
  }
}

/** Present items with the event that set their label, if any, in order of row. */
export async function* streamLabeledItems(
  reader: Reader,
): AsyncGenerator<{ readonly item: StoredItem; readonly event: LabelEvent | null }> {
  let page: StoredItem[] = [];
  for await (const item of streamItems(reader)) {
    page.push(item);
    if (page.length < PAGE) continue;
    yield* withEvents(reader, page);
    page = [];
  }
  yield* withEvents(reader, page);
}

async function* withEvents(
  reader: Reader,
  items: readonly StoredItem[],
): AsyncGenerator<{ readonly item: StoredItem; readonly event: LabelEvent | null }> {
  const ids = items.flatMap((item) => item.state.labelEventId ?? []);
  const rows = await reader.all(`${SELECT_EVENT} WHERE event_id IN (SELECT value FROM json_each(?))`, [
    JSON.stringify(ids),
  ]);
  const events = new Map(rows.map((row) => [String(row['event_id']), toEvent(row)]));
  for (const item of items) {
    const id = item.state.labelEventId;
    yield { item, event: id === null ? null : (events.get(id) ?? null) };
  }
}

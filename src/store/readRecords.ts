import { setImmediate as nextTurn } from 'node:timers/promises';
import { streamEvents } from './eventLog.ts';
import { ITEMS_VERSION, readMeta } from './meta.ts';
import type { Reader } from './itemRows.ts';
import type { LabelEvent, StoredItem } from './store.ts';

/** Read at once: a driver that runs on the calling thread holds it up for a few milliseconds. */
const ROWS_AT_ONCE = 8192;

/** Columns come as JSON text: a hundred thousand row objects would hold up the event loop, a few strings do not. */
const PAGE = `
  SELECT json_group_array(row) AS rows, json_group_array(id) AS ids, json_group_array(source_label) AS labels
  FROM (SELECT row, id, source_label FROM items WHERE row >= ? AND row < ? AND present = 1 ORDER BY row)`;

/** An item without its content and state: those follow from the events. */
export type ItemRecord = Pick<StoredItem, 'row' | 'itemId' | 'sourceLabel'>;

/** Changes with what is stored: items by an import, events by labels. */
export interface RecordVersions {
  readonly itemsVersion: string;
  /** Sequence of the last event. */
  readonly revision: number;
  /** Number of the last round; 0 before the first. */
  readonly lastRound: number;
}

export const readVersions = async (reader: Reader): Promise<RecordVersions> => {
  const [row] = await reader.all(
    'SELECT (SELECT coalesce(max(sequence), 0) FROM events) AS revision, ' +
      '(SELECT coalesce(max(round), 0) FROM rounds) AS round',
  );
  return {
    itemsVersion: (await readMeta(reader, ITEMS_VERSION)) ?? '',
    revision: Number(row?.['revision'] ?? 0),
    lastRound: Number(row?.['round'] ?? 0),
  };
};

/** Present items in order of row. Rejects with the signal's reason when cancelled. */
export const readItemRecords = async (
  reader: Reader,
  signal: AbortSignal,
): Promise<readonly ItemRecord[]> => {
  const [last] = await reader.all('SELECT coalesce(max(row), -1) + 1 AS rows FROM items');
  const rows = Number(last?.['rows'] ?? 0);
  const items: ItemRecord[] = [];
  for (let from = 0; from < rows; from += ROWS_AT_ONCE) {
    signal.throwIfAborted();
    const [page] = await reader.all(PAGE, [from, from + ROWS_AT_ONCE]);
    const parse = (name: string): unknown => JSON.parse(String(page?.[name] ?? '[]'));
    const ids = parse('ids') as readonly string[];
    const labels = parse('labels') as readonly (string | null)[];
    (parse('rows') as readonly number[]).forEach((row, place) => {
      items.push({ row, itemId: ids[place]!, sourceLabel: labels[place] ?? null });
    });
    await nextTurn();
  }
  return items;
};

/** All events in the order of the log. Rejects with the signal's reason when cancelled. */
export const readEventRecords = async (
  reader: Reader,
  signal: AbortSignal,
): Promise<readonly LabelEvent[]> => {
  const events: LabelEvent[] = [];
  for await (const event of streamEvents(reader)) {
    signal.throwIfAborted();
    events.push(event);
  }
  return events;
};

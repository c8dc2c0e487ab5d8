import type { Transaction } from './connection.ts';
import type { SqlValue } from './driver.ts';
import { SELECT_EVENT, toEvent } from './eventRows.ts';
import { foldItem } from './fold.ts';
import type { LabelEvent } from './store.ts';

/** Items read at once. */
const CHUNK = 200;

/** Items written by one statement. */
const AT_ONCE = 50;

const updateItems = (count: number): string => `
  WITH folded (id, decided, label, label_event_id, skipped, flagged, note) AS (
    VALUES ${Array(count).fill('(?, ?, ?, ?, ?, ?, ?)').join(', ')})
  UPDATE items SET
    decided = folded.decided,
    label = CASE WHEN folded.decided = 1 THEN folded.label ELSE source_label END,
    label_event_id = folded.label_event_id, skipped = folded.skipped, flagged = folded.flagged, note = folded.note
  FROM folded WHERE items.id = folded.id`;

/** Brings the state of the items in line with their events; items that are not imported (yet) are passed over. */
export const refold = async (transaction: Transaction, itemIds: Iterable<string>): Promise<void> => {
  const ids = [...new Set(itemIds)];
  for (let start = 0; start < ids.length; start += CHUNK) {
    const chunk = ids.slice(start, start + CHUNK);
    const rows = await transaction.all(`${SELECT_EVENT} WHERE item_id IN (SELECT value FROM json_each(?))`, [
      JSON.stringify(chunk),
    ]);
    await foldInto(transaction, chunk, rows.map(toEvent));
  }
};

/** Writes the state of items of which all events are at hand. */
export const foldInto = async (
  transaction: Transaction,
  itemIds: Iterable<string>,
  events: Iterable<LabelEvent>,
): Promise<void> => {
  const byItem = new Map<string, LabelEvent[]>();
  for (const id of itemIds) byItem.set(id, []);
  for (const event of events) byItem.get(event.itemId)?.push(event);
  const folded = [...byItem].map(([id, own]) => toValues(id, own));
  for (let start = 0; start < folded.length; start += AT_ONCE) {
    const chunk = folded.slice(start, start + AT_ONCE);
    await transaction.run(updateItems(chunk.length), chunk.flat());
  }
};

const toValues = (id: string, events: readonly LabelEvent[]): SqlValue[] => {
  const { decision, flagged, note } = foldItem(id, events);
  const labeled = decision?.action === 'label' && decision.label !== null;
  return [
    id,
    decision === null ? 0 : 1,
    decision?.label ?? null,
    labeled ? decision.eventId : null,
    decision?.action === 'skip' ? 1 : 0,
    flagged ? 1 : 0,
    note,
  ];
};

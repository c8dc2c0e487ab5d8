import type { Transaction } from './connection.ts';
import { SELECT_EVENT, toEvent } from './eventRows.ts';
import { foldItem } from './fold.ts';
import type { LabelEvent } from './store.ts';

/** Items read at once. */
const CHUNK = 200;

const UPDATE_ITEM = `
  UPDATE items SET
    decided = ?, label = CASE WHEN ? = 1 THEN ? ELSE source_label END, label_event_id = ?,
    skipped = ?, flagged = ?, note = ?
  WHERE id = ?`;

/** Brings the state of the items in line with their events; items that are not imported (yet) are passed over. */
export const refold = async (transaction: Transaction, itemIds: Iterable<string>): Promise<void> => {
  const ids = [...new Set(itemIds)];
  for (let start = 0; start < ids.length; start += CHUNK) {
    const chunk = ids.slice(start, start + CHUNK);
    const rows = await transaction.all(`${SELECT_EVENT} WHERE item_id IN (SELECT value FROM json_each(?))`, [
      JSON.stringify(chunk),
    ]);
    const events = new Map<string, LabelEvent[]>();
    for (const event of rows.map(toEvent)) {
      const known = events.get(event.itemId);
      if (known === undefined) events.set(event.itemId, [event]);
      else known.push(event);
    }
    for (const id of chunk) await foldInto(transaction, id, events.get(id) ?? []);
  }
};

const foldInto = async (
  transaction: Transaction,
  id: string,
  events: readonly LabelEvent[],
): Promise<void> => {
  const { decision, flagged, note } = foldItem(id, events);
  const labeled = decision?.action === 'label' && decision.label !== null;
  await transaction.run(UPDATE_ITEM, [
    decision === null ? 0 : 1,
    decision === null ? 0 : 1,
    decision?.label ?? null,
    labeled ? decision.eventId : null,
    decision?.action === 'skip' ? 1 : 0,
    flagged ? 1 : 0,
    note,
    id,
  ]);
};

import type { Reader } from './itemRows.ts';

/** The rows come as JSON text: a hundred thousand row objects would block the event loop, one string does not. */
const SELECT = `
  SELECT json_group_array(i.row) AS rows FROM items i JOIN events e ON e.event_id = i.label_event_id
  WHERE i.present = 1 AND i.label IS NOT NULL AND i.flagged = 0 AND i.note = ''
    AND e.actor = ?1 AND e.wall_time < ?2 AND e.actor_counter < (
      SELECT actor_counter FROM events WHERE actor = ?1 AND action IN ('label', 'relabel') AND value IS NOT NULL
      ORDER BY actor_counter DESC LIMIT 1 OFFSET ?3)
    AND NOT EXISTS (
      SELECT 1 FROM events judged WHERE judged.item_id = i.id AND judged.action IN ('repeat', 'confirm'))`;

/** Rows that this actor may be asked again, as the store says. */
export const readRepeatableRows = async (
  reader: Reader,
  actor: string,
  { labelsSince, before }: { readonly labelsSince: number; readonly before: Date },
): Promise<Int32Array> => {
  if (labelsSince < 1) throw new RangeError(`A repeat needs at least one label since, not ${labelsSince}.`);
  const [row] = await reader.all(SELECT, [actor, before.toISOString(), labelsSince - 1]);
  return Int32Array.from(JSON.parse(String(row?.['rows'] ?? '[]')) as number[]);
};

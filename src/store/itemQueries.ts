import { SELECT_ITEM, toItem } from './itemRows.ts';
import type { Reader } from './itemRows.ts';
import type { Counts, ItemFilter, LabelSnapshot, StoredItem } from './store.ts';

const CONDITIONS: Readonly<Record<ItemFilter, string>> = {
  all: 'i.present = 1',
  labeled: 'i.present = 1 AND i.label IS NOT NULL',
  skipped: 'i.present = 1 AND i.skipped = 1',
  flagged: 'i.present = 1 AND i.flagged = 1',
};

export const readCounts = async (reader: Reader): Promise<Counts> => {
  const [totals] = await reader.all(
    'SELECT (SELECT count(*) FROM items WHERE present = 1) AS total, ' +
      '(SELECT count(*) FROM items WHERE present = 1 AND skipped = 1) AS skipped, ' +
      '(SELECT count(*) FROM items WHERE present = 1 AND flagged = 1) AS flagged',
  );
  const classes = await reader.all(
    'SELECT label, count(*) AS labeled FROM items WHERE present = 1 AND label IS NOT NULL GROUP BY label',
  );
  const labeledByClass = new Map(classes.map((row) => [String(row['label']), Number(row['labeled'])]));
  return {
    total: Number(totals?.['total'] ?? 0),
    labeled: [...labeledByClass.values()].reduce((sum, count) => sum + count, 0),
    skipped: Number(totals?.['skipped'] ?? 0),
    flagged: Number(totals?.['flagged'] ?? 0),
    labeledByClass,
  };
};

/**
 * One statement, hence one consistent state of the database. The rows come as JSON text: a hundred thousand row objects
 * would block the event loop, one string does not.
 */
const SNAPSHOT = `
  SELECT
    (SELECT coalesce(max(sequence), 0) FROM events) AS revision,
    (SELECT json_group_array(row) FROM (
      SELECT row FROM items WHERE present = 1 AND label IS NOT NULL ORDER BY row)) AS labeled,
    (SELECT json_group_array(label) FROM (
      SELECT label FROM items WHERE present = 1 AND label IS NOT NULL ORDER BY row)) AS names,
    (SELECT json_group_array(row) FROM (
      SELECT row FROM items WHERE present = 1 AND label IS NULL AND skipped = 0 ORDER BY row)) AS eligible`;

export const readLabelSnapshot = async (reader: Reader): Promise<LabelSnapshot> => {
  const [row] = await reader.all(SNAPSHOT);
  const parse = (name: string): unknown => JSON.parse(String(row?.[name] ?? '[]'));
  return {
    revision: Number(row?.['revision'] ?? 0),
    labeledRows: Int32Array.from(parse('labeled') as number[]),
    labeledNames: parse('names') as string[],
    eligibleRows: Int32Array.from(parse('eligible') as number[]),
  };
};

export const readItem = async (reader: Reader, itemId: string): Promise<StoredItem | null> => {
  const [row] = await reader.all(`${SELECT_ITEM} WHERE i.id = ?`, [itemId]);
  return row === undefined ? null : toItem(row);
};

export const readItemsByRow = async (reader: Reader, rows: readonly number[]): Promise<StoredItem[]> => {
  const found = await reader.all(`${SELECT_ITEM} WHERE i.row IN (SELECT value FROM json_each(?))`, [
    JSON.stringify(rows),
  ]);
  return found.map(toItem);
};

export const readPage = async (
  reader: Reader,
  filter: ItemFilter,
  range: { readonly offset: number; readonly limit: number },
): Promise<{ total: number; items: StoredItem[] }> => {
  const condition = CONDITIONS[filter];
  const [count] = await reader.all(`SELECT count(*) AS total FROM items i WHERE ${condition}`);
  // The rows are picked from the slim table first, so that no content is read for those passed over.
  const rows = await reader.all(
    `${SELECT_ITEM} WHERE i.row IN (SELECT i.row FROM items i WHERE ${condition} ORDER BY i.row LIMIT ? OFFSET ?)
     ORDER BY i.row`,
    [range.limit, range.offset],
  );
  return { total: Number(count?.['total'] ?? 0), items: rows.map(toItem) };
};

/** The last items that this actor decided, oldest first. */
export const readRecentItems = async (reader: Reader, actor: string, limit: number): Promise<string[]> => {
  const rows = await reader.all(
    `SELECT item_id, max(actor_counter) AS last FROM (
       SELECT item_id, actor_counter FROM events
       WHERE actor = ? AND action IN ('label', 'relabel', 'skip') ORDER BY actor_counter DESC LIMIT ?)
     GROUP BY item_id ORDER BY last DESC LIMIT ?`,
    [actor, limit * 10, limit],
  );
  return rows.map((row) => String(row['item_id'])).reverse();
};

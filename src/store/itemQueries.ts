import type { SqlRow } from './driver.ts';
import { SELECT_ITEM, toItem } from './itemRows.ts';
import type { Reader } from './itemRows.ts';
import { ITEMS_VERSION } from './meta.ts';
import type { Counts, ItemFilter, StoredItem } from './store.ts';

const CONDITIONS: Readonly<Record<ItemFilter, string>> = {
  all: 'i.present = 1',
  labeled: 'i.present = 1 AND i.label IS NOT NULL',
  skipped: 'i.present = 1 AND i.skipped = 1',
  flagged: 'i.present = 1 AND i.flagged = 1',
};

/** Present items as they were counted last; they change with an import only. */
export interface KnownTotal {
  readonly itemsVersion: string;
  readonly total: number;
}

/** One statement, hence one consistent state. The total is counted only if `?2` is not the version of the items. */
const COUNTS = `
  SELECT 'version' AS kind, value AS name, 0 AS number FROM meta WHERE key = ?1
  UNION ALL SELECT 'total', NULL, CASE WHEN EXISTS (SELECT 1 FROM meta WHERE key = ?1 AND value = ?2) THEN 0
    ELSE (SELECT count(*) FROM items WHERE present = 1) END
  UNION ALL SELECT 'skipped', NULL, count(*) FROM items WHERE present = 1 AND skipped = 1
  UNION ALL SELECT 'flagged', NULL, count(*) FROM items WHERE present = 1 AND flagged = 1
  UNION ALL SELECT 'class', label, count(*) FROM items WHERE present = 1 AND label IS NOT NULL GROUP BY label`;

/** Counts of labels and items; `known` spares counting the items again. */
export const readCounts = async (
  reader: Reader,
  known: KnownTotal | null = null,
): Promise<{ counts: Counts; known: KnownTotal }> => {
  const rows = await reader.all(COUNTS, [ITEMS_VERSION, known?.itemsVersion ?? '']);
  const row = (kind: string): SqlRow | undefined => rows.find((each) => each['kind'] === kind);
  const number = (kind: string): number => Number(row(kind)?.['number'] ?? 0);
  const itemsVersion = String(row('version')?.['name'] ?? '');
  const isKnown = known !== null && known.itemsVersion === itemsVersion && itemsVersion !== '';
  const total = isKnown ? known.total : number('total');
  const labeledByClass = new Map(
    rows
      .filter((each) => each['kind'] === 'class')
      .map((each) => [String(each['name']), Number(each['number'])]),
  );
  const labeled = [...labeledByClass.values()].reduce((sum, count) => sum + count, 0);
  return {
    counts: { total, labeled, skipped: number('skipped'), flagged: number('flagged'), labeledByClass },
    known: { itemsVersion, total },
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

export const readRowsOf = async (reader: Reader, itemIds: readonly string[]): Promise<Int32Array> => {
  const [found] = await reader.all(
    'SELECT json_group_array(row) AS rows FROM items WHERE id IN (SELECT value FROM json_each(?))',
    [JSON.stringify(itemIds)],
  );
  return Int32Array.from(JSON.parse(String(found?.['rows'] ?? '[]')) as number[]);
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

import type { ProjectStore, StoredItem } from '../store/store.ts';

/** Rows read at once: a larger answer would block the event loop while it is unpacked. */
const READ_AT_ONCE = 100;

/** Reads items by row, in the order of `rows`; rows that are unknown are left out. */
export const readItems = async (
  store: Pick<ProjectStore, 'itemsByRow'>,
  rows: readonly number[],
): Promise<StoredItem[]> => {
  const byRow = new Map<number, StoredItem>();
  for (let start = 0; start < rows.length; start += READ_AT_ONCE) {
    const items = await store.itemsByRow(rows.slice(start, start + READ_AT_ONCE));
    for (const item of items) byRow.set(item.row, item);
  }
  return rows.flatMap((row) => byRow.get(row) ?? []);
};

/** True while the item may be asked. */
export const isEligible = (item: StoredItem): boolean =>
  item.present && item.state.label === null && !item.state.skipped;

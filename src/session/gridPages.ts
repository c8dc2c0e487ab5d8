import type { GridFilter, ItemsPage } from '../protocol/labeling.ts';
import { toItemCard } from './itemViews.ts';
import type { SessionState } from './sessionState.ts';
import { readItems } from './storedItems.ts';

/** Pages of the grid. The ranked order is filtered once for each change and kept. */
export class GridPages {
  readonly #state: SessionState;
  #ranked: { readonly key: string; readonly rows: Int32Array } | null = null;

  constructor(state: SessionState) {
    this.#state = state;
  }

  async read(filter: GridFilter, offset: number, limit: number): Promise<ItemsPage> {
    if (filter === 'ranked') return this.#rankedPage(offset, limit);
    const { total, items } = await this.#state.store.itemsPage(filter, offset, limit);
    this.#state.remember(items);
    const context = this.#state.viewContext();
    return { total, offset, cards: items.map((item) => toItemCard(item, context)) };
  }

  async #rankedPage(offset: number, limit: number): Promise<ItemsPage> {
    const rows = await this.#rankedRows();
    const items = await readItems(this.#state.store, [...rows.subarray(offset, offset + limit)]);
    this.#state.remember(items);
    const context = this.#state.viewContext();
    return { total: rows.length, offset, cards: items.map((item) => toItemCard(item, context)) };
  }

  async #rankedRows(): Promise<Int32Array> {
    const { ranking, decidedSince, store } = this.#state;
    const key = `${ranking?.round ?? 0}/${store.itemsVersion}/${store.revision}`;
    if (this.#ranked?.key === key) return this.#ranked.rows;
    const rows =
      ranking === null
        ? (await store.labelSnapshot()).eligibleRows
        : ranking.rows.filter((row) => !decidedSince.has(row));
    this.#ranked = { key, rows };
    return rows;
  }
}

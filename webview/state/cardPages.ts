import type { ItemCard, ItemsPage } from '../../src/protocol/labeling.ts';

/** Cards for each request; several screens of them. */
export const pageSize = 120;
/** Pages kept; more than any screen shows, few enough that 100,000 cards never sit in memory at once. */
const keptPages = 40;

/** Loads the cards of one filter page by page and remembers the pages used last. */
export class CardPages {
  readonly #load: (offset: number, limit: number) => Promise<ItemsPage>;
  readonly #onChange: () => void;
  readonly #pages = new Map<number, readonly ItemCard[]>();
  readonly #loading = new Set<number>();
  /** Pages to be fetched again though a copy is shown meanwhile. */
  readonly #stale = new Set<number>();
  #generation = 0;
  #total: number | null = null;
  #failed = false;

  constructor(load: (offset: number, limit: number) => Promise<ItemsPage>, onChange: () => void) {
    this.#load = load;
    this.#onChange = onChange;
  }

  /** Null until the first page arrived. */
  get total(): number | null {
    return this.#total;
  }

  get failed(): boolean {
    return this.#failed;
  }

  card(position: number): ItemCard | null {
    return this.#pages.get(Math.floor(position / pageSize))?.[position % pageSize] ?? null;
  }

  /** Sees to it that the cards from `first` to before `end` are there or on their way. */
  want(first: number, end: number): void {
    const last = Math.max(first, Math.min(end, this.#total ?? end) - 1);
    for (let page = Math.floor(first / pageSize); page <= Math.floor(last / pageSize); page += 1) {
      const known = this.#pages.get(page);
      if (known !== undefined) this.#touch(page, known);
      if (known !== undefined && !this.#stale.has(page)) continue;
      if (!this.#loading.has(page)) void this.#fetch(page);
    }
  }

  /** The cards at these positions, loading what is missing. */
  async cards(positions: readonly number[]): Promise<readonly ItemCard[]> {
    const missing = new Set(
      positions.filter((at) => this.card(at) === null).map((at) => Math.floor(at / pageSize)),
    );
    const extra = new Map<number, readonly ItemCard[]>();
    for (const page of missing) {
      extra.set(page, (await this.#load(page * pageSize, pageSize)).cards);
    }
    const find = (at: number): ItemCard | null =>
      this.card(at) ?? extra.get(Math.floor(at / pageSize))?.[at % pageSize] ?? null;
    return positions.map(find).filter((card) => card !== null);
  }

  /** The items changed: show what is there, fetch it again when it is wanted. */
  refresh(): void {
    this.#generation += 1;
    this.#loading.clear();
    for (const page of this.#pages.keys()) this.#stale.add(page);
    this.#failed = false;
  }

  async #fetch(page: number): Promise<void> {
    const generation = this.#generation;
    this.#loading.add(page);
    try {
      const result = await this.#load(page * pageSize, pageSize);
      if (generation !== this.#generation) return;
      this.#stale.delete(page);
      this.#total = result.total;
      this.#failed = false;
      this.#touch(page, result.cards);
    } catch {
      this.#failed = true;
    } finally {
      if (generation === this.#generation) this.#loading.delete(page);
      this.#onChange();
    }
  }

  #touch(page: number, cards: readonly ItemCard[]): void {
    this.#pages.delete(page);
    this.#pages.set(page, cards);
    for (const oldest of this.#pages.keys()) {
      if (this.#pages.size <= keptPages) break;
      this.#pages.delete(oldest);
      this.#stale.delete(oldest);
    }
  }
}

import type { InspectorCard, InspectorItem } from '../../../src/protocol/inspector.ts';

export interface ItemCardsOptions {
  readonly cards: (rows: readonly number[]) => Promise<readonly InspectorCard[]>;
  readonly item: (row: number) => Promise<InspectorItem | null>;
  readonly changed: () => void;
}

/** Rows that the host is asked for at once. */
const MOST_ROWS = 500;
/** Cards that are kept; a table that shows more asks again. */
const KEPT_CARDS = 5000;

/** Items by row, as tabs show them: whoever draws one asks, and draws again when it is there. */
export class ItemCards {
  readonly #options: ItemCardsOptions;
  /** Null = asked for, or not there. */
  readonly #cards = new Map<number, InspectorCard | null>();
  readonly #items = new Map<number, InspectorItem | null>();
  #wanted: number[] = [];

  constructor(options: ItemCardsOptions) {
    this.#options = options;
  }

  /** Null while it is not there. */
  card(row: number): InspectorCard | null {
    const known = this.#cards.get(row);
    if (known !== undefined) return known;
    if (this.#cards.size > KEPT_CARDS) this.#cards.clear();
    this.#cards.set(row, null);
    if (this.#wanted.push(row) === 1) queueMicrotask(() => this.#askWanted());
    return null;
  }

  /** With all that annotators may see of it; null while it is not there. */
  item(row: number): InspectorItem | null {
    const known = this.#items.get(row);
    if (known !== undefined) return known;
    this.#items.set(row, null);
    this.#options.item(row).then(
      (item) => {
        this.#items.set(row, item);
        this.#options.changed();
      },
      () => this.#items.delete(row),
    );
    return null;
  }

  /** Labels may be others by now. */
  clear(): void {
    this.#cards.clear();
    this.#items.clear();
  }

  #askWanted(): void {
    const wanted = this.#wanted;
    this.#wanted = [];
    for (let from = 0; from < wanted.length; from += MOST_ROWS) {
      const rows = wanted.slice(from, from + MOST_ROWS);
      this.#options.cards(rows).then(
        (cards) => {
          for (const card of cards) this.#cards.set(card.row, card);
          this.#options.changed();
        },
        // Asked for again when they are drawn the next time.
        () => rows.forEach((row) => this.#cards.delete(row)),
      );
    }
  }
}

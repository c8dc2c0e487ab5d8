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
  #cards = new Map<number, InspectorCard | null>();
  #items = new Map<number, InspectorItem | null>();
  /** What was there before something changed: shown until the newer one is there. */
  #oldCards: ReadonlyMap<number, InspectorCard | null> = new Map();
  #oldItems: ReadonlyMap<number, InspectorItem | null> = new Map();
  #wanted: number[] = [];

  constructor(options: ItemCardsOptions) {
    this.#options = options;
  }

  /** Null while it is not there. */
  card(row: number): InspectorCard | null {
    const known = this.#cards.get(row);
    if (known !== undefined) return known;
    if (this.#cards.size > KEPT_CARDS) this.clear();
    const old = this.#oldCards.get(row) ?? null;
    this.#cards.set(row, old);
    if (this.#wanted.push(row) === 1) queueMicrotask(() => this.#askWanted());
    return old;
  }

  /** With all that annotators may see of it; null while it is not there. */
  item(row: number): InspectorItem | null {
    const known = this.#items.get(row);
    if (known !== undefined) return known;
    const items = this.#items;
    const old = this.#oldItems.get(row) ?? null;
    items.set(row, old);
    this.#options.item(row).then(
      (item) => {
        items.set(row, item);
        this.#options.changed();
      },
      () => items.delete(row),
    );
    return old;
  }

  /** Rows are other items now: nothing of what was there is shown. */
  forget(): void {
    this.clear();
    this.clear();
  }

  /** Labels may be others by now: what is drawn is asked for again. */
  clear(): void {
    this.#oldCards = this.#cards;
    this.#oldItems = this.#items;
    this.#cards = new Map();
    this.#items = new Map();
  }

  #askWanted(): void {
    const wanted = this.#wanted;
    const into = this.#cards;
    this.#wanted = [];
    for (let from = 0; from < wanted.length; from += MOST_ROWS) {
      const rows = wanted.slice(from, from + MOST_ROWS);
      this.#options.cards(rows).then(
        (cards) => {
          for (const card of cards) into.set(card.row, card);
          this.#options.changed();
        },
        // Asked for again when they are drawn the next time.
        () => rows.forEach((row) => into.delete(row)),
      );
    }
  }
}

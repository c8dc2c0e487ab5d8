import { describe, expect, it } from 'vitest';
import type { ItemCard, ItemsPage } from '../../../src/protocol/labeling.ts';
import { CardPages, pageSize } from '../../../webview/state/cardPages.ts';

const settle = (): Promise<void> => new Promise((resolve) => setImmediate(resolve));

function card(row: number, excerpt: string): ItemCard {
  const marks = { label: null, skipped: false, flagged: false };
  return { itemId: `i${row}`, row, excerpt, thumbnail: null, rank: row + 1, suggestion: null, ...marks };
}

function setUp(total = 100_000) {
  const asked: number[] = [];
  const state = { word: 'first', fails: false };
  const pages = new CardPages(
    (offset, limit): Promise<ItemsPage> => {
      asked.push(offset);
      if (state.fails) return Promise.reject(new Error('no'));
      const length = Math.min(limit, total - offset);
      const cards = Array.from({ length }, (_, index) => card(offset + index, state.word));
      return Promise.resolve({ total, offset, cards });
    },
    () => undefined,
  );
  return { pages, asked, state };
}

describe('CardPages', () => {
  it('asks for each page once and knows its cards', async () => {
    const { pages, asked } = setUp();
    pages.want(0, 1);
    pages.want(0, 1);
    await settle();
    pages.want(pageSize - 1, pageSize + 1);
    await settle();
    expect(asked).toEqual([0, pageSize]);
    expect(pages.total).toBe(100_000);
    expect(pages.card(pageSize + 3)?.row).toBe(pageSize + 3);
    expect(pages.card(99_999)).toBeNull();
  });

  it('holds a bounded number of cards, the latest ones', async () => {
    const { pages } = setUp();
    for (let page = 0; page < 200; page += 1) {
      pages.want(page * pageSize, page * pageSize + 1);
      await settle();
    }
    expect(pages.card(0)).toBeNull();
    expect(pages.card(199 * pageSize)).not.toBeNull();
  });

  it('shows what it has while it fetches again after a refresh', async () => {
    const { pages, state } = setUp();
    pages.want(0, 10);
    await settle();
    state.word = 'second';
    pages.refresh();
    expect(pages.card(0)?.excerpt).toBe('first');
    pages.want(0, 10);
    await settle();
    expect(pages.card(0)?.excerpt).toBe('second');
  });

  it('fetches the cards of a selection that were never on screen', async () => {
    const { pages } = setUp();
    const cards = await pages.cards([5, 50_000, 99_999]);
    expect(cards.map((entry) => entry.row)).toEqual([5, 50_000, 99_999]);
  });

  it('says that loading failed, and tries again when asked', async () => {
    const { pages, state } = setUp();
    state.fails = true;
    pages.want(0, 1);
    await settle();
    expect(pages.failed).toBe(true);
    state.fails = false;
    pages.want(0, 1);
    await settle();
    expect(pages.failed).toBe(false);
    expect(pages.card(0)).not.toBeNull();
  });
});

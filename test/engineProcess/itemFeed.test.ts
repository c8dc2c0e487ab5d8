import { describe, expect, it } from 'vitest';

import { createItemFeed } from '../../src/engineProcess/itemFeed.ts';
import type { ItemContent } from '../../src/data/featurisers/featuriser.ts';

const item = (row: number, content = `{"row":"${row}"}`): ItemContent => ({ row, content });

/** A source that counts how many of its passes are open. */
function source(items: readonly ItemContent[]) {
  const state = { open: 0, passes: 0 };
  async function* pass(): AsyncGenerator<ItemContent> {
    state.open++;
    state.passes++;
    try {
      for (const each of items) yield await Promise.resolve(each);
    } finally {
      state.open--;
    }
  }
  return { state, pass };
}

async function readAll(feed: ReturnType<typeof createItemFeed>, pass: number) {
  const pages: (readonly ItemContent[])[] = [];
  for (;;) {
    const page = await feed.nextPage('op', pass);
    if (page.length === 0) return pages;
    pages.push(page);
  }
}

describe('createItemFeed', () => {
  it('delivers every item once a pass, in pages, as often as asked', async () => {
    const items = Array.from({ length: 1_234 }, (_, row) => item(row));
    const { state, pass } = source(items);
    const feed = createItemFeed();
    feed.open('op', pass);
    const first = await readAll(feed, 1);
    expect(first.map((page) => page.length)).toEqual([500, 500, 234]);
    expect(first.flat()).toEqual(items);
    expect((await readAll(feed, 2)).flat()).toEqual(items);
    expect(state).toEqual({ open: 0, passes: 2 });
  });

  it('keeps pages of long items small', async () => {
    const items = Array.from({ length: 5 }, (_, row) => item(row, 'x'.repeat(600_000)));
    const feed = createItemFeed();
    feed.open('op', source(items).pass);
    expect((await readAll(feed, 1)).map((page) => page.length)).toEqual([2, 2, 1]);
  });

  it('closes a pass that was not read to its end, by a new pass or by the end of the operation', async () => {
    const { state, pass } = source(Array.from({ length: 1_000 }, (_, row) => item(row)));
    const feed = createItemFeed();
    feed.open('op', pass);
    await feed.nextPage('op', 1);
    await feed.nextPage('op', 2);
    expect(state).toEqual({ open: 1, passes: 2 });
    await feed.close('op');
    expect(state.open).toBe(0);
    expect(await feed.nextPage('op', 2)).toEqual([]);
  });

  it('passes on what reading fails with', async () => {
    const feed = createItemFeed();
    feed.open('op', async function* () {
      yield item(0);
      await Promise.reject(new Error('disk read error'));
    });
    await expect(feed.nextPage('op', 1)).rejects.toThrow('disk read error');
  });
});

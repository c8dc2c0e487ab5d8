import type { ItemContent } from '../data/featurisers/featuriser.ts';

/** What a thread is sent at once. */
const pageItems = 500;
const pageCharacters = 1 << 20;

/**
 * Items of the database for tasks in worker threads, which ask for them page by page, in as many passes as they need. The
 * database is read on the process's main thread only: ending a thread while SQLite's native library works for it would
 * end the process.
 */
export interface ItemFeed {
  /** `items` makes one pass; `at` reads single rows, where the task asks for such. */
  open(operation: string, items: () => AsyncIterable<ItemContent>, at?: ReadRows): void;
  /** The next items of a pass; empty at its end. A new number starts a new pass. */
  nextPage(operation: string, pass: number): Promise<readonly ItemContent[]>;
  /** Those of the rows that are there. */
  itemsAt(operation: string, rows: readonly number[]): Promise<readonly ItemContent[]>;
  close(operation: string): Promise<void>;
}

type ReadRows = (rows: readonly number[]) => Promise<readonly ItemContent[]>;

interface Source {
  readonly items: () => AsyncIterable<ItemContent>;
  readonly at: ReadRows;
  pass: number;
  iterator: AsyncIterator<ItemContent> | null;
}

export function createItemFeed(): ItemFeed {
  const sources = new Map<string, Source>();
  return {
    open: (operation, items, at = () => Promise.resolve([])) =>
      void sources.set(operation, { items, at, pass: 0, iterator: null }),
    itemsAt: async (operation, rows) => (await sources.get(operation)?.at(rows)) ?? [],
    nextPage: async (operation, pass) => {
      const source = sources.get(operation);
      // A task that was cancelled may still ask.
      if (source === undefined) return [];
      if (source.iterator === null || source.pass !== pass) {
        await source.iterator?.return?.();
        source.iterator = source.items()[Symbol.asyncIterator]();
        source.pass = pass;
      }
      return readPage(source.iterator);
    },
    close: async (operation) => {
      const source = sources.get(operation);
      sources.delete(operation);
      await source?.iterator?.return?.();
    },
  };
}

async function readPage(iterator: AsyncIterator<ItemContent>): Promise<readonly ItemContent[]> {
  const page: ItemContent[] = [];
  for (let characters = 0; page.length < pageItems && characters < pageCharacters;) {
    const next = await iterator.next();
    if (next.done === true) break;
    page.push(next.value);
    characters += next.value.content.length;
  }
  return page;
}

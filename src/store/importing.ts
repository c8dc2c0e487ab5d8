import { createHash } from 'node:crypto';
import type { Transaction, WriteConnection } from './connection.ts';
import { ITEMS_VERSION, readMeta, writeMeta } from './meta.ts';
import { refold } from './refold.ts';
import type { SqlDriver } from './driver.ts';
import {
  attachStaging,
  compareStaged,
  detachStaging,
  removeStaging,
  settleRepeats,
  stageBatch,
} from './staging.ts';
import { StoreError } from './store.ts';
import type { ImportSummary, StagedImport } from './store.ts';

/** The swap: items keep their row and their labels; what the source lost stays, but is not offered any more. */
const SWAP: readonly string[] = [
  `UPDATE main.items SET present = 0
   WHERE present = 1 AND NOT EXISTS (SELECT 1 FROM staging.rows s WHERE s.id = items.id)`,
  `UPDATE main.contents SET content = s.content FROM staging.rows s JOIN main.items i ON i.id = s.id
   WHERE contents.row = i.row AND contents.content IS NOT s.content`,
  `UPDATE main.items SET hash = s.hash, position = s.position, source_label = s.label, present = 1
   FROM staging.rows s WHERE s.id = items.id
     AND (items.hash, items.position, items.source_label, items.present) IS NOT (s.hash, s.position, s.label, 1)`,
  `INSERT INTO main.items (row, id, hash, position, source_label, present)
   SELECT (SELECT coalesce(max(row), -1) FROM main.items) + row_number() OVER (ORDER BY s.position),
     s.id, s.hash, s.position, s.label, 1
   FROM staging.rows s WHERE NOT EXISTS (SELECT 1 FROM main.items i WHERE i.id = s.id)`,
  `INSERT INTO main.contents (row, content)
   SELECT i.row, s.content FROM staging.rows s JOIN main.items i ON i.id = s.id
   WHERE NOT EXISTS (SELECT 1 FROM main.contents c WHERE c.row = i.row)`,
  'UPDATE main.items SET label = source_label WHERE decided = 0 AND label IS NOT source_label',
];

/** The first import: the same without looking anything up. Rows are numbered in the order of the source. */
const FILL: readonly string[] = [
  `INSERT INTO main.items (row, id, hash, position, source_label, label, present)
   SELECT row_number() OVER (ORDER BY position) - 1, id, hash, position, label, label, 1 FROM staging.rows`,
  `INSERT INTO main.contents (row, content)
   SELECT row_number() OVER (ORDER BY position) - 1, content FROM staging.rows`,
];

const swap = async (transaction: Transaction): Promise<void> => {
  const [highest] = await transaction.all('SELECT coalesce(max(row), -1) AS row FROM main.items');
  const isFirst = Number(highest?.['row'] ?? -1) < 0;
  for (const statement of isFirst ? FILL : SWAP) await transaction.run(statement);
  // Events may have come (from another clone's journal) before their items.
  const waiting = await transaction.all(
    'SELECT DISTINCT e.item_id AS id FROM main.events e JOIN main.items i ON i.id = e.item_id WHERE i.row > ?',
    [Number(highest?.['row'] ?? -1)],
  );
  await refold(
    transaction,
    waiting.map((row) => String(row['id'])),
  );
};

/** A version that follows from the items' history, so that it changes exactly when an import changed them. */
const nextVersion = (before: string, sourceHash: string, summary: ImportSummary): string =>
  createHash('sha256')
    .update(JSON.stringify([before, sourceHash, summary.added, summary.changed, summary.missing]))
    .digest('hex')
    .slice(0, 16);

/** Imports into one database, one at a time: rows are staged beside the items and become visible together, or never. */
export class Importer {
  readonly #connection: WriteConnection;
  readonly #file: string;
  readonly #committed: (itemsVersion: string) => void;
  #current: Staging | null = null;

  constructor(connection: WriteConnection, file: string, committed: (itemsVersion: string) => void) {
    this.#connection = connection;
    this.#file = file;
    this.#committed = committed;
  }

  /** Rejects with `locked` while another import is under way. */
  async begin(): Promise<StagedImport> {
    if (this.#current?.isOpen === true) {
      throw new StoreError(
        'locked',
        'An import of this project is under way. Wait for it to end, or cancel it.',
      );
    }
    const staging = new Staging(this.#connection, this.#file, this.#committed);
    this.#current = staging;
    await staging.attach();
    return staging;
  }
}

class Staging implements StagedImport {
  readonly #connection: WriteConnection;
  readonly #file: string;
  readonly #committed: (itemsVersion: string) => void;
  #generation = -1;
  #summary: ImportSummary | null = null;
  #ended = false;

  constructor(connection: WriteConnection, file: string, committed: (itemsVersion: string) => void) {
    this.#connection = connection;
    this.#file = file;
    this.#committed = committed;
  }

  get isOpen(): boolean {
    return !this.#ended;
  }

  async attach(): Promise<void> {
    try {
      await this.#connection.exclusive((driver) => {
        this.#generation = this.#connection.generation;
        return attachStaging(driver, this.#file);
      });
    } catch (error) {
      this.#ended = true;
      throw error;
    }
  }

  addBatch(itemsJson: string): Promise<void> {
    return this.#staged((driver) => stageBatch(driver, itemsJson));
  }

  async inspect(info: { readonly idsFromContent: boolean }): Promise<ImportSummary> {
    this.#summary ??= await this.#staged(async (driver) => {
      const repeats = await settleRepeats(driver, info.idsFromContent);
      return { ...(await compareStaged(driver)), ...repeats };
    });
    return this.#summary;
  }

  async commit(info: {
    readonly sourceHash: string;
    readonly idsFromContent: boolean;
  }): Promise<ImportSummary> {
    const found = await this.inspect(info);
    const changes = found.added + found.changed + found.missing > 0;
    await this.#connection.transaction(async (transaction) => {
      this.#requireAttached();
      const before = (await readMeta(transaction, ITEMS_VERSION)) ?? '';
      if (!changes && before !== '') return before;
      await swap(transaction);
      const after = nextVersion(before, info.sourceHash, found);
      await writeMeta(transaction, ITEMS_VERSION, after);
      return after;
    }, this.#committed);
    await this.discard();
    return found;
  }

  async discard(): Promise<void> {
    if (this.#ended) return;
    this.#ended = true;
    await this.#connection.exclusive(async (driver) => {
      if (this.#connection.generation === this.#generation) await detachStaging(driver);
    });
    await removeStaging(this.#file);
  }

  #staged<T>(work: (driver: SqlDriver) => Promise<T>): Promise<T> {
    return this.#connection.exclusive((driver) => {
      this.#requireAttached();
      return work(driver);
    });
  }

  /** A connection opened anew after a failed write (of a label, say) has lost the staged rows. */
  #requireAttached(): void {
    if (!this.#ended && this.#connection.generation === this.#generation) return;
    throw new StoreError(
      'ioError',
      'The import was broken off, because the label database had to be opened anew. Nothing was changed: import again.',
    );
  }
}

import type { OpenDriver, RunResult, SqlDriver, SqlRow, SqlValue } from './driver.ts';
import { toStoreError } from './sqlErrors.ts';
import { StoreError } from './store.ts';

/** What a transaction may do. */
export interface Transaction {
  run(sql: string, parameters?: readonly SqlValue[]): Promise<RunResult>;
  all(sql: string, parameters?: readonly SqlValue[]): Promise<readonly SqlRow[]>;
}

/**
 * foreign_keys and synchronous are per connection. FULL: a commit is on disk before it is acknowledged, also through a
 * loss of power. A cache of 32 MiB holds the ids of a large import. The driver sets the busy timeout.
 */
const SETUP = `
  PRAGMA journal_mode = WAL; PRAGMA synchronous = FULL; PRAGMA foreign_keys = ON; PRAGMA cache_size = -32768;`;

export const openWriter = async (path: string, open: OpenDriver): Promise<SqlDriver> => {
  const opened = await open({ path, readOnly: false });
  try {
    await opened.exec(SETUP);
  } catch (error) {
    await opened.close().catch(() => undefined);
    throw error;
  }
  return opened;
};

/** True if SQLite finds the file sound. */
export const isSound = async (driver: SqlDriver): Promise<boolean> => {
  const rows = await driver.all('PRAGMA quick_check(1)');
  return rows.length === 1 && rows[0]?.['quick_check'] === 'ok';
};

/**
 * The one connection that writes. Transactions run one after another. After a failed write the connection is not
 * trusted any more (a failed fsync may have marked pages as clean): it is opened anew and checked before the next. A
 * commit that failed may also have reached the disk after all, hence `reopened`: what is kept in memory is read again.
 */
export class WriteConnection {
  readonly #path: string;
  readonly #open: OpenDriver;
  #driver: SqlDriver;
  #reopened: () => Promise<void> = () => Promise.resolve();
  #generation = 0;
  #turn: Promise<unknown> = Promise.resolve();
  #suspect = false;
  #closed = false;

  constructor(path: string, driver: SqlDriver, open: OpenDriver) {
    this.#path = path;
    this.#driver = driver;
    this.#open = open;
  }

  /** Called after each reopening, before the next write. */
  onReopened(listener: () => Promise<void>): void {
    this.#reopened = listener;
  }

  /** Changes when the connection was opened anew: what was attached to it is gone. */
  get generation(): number {
    return this.#generation;
  }

  /**
   * Runs `work` in a transaction; resolves only once it is durable. Rejects with StoreError, nothing being written.
   * `committed` is called before the next transaction begins.
   */
  transaction<T>(
    work: (transaction: Transaction) => Promise<T>,
    committed: (result: T) => void = () => undefined,
  ): Promise<T> {
    return this.#inTurn(async () => {
      await this.#driver.exec('BEGIN IMMEDIATE');
      try {
        const result = await work(this.#driver);
        await this.#driver.exec('COMMIT');
        committed(result);
        return result;
      } catch (error) {
        // After SQLITE_FULL and the like SQLite has rolled back by itself, and ROLLBACK is an error.
        await this.#driver.exec('ROLLBACK').catch(() => (this.#suspect = true));
        throw error;
      }
    });
  }

  /** Runs statements outside a transaction. */
  exclusive<T>(work: (driver: SqlDriver) => Promise<T>): Promise<T> {
    return this.#inTurn(() => work(this.#driver));
  }

  async close(): Promise<void> {
    if (this.#closed) return;
    this.#closed = true;
    await this.#turn.catch(() => undefined);
    await this.#driver.close();
  }

  #inTurn<T>(work: () => Promise<T>): Promise<T> {
    if (this.#closed) return Promise.reject(new StoreError('closed', 'The project is closed.'));
    const turn = this.#turn.catch(() => undefined).then(() => this.#attempt(work));
    this.#turn = turn;
    return turn;
  }

  async #attempt<T>(work: () => Promise<T>): Promise<T> {
    try {
      if (this.#suspect) await this.#reopen();
      return await work();
    } catch (error) {
      const failure = toStoreError(error);
      if (failure !== error) this.#suspect = true;
      throw failure;
    }
  }

  async #reopen(): Promise<void> {
    await this.#driver.close().catch(() => undefined);
    this.#generation += 1;
    this.#driver = await openWriter(this.#path, this.#open);
    if (!(await isSound(this.#driver))) {
      throw new StoreError(
        'ioError',
        'The label database is damaged after a failed write. Close and open the project: it is then rebuilt from ' +
          'its journal.',
      );
    }
    await this.#reopened();
    this.#suspect = false;
  }
}

import type { DriverName, RunResult, SqlDriver, SqlRow, SqlValue } from './driver.ts';
import { openDriver } from './openDriver.ts';
import { toStoreError } from './sqlErrors.ts';
import { StoreError } from './store.ts';

/** What a transaction may do. */
export interface Transaction {
  run(sql: string, parameters?: readonly SqlValue[]): Promise<RunResult>;
  all(sql: string, parameters?: readonly SqlValue[]): Promise<readonly SqlRow[]>;
}

/**
 * foreign_keys and synchronous are per connection. FULL: a commit is on disk before it is acknowledged, also through a
 * loss of power. The driver sets the busy timeout.
 */
const SETUP = 'PRAGMA journal_mode = WAL; PRAGMA synchronous = FULL; PRAGMA foreign_keys = ON;';

export const openWriter = async (path: string, driver?: DriverName): Promise<SqlDriver> => {
  const opened = await openDriver({ path, readOnly: false }, driver);
  try {
    await opened.exec(SETUP);
  } catch (error) {
    await opened.close();
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
 * trusted any more (a failed fsync may have marked pages as clean): it is opened anew and checked before the next.
 */
export class WriteConnection {
  readonly #path: string;
  readonly #driverName: DriverName | undefined;
  #driver: SqlDriver;
  #turn: Promise<unknown> = Promise.resolve();
  #suspect = false;
  #closed = false;

  constructor(path: string, driver: SqlDriver, driverName?: DriverName) {
    this.#path = path;
    this.#driver = driver;
    this.#driverName = driverName;
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
      const result = await work(this.#driver);
      await this.#driver.exec('COMMIT');
      committed(result);
      return result;
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
      // After SQLITE_FULL and the like SQLite has rolled back by itself, and ROLLBACK is an error.
      await this.#driver.exec('ROLLBACK').catch(() => undefined);
      const failure = toStoreError(error);
      if (failure !== error) this.#suspect = true;
      throw failure;
    }
  }

  async #reopen(): Promise<void> {
    await this.#driver.close().catch(() => undefined);
    this.#driver = await openWriter(this.#path, this.#driverName);
    if (!(await isSound(this.#driver))) {
      throw new StoreError(
        'ioError',
        'The label database is damaged after a failed write. Close and open the project: it is then rebuilt from ' +
          'its journal.',
      );
    }
    this.#suspect = false;
  }
}

import type { Database } from 'sqlite3';
import type { OpenDriverOptions, RunResult, SqlDriver, SqlRow, SqlValue } from './driver.ts';

/** Milliseconds that a statement waits for another connection's lock. */
const BUSY_TIMEOUT_MS = 10_000;

const settleEmpty =
  (resolve: () => void, reject: (error: Error) => void) =>
  (error: Error | null): void => {
    if (error === null) resolve();
    else reject(error);
  };

/** Settles the promise from a callback of sqlite3. */
const settle =
  <T>(resolve: (value: T) => void, reject: (error: Error) => void) =>
  (error: Error | null, value: T): void => {
    if (error === null) resolve(value);
    else reject(error);
  };

/**
 * The `sqlite3` package: SQLite on libuv's threads, so that no query blocks the event loop. Rejects where its native
 * binding does not load.
 */
export const openSqlite3 = async ({ path, readOnly }: OpenDriverOptions): Promise<SqlDriver> => {
  const loaded = await import('sqlite3');
  // Bundled or not, the package arrives with or without a `default`.
  const sqlite3 = 'default' in loaded ? loaded.default : loaded;
  const mode = readOnly ? sqlite3.OPEN_READONLY : sqlite3.OPEN_READWRITE | sqlite3.OPEN_CREATE;
  const database = await new Promise<Database>((resolve, reject) => {
    const opened: Database = new sqlite3.Database(path, mode, (error) => {
      if (error === null) resolve(opened);
      else reject(error);
    });
  });
  database.configure('busyTimeout', BUSY_TIMEOUT_MS);
  database.serialize();
  return {
    name: 'sqlite3',
    exec: (sql) =>
      new Promise((resolve, reject) => {
        database.exec(sql, settleEmpty(resolve, reject));
      }),
    run: (sql, parameters = []) =>
      new Promise<RunResult>((resolve, reject) => {
        // Without a statement (it did not compile) there is no `this`.
        database.run(sql, [...parameters], function done(this: RunResult | undefined, error: Error | null) {
          settle(resolve, reject)(error, { changes: this?.changes ?? 0 });
        });
      }),
    all: (sql, parameters: readonly SqlValue[] = []) =>
      new Promise<readonly SqlRow[]>((resolve, reject) => {
        database.all<SqlRow>(sql, [...parameters], settle(resolve, reject));
      }),
    close: () =>
      new Promise((resolve, reject) => {
        database.close(settleEmpty(resolve, reject));
      }),
  };
};

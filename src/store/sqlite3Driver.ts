import type { Database, Statement } from 'sqlite3';
import type { OpenDriverOptions, RunResult, SqlDriver, SqlRow, SqlValue } from './driver.ts';

/** Milliseconds that a statement waits for another connection's lock. */
const BUSY_TIMEOUT_MS = 10_000;

const KEPT_STATEMENTS = 64;

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
  const statements = new StatementCache(database);
  // A kept statement does not wait for the others of its connection by itself.
  let turn: Promise<unknown> = Promise.resolve();
  const inTurn = <T>(work: () => Promise<T>): Promise<T> => {
    const done = turn.then(work);
    turn = done.catch(() => undefined);
    return done;
  };
  return {
    name: 'sqlite3',
    exec: (sql) => inTurn(() => exec(database, sql)),
    run: (sql, parameters = []) => inTurn(async () => run(await statements.get(sql), parameters)),
    all: (sql, parameters = []) => inTurn(async () => all(await statements.get(sql), parameters)),
    close: () => inTurn(() => close(database, statements)),
  };
};

const exec = (database: Database, sql: string): Promise<void> =>
  new Promise((resolve, reject) => {
    database.exec(sql, settleEmpty(resolve, reject));
  });

const run = (statement: Statement, parameters: readonly SqlValue[]): Promise<RunResult> =>
  new Promise((resolve, reject) => {
    statement.run([...parameters], function done(this: RunResult, error: Error | null) {
      settle(resolve, reject)(error, { changes: this.changes });
    });
  });

const all = (statement: Statement, parameters: readonly SqlValue[]): Promise<readonly SqlRow[]> =>
  new Promise((resolve, reject) => {
    statement.all<SqlRow>([...parameters], settle(resolve, reject));
  });

/** SQLite does not close a database that has statements. */
const close = async (database: Database, statements: StatementCache): Promise<void> => {
  await statements.clear();
  await new Promise<void>((resolve, reject) => {
    database.close(settleEmpty(resolve, reject));
  });
};

/** Statements are compiled once: each compilation is a trip to another thread. The oldest of too many is given up. */
class StatementCache {
  readonly #database: Database;
  readonly #statements = new Map<string, Statement>();

  constructor(database: Database) {
    this.#database = database;
  }

  async get(sql: string): Promise<Statement> {
    const known = this.#statements.get(sql);
    if (known !== undefined) return known;
    const made = await new Promise<Statement>((resolve, reject) => {
      const prepared: Statement = this.#database.prepare(sql, (error: Error | null) => {
        if (error === null) resolve(prepared);
        else reject(error);
      });
    });
    this.#statements.set(sql, made);
    const [oldest] = this.#statements;
    if (oldest !== undefined && this.#statements.size > KEPT_STATEMENTS) {
      this.#statements.delete(oldest[0]);
      await finalize(oldest[1]);
    }
    return made;
  }

  async clear(): Promise<void> {
    for (const statement of this.#statements.values()) await finalize(statement);
    this.#statements.clear();
  }
}

const finalize = (statement: Statement): Promise<void> =>
  new Promise((resolve) => {
    statement.finalize(() => {
      resolve();
    });
  });

import type { OpenDriverOptions, SqlDriver, SqlRow, SqlValue } from './driver.ts';

/**
 * SQLite as Node brings it along (Node >= 22.13): the fallback where `sqlite3` does not load. It runs on the calling
 * thread, so large queries must be paged, as the store does anyway.
 */
export const openNodeSqlite = async ({ path, readOnly }: OpenDriverOptions): Promise<SqlDriver> => {
  const { DatabaseSync } = await import('node:sqlite');
  const database = new DatabaseSync(path, { readOnly });
  database.exec('PRAGMA busy_timeout = 10000');
  // Statements are compiled once: the store has a fixed, small set of them.
  const statements = new Map<string, ReturnType<typeof database.prepare>>();
  const prepare = (sql: string): ReturnType<typeof database.prepare> => {
    const known = statements.get(sql);
    if (known !== undefined) return known;
    const made = database.prepare(sql);
    statements.set(sql, made);
    return made;
  };
  const attempt = <T>(work: () => T): Promise<T> => new Promise((resolve) => resolve(work()));
  return {
    name: 'node:sqlite',
    exec: (sql) => attempt(() => database.exec(sql)),
    run: (sql, parameters = []) =>
      attempt(() => ({ changes: Number(prepare(sql).run(...(parameters as SqlValue[])).changes) })),
    all: (sql, parameters = []) =>
      attempt(() => prepare(sql).all(...(parameters as SqlValue[])) as readonly SqlRow[]),
    close: () =>
      attempt(() => {
        statements.clear();
        database.close();
      }),
  };
};

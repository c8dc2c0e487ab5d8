import type { DriverName, OpenDriverOptions, SqlDriver } from './driver.ts';
import { sqliteCode } from './driver.ts';
import { openNodeSqlite } from './nodeSqliteDriver.ts';
import { openSqlite3 } from './sqlite3Driver.ts';
import { StoreError } from './store.ts';

const openers: readonly (readonly [DriverName, (options: OpenDriverOptions) => Promise<SqlDriver>])[] = [
  ['sqlite3', openSqlite3],
  ['node:sqlite', openNodeSqlite],
];

const messageOf = (error: unknown): string => (error instanceof Error ? error.message : String(error));

/**
 * Opens a database with the first library that loads, or with the one asked for. An error of SQLite itself is passed
 * on; that no library loads is a StoreError.
 */
export const openDriver = async (options: OpenDriverOptions, only?: DriverName): Promise<SqlDriver> => {
  const failures: string[] = [];
  for (const [name, open] of openers) {
    if (only !== undefined && name !== only) continue;
    try {
      return await open(options);
    } catch (error) {
      if (sqliteCode(error) !== '') throw error;
      failures.push(`${name}: ${messageOf(error)}`);
    }
  }
  throw new StoreError(
    'noDriver',
    'NextLabel stores labels with SQLite, and neither the sqlite3 package nor Node’s own SQLite could be loaded ' +
      `(${failures.join('; ')}). Update VS Code, or reinstall the extension for this platform.`,
  );
};

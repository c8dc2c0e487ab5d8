import type { Transaction, WriteConnection } from './connection.ts';
import type { Reader } from './itemRows.ts';

/** Keys that the store itself uses; the session's begin with a name of its own. */
export const ITEMS_VERSION = 'store.itemsVersion';
export const JOURNAL_STATE = 'store.journal';
export const JOURNAL_PROBLEMS = 'store.journalProblems';

export const readMeta = async (reader: Reader, key: string): Promise<string | null> => {
  const [row] = await reader.all('SELECT value FROM meta WHERE key = ?', [key]);
  return row === undefined ? null : String(row['value']);
};

export const writeMeta = async (
  transaction: Pick<Transaction, 'run'>,
  key: string,
  value: string,
): Promise<void> => {
  await transaction.run(
    'INSERT INTO meta (key, value) VALUES (?, ?) ON CONFLICT (key) DO UPDATE SET value = excluded.value',
    [key, value],
  );
};

export const setMeta = async (connection: WriteConnection, key: string, value: string): Promise<void> => {
  await connection.exclusive((driver) => writeMeta(driver, key, value));
};

import type { SqlDriver } from './driver.ts';
import { readItemsByRow } from './itemQueries.ts';
import { streamItems } from './itemRows.ts';
import { openDriver } from './openDriver.ts';

/** Opens a project's database for reading only, as the engine process does. The caller closes it. */
export const openForReading = (databasePath: string): Promise<SqlDriver> =>
  openDriver({ path: databasePath, readOnly: true });

/** Present items in order of row; opens and closes the database by itself, and can be iterated again. */
export async function* readItems(
  databasePath: string,
): AsyncGenerator<{ readonly row: number; readonly content: string; readonly hash: string }> {
  const driver = await openForReading(databasePath);
  try {
    for await (const { row, content, hash } of streamItems(driver)) yield { row, content, hash };
  } finally {
    await driver.close();
  }
}

/** The contents of those of the rows that are there. */
export const readContents = async (
  databasePath: string,
  rows: readonly number[],
): Promise<readonly { readonly row: number; readonly content: string }[]> => {
  const driver = await openForReading(databasePath);
  try {
    return (await readItemsByRow(driver, rows)).map(({ row, content }) => ({ row, content }));
  } finally {
    await driver.close();
  }
};

/** One more than the highest row: the number of rows that a feature matrix needs. */
export const countRows = async (databasePath: string): Promise<number> => {
  const driver = await openForReading(databasePath);
  try {
    const [row] = await driver.all('SELECT coalesce(max(row), -1) + 1 AS rows FROM items');
    return Number(row?.['rows'] ?? 0);
  } finally {
    await driver.close();
  }
};

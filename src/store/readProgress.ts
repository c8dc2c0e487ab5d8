import { existsSync } from 'node:fs';
import { readCounts } from './itemQueries.ts';
import { databaseFile } from './openDatabase.ts';
import { openForReading } from './readItems.ts';

/**
 * Items and labels of the project whose state folder this is, through a read-only connection; null where there is no
 * database, or none that can be read (opening the project then says why).
 */
export const readStoredProgress = async (
  folder: string,
): Promise<{ readonly total: number; readonly labeled: number } | null> => {
  const path = databaseFile(folder);
  if (!existsSync(path)) return null;
  try {
    const driver = await openForReading(path);
    try {
      const { total, labeled } = (await readCounts(driver)).counts;
      return total === 0 ? null : { total, labeled };
    } finally {
      await driver.close();
    }
  } catch {
    return null;
  }
};

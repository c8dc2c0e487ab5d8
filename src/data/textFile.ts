import { randomUUID } from 'node:crypto';
import { open, rename, rm } from 'node:fs/promises';

/** How the names of files end that were never finished. */
export const UNFINISHED = '.tmp';

/**
 * Writes a file that appears, or replaces another, only once `write` is through and its bytes are on the disk; whatever
 * fails leaves things as they were.
 */
export async function writeWhole<Result>(
  path: string,
  write: (append: (chunk: string) => Promise<void>) => Promise<Result>,
): Promise<Result> {
  const unfinished = `${path}.${randomUUID().slice(0, 8)}${UNFINISHED}`;
  try {
    const file = await open(unfinished, 'wx');
    let result: Result;
    try {
      result = await write((chunk) => file.appendFile(chunk));
      await file.sync();
    } finally {
      await file.close();
    }
    await rename(unfinished, path);
    return result;
  } catch (error) {
    await rm(unfinished, { force: true }).catch(() => undefined);
    throw error;
  }
}

/** The same for a text that is there already. */
export const writeTextFile = (path: string, text: string): Promise<void> =>
  writeWhole(path, (append) => append(text));

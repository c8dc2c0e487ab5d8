import { randomUUID } from 'node:crypto';
import { rename, rm, writeFile } from 'node:fs/promises';

/** How the names of files end that were never finished. */
export const UNFINISHED = '.tmp';

/** Writes a file that appears, or replaces another, only once it is whole and on disk. */
export async function writeTextFile(path: string, text: string): Promise<void> {
  const unfinished = `${path}.${randomUUID().slice(0, 8)}${UNFINISHED}`;
  try {
    await writeFile(unfinished, text, { flush: true });
    await rename(unfinished, path);
  } catch (error) {
    await rm(unfinished, { force: true }).catch(() => undefined);
    throw error;
  }
}

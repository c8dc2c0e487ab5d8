import { randomUUID } from 'node:crypto';
import { open, rename, rm } from 'node:fs/promises';

import { failure } from './failure.ts';

/**
 * Writes a file that appears (or replaces another) only once `write` is through and its bytes are on the disk; whatever
 * fails leaves things as they were. What the file system refuses is a failure that names the file.
 */
export async function writeWholeFile<Result>(
  path: string,
  write: (append: (chunk: string) => Promise<void>) => Promise<Result>,
): Promise<Result> {
  const unfinished = `${path}.${randomUUID().slice(0, 8)}.tmp`;
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
    if (!isFileError(error)) throw error;
    throw failure('failed', `${path} could not be written: ${error.message}.`);
  }
}

function isFileError(error: unknown): error is NodeJS.ErrnoException {
  return error instanceof Error && 'syscall' in error;
}

import { constants } from 'node:fs';
import { copyFile, mkdtemp, rm } from 'node:fs/promises';
import { hostname, tmpdir } from 'node:os';
import { join } from 'node:path';
import { errorCode, journalError } from './journalError.ts';
import type { WriteLock } from './projectStore.ts';

import type { LockHolder } from './store.ts';

/** Everything that the labels follow from. */
const FILES = ['labels.db', 'labels.db-wal', 'labels.jsonl'];

/**
 * Copies a project to a temporary folder. Reading the original in place would write beside it: SQLite makes two files
 * to read a database whose log was not emptied, and an older one would have to be migrated.
 */
export const copyProject = async (folder: string): Promise<string> => {
  const copy = await mkdtemp(join(tmpdir(), 'nextlabel-readonly-'));
  try {
    for (const file of FILES) {
      await copyFile(join(folder, file), join(copy, file), constants.COPYFILE_FICLONE).catch(
        (error: unknown) => {
          if (!['ENOENT', 'ENOTDIR'].includes(errorCode(error))) throw error;
        },
      );
    }
    return copy;
  } catch (error) {
    await rm(copy, { recursive: true, force: true });
    throw journalError(error, folder, 'read');
  }
};

/** Lets the copy be brought in line with its journal, and then nobody write to it any more. */
export class ReadOnlyLock implements WriteLock {
  readonly readOnly = true;
  heldBy: LockHolder | null = null;
  readonly #copy: string;

  constructor(copy: string) {
    this.#copy = copy;
  }

  freeze(now: Date): void {
    this.heldBy = { annotator: 'read-only', host: hostname(), pid: process.pid, since: now.toISOString() };
  }

  confirm(): Promise<boolean> {
    return Promise.resolve(this.heldBy === null);
  }

  tryTakeOver(): Promise<boolean> {
    return Promise.resolve(false);
  }

  async release(): Promise<void> {
    await rm(this.#copy, { recursive: true, force: true });
  }
}

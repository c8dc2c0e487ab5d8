import { sqliteCode } from './driver.ts';
import { StoreError } from './store.ts';
import type { StoreErrorReason } from './store.ts';

const reasons: Readonly<Record<string, readonly [StoreErrorReason, string]>> = {
  SQLITE_FULL: ['diskFull', 'The disk is full: the label was not saved. Free some space, then label on.'],
  SQLITE_BUSY: ['locked', 'Another program holds the label database. Close it and try again.'],
  SQLITE_LOCKED: ['locked', 'Another program holds the label database. Close it and try again.'],
  SQLITE_READONLY: [
    'noPermission',
    'The label database cannot be written: check the permissions of .nextlabel.',
  ],
  SQLITE_CANTOPEN: [
    'noPermission',
    'The label database cannot be opened: check the permissions of .nextlabel.',
  ],
};

/** Turns what SQLite reports into what the user can act on. */
export const toStoreError = (error: unknown): StoreError => {
  if (error instanceof StoreError) return error;
  const known = reasons[sqliteCode(error)];
  const detail = error instanceof Error ? error.message : String(error);
  return known === undefined
    ? new StoreError('ioError', `The label database could not be written: ${detail}`, { cause: error })
    : new StoreError(known[0], `${known[1]} (${detail})`, { cause: error });
};

/** True for errors that say the file itself is damaged. */
export const saysCorrupt = (error: unknown): boolean =>
  ['SQLITE_CORRUPT', 'SQLITE_NOTADB'].includes(sqliteCode(error instanceof StoreError ? error.cause : error));

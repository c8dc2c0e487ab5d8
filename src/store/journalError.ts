import { StoreError } from './store.ts';
import type { StoreErrorReason } from './store.ts';

const reasons: Readonly<Record<string, readonly [StoreErrorReason, string]>> = {
  ENOSPC: ['diskFull', 'the disk is full; free some space'],
  EDQUOT: ['diskFull', 'the disk quota is used up; free some space'],
  EFBIG: ['diskFull', 'the file may not grow further'],
  EACCES: ['noPermission', 'the permission is missing'],
  EPERM: ['noPermission', 'the permission is missing'],
  EROFS: ['noPermission', 'the file system is read-only'],
};

/** Turns a failure of the file system into what the user can act on. */
export const journalError = (error: unknown, file: string, doing: 'read' | 'write'): StoreError => {
  if (error instanceof StoreError) return error;
  const [reason, why] = reasons[errorCode(error)] ?? ['ioError', String(error)];
  const verb = doing === 'read' ? 'read' : 'written';
  return new StoreError(reason, `${file} cannot be ${verb}: ${why}.`, { cause: error });
};

/** The system's code (ENOENT ...), empty where there is none. */
export const errorCode = (error: unknown): string =>
  error instanceof Error && 'code' in error ? String(error.code) : '';

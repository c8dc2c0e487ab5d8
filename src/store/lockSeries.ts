import type { FileHandle } from 'node:fs/promises';
import { mkdir, open, readdir, readFile, unlink } from 'node:fs/promises';
import path from 'node:path';
import { setTimeout as sleep } from 'node:timers/promises';
import { errorCode } from './journalError.ts';

/**
 * A lock is a folder of numbered files; the one with the highest number holds it. Whoever judges number n to be free
 * creates n + 1, which the file system lets only one do. No name is ever taken away from under a holder, so there is no
 * moment at which two takers of one stale lock can both win, however slow one of them is: a taker that comes too late
 * finds its number taken, or a higher one.
 */
export interface LockFile {
  readonly number: number;
  readonly text: string;
}

/** A file is empty only between its creation and its first write; a taker that died in between leaves it so. */
const EMPTY_TRIES = 25;
const EMPTY_WAIT_MS = 10;

const NAME = /^(\d{1,15})\.json$/;

const fileOf = (folder: string, number: number): string => path.join(folder, `${number}.json`);

/** Null if there is none. */
export const lastLockFile = async (folder: string): Promise<LockFile | null> => {
  let last: LockFile | null = null;
  for (let attempt = 0; attempt < EMPTY_TRIES; attempt += 1) {
    const number = Math.max(0, ...(await numbersIn(folder)));
    if (number === 0) return null;
    const text = await readIfThere(fileOf(folder, number));
    if (text !== null && text !== '') return { number, text };
    // Gone: its successor has just cleared it away.
    if (text === '') last = { number, text };
    await sleep(EMPTY_WAIT_MS);
  }
  return last;
};

/** Resolves with the file, open for writing, if `number` is now the highest and ours; else with null. */
export const addLockFile = async (
  folder: string,
  number: number,
  text: string,
): Promise<FileHandle | null> => {
  const file = fileOf(folder, number);
  const handle = await createNew(folder, file);
  if (handle === null) return null;
  try {
    await handle.write(text, 0, 'utf8');
    const others = (await numbersIn(folder)).filter((each) => each !== number);
    if (others.every((each) => each < number)) {
      for (const each of others) await discard(fileOf(folder, each));
      return handle;
    }
  } catch (error) {
    await giveUp(handle, file);
    throw error;
  }
  await giveUp(handle, file);
  return null;
};

const createNew = async (folder: string, file: string): Promise<FileHandle | null> => {
  try {
    await mkdir(folder, { recursive: true });
    return await open(file, 'wx');
  } catch (error) {
    if (errorCode(error) === 'EEXIST') return null;
    throw error;
  }
};

const giveUp = async (handle: FileHandle, file: string): Promise<void> => {
  await handle.close().catch(() => undefined);
  await discard(file);
};

/** One that cannot be cleared away is in nobody's way: its number is no longer the highest. */
const discard = (file: string): Promise<void> => unlink(file).catch(() => undefined);

const numbersIn = async (folder: string): Promise<number[]> => {
  try {
    return (await readdir(folder))
      .map((name) => Number(NAME.exec(name)?.[1] ?? 0))
      .filter((each) => each > 0);
  } catch (error) {
    if (errorCode(error) === 'ENOENT') return [];
    throw error;
  }
};

const readIfThere = async (file: string): Promise<string | null> => {
  try {
    return await readFile(file, 'utf8');
  } catch (error) {
    if (errorCode(error) === 'ENOENT') return null;
    throw error;
  }
};

import { join } from 'node:path';
import { openDriver } from './openDriver.ts';
import type { OpenDriverOptions, SqlDriver } from './driver.ts';
import { databaseFile, openDatabase } from './openDatabase.ts';
import type { DatabasePlace, OpenedDatabase } from './openDatabase.ts';
import { Journal } from './journal.ts';
import type { JournalSync } from './journalSync.ts';
import { ProjectLock } from './lock.ts';
import { SqliteProjectStore } from './projectStore.ts';
import type { WriteLock } from './projectStore.ts';
import { copyProject, ReadOnlyLock } from './readOnlyCopy.ts';
import { saysCorrupt, toStoreError } from './sqlErrors.ts';
import { removeLeftovers } from './staging.ts';
import { prepareFolder } from './stateFolder.ts';
import type { OpenStoreOptions, ProjectStore } from './store.ts';

/** Holds what can be made again. */
const CACHE = 'cache';

/**
 * Opens the state folder of a project, making it where there is none. Rejects with StoreError when it cannot be opened
 * for reading; where another window holds it, the store is read-only until that one ends.
 */
export const openStore = async (options: OpenStoreOptions): Promise<ProjectStore> => {
  if (options.readOnly === true) return openReadOnly(options);
  const { folder, actor } = options;
  await prepareFolder(folder);
  let store: SqliteProjectStore | null = null;
  const lock = await ProjectLock.open({
    file: join(folder, 'lock'),
    annotator: actor,
    onChange: (heldBy) => void store?.lockChanged(heldBy).catch(() => undefined),
  });
  if (lock.heldBy === null) await removeLeftovers(join(folder, CACHE));
  store = await openRepairing({ options, folder, lock });
  return store;
};

/** Opens a copy, so that nothing is written where the project lies. */
const openReadOnly = async (options: OpenStoreOptions): Promise<ProjectStore> => {
  const copy = await copyProject(options.folder);
  const lock = new ReadOnlyLock(copy);
  const store = await openRepairing({ options, folder: copy, lock });
  lock.freeze((options.now ?? (() => new Date()))());
  return store;
};

interface Opening {
  readonly options: OpenStoreOptions;
  readonly folder: string;
  readonly lock: WriteLock;
}

const openRepairing = async (opening: Opening): Promise<SqliteProjectStore> => {
  const { options, folder, lock } = opening;
  const place = {
    path: databaseFile(folder),
    backupFolder: join(folder, 'backups'),
    now: options.now ?? (() => new Date()),
    mayRepair: lock.heldBy === null,
    open: options.openDriver ?? ((file: OpenDriverOptions) => openDriver(file, options.driver)),
  };
  try {
    return await openAt(opening, place).catch((error: unknown) => {
      // Damage that the check does not see may show when the log is read.
      if (!saysCorrupt(error) || !place.mayRepair) throw error;
      return openAt(opening, { ...place, damaged: true });
    });
  } catch (error) {
    await lock.release();
    throw toStoreError(error);
  }
};

const openAt = async (opening: Opening, place: DatabasePlace): Promise<SqliteProjectStore> => {
  const opened = await openDatabase(place);
  const store = await makeStore(opening, place, opened);
  try {
    const sync = await store.load();
    store.recovery = {
      messages: describeRecovery(opened, sync),
      setAside: opened.setAside,
      eventsFromJournal: sync.fromJournal,
      eventsToJournal: sync.toJournal,
    };
    return store;
  } catch (error) {
    await store.abandon();
    throw error;
  }
};

const makeStore = async (
  { options, folder, lock }: Opening,
  { path, open }: DatabasePlace,
  opened: OpenedDatabase,
): Promise<SqliteProjectStore> => {
  let reader: SqlDriver | null = null;
  try {
    reader = await open({ path, readOnly: true });
    return new SqliteProjectStore({
      databasePath: path,
      stagingFile: join(folder, CACHE, `staging-${process.pid}-${Date.now()}.db`),
      actor: options.actor,
      writer: opened.driver,
      reader,
      journal: await Journal.open(join(folder, 'labels.jsonl'), { write: true }),
      lock,
      open,
    });
  } catch (error) {
    await reader?.close();
    await opened.driver.close();
    throw error;
  }
};

const describeRecovery = (opened: OpenedDatabase, sync: JournalSync): string[] => {
  const messages: string[] = [];
  const events = `${sync.fromJournal} label event${sync.fromJournal === 1 ? '' : 's'}`;
  if (opened.setAside !== null) {
    messages.push(
      `The label database was damaged. It was set aside as ${opened.setAside}, and ${events} were recovered from ` +
        'labels.jsonl. The items are read again from the data source.',
    );
  } else if (sync.fromJournal > 0) {
    messages.push(`${events} were taken in from labels.jsonl.`);
  }
  return [...messages, ...sync.problems.slice(0, 3)];
};

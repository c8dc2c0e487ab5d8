import { mkdir, readFile, writeFile } from 'node:fs/promises';
import { join } from 'node:path';
import { openDriver } from './openDriver.ts';
import type { SqlDriver } from './driver.ts';
import { databaseFile, openDatabase } from './openDatabase.ts';
import type { DatabasePlace, OpenedDatabase } from './openDatabase.ts';
import { Journal } from './journal.ts';
import type { JournalSync } from './journalSync.ts';
import { ProjectLock } from './lock.ts';
import { SqliteProjectStore } from './projectStore.ts';
import { saysCorrupt, toStoreError } from './sqlErrors.ts';
import type { OpenStoreOptions, ProjectStore } from './store.ts';

/** What git should not see of the state folder; the journal and project.txt are made for it. */
const GITIGNORE = `# Written by NextLabel. labels.jsonl, the journal of every label, belongs into git.
labels.db*
cache/
backups/
lock*
`;

/**
 * Opens the state folder of a project, making it where there is none. Rejects with StoreError when it cannot be opened
 * for reading; where another window holds it, the store is read-only until that one ends.
 */
export const openStore = async (options: OpenStoreOptions): Promise<ProjectStore> => {
  const { folder, actor } = options;
  const now = options.now ?? (() => new Date());
  await prepareFolder(folder);
  let store: SqliteProjectStore | null = null;
  const lock = await ProjectLock.open({
    file: join(folder, 'lock'),
    annotator: actor,
    onChange: (heldBy) => void store?.lockChanged(heldBy).catch(() => undefined),
  });
  const place = {
    path: databaseFile(folder),
    backupFolder: join(folder, 'backups'),
    now,
    mayRepair: lock.heldBy === null,
    ...(options.driver === undefined ? {} : { driver: options.driver }),
  };
  try {
    store = await openAt(options, place, lock).catch((error: unknown) => {
      // Damage that the check does not see may show when the log is read.
      if (!saysCorrupt(error) || !place.mayRepair) throw error;
      return openAt(options, { ...place, damaged: true }, lock);
    });
    return store;
  } catch (error) {
    await lock.release();
    throw toStoreError(error);
  }
};

const openAt = async (
  options: OpenStoreOptions,
  place: DatabasePlace,
  lock: ProjectLock,
): Promise<SqliteProjectStore> => {
  const opened = await openDatabase(place);
  const store = await makeStore(options, opened, lock);
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
  options: OpenStoreOptions,
  opened: OpenedDatabase,
  lock: ProjectLock,
): Promise<SqliteProjectStore> => {
  const path = databaseFile(options.folder);
  let reader: SqlDriver | null = null;
  try {
    reader = await openDriver({ path, readOnly: true }, options.driver);
    const journal = await Journal.open(join(options.folder, 'labels.jsonl'), { write: true });
    return new SqliteProjectStore({
      databasePath: path,
      stagingFile: join(options.folder, 'cache', `staging-${process.pid}-${Date.now()}.db`),
      actor: options.actor,
      writer: opened.driver,
      reader,
      journal,
      lock,
      ...(options.driver === undefined ? {} : { driverName: options.driver }),
    });
  } catch (error) {
    await reader?.close();
    await opened.driver.close();
    throw error;
  }
};

const prepareFolder = async (folder: string): Promise<void> => {
  try {
    await mkdir(folder, { recursive: true });
    const file = join(folder, '.gitignore');
    const present = await readFile(file, 'utf8').catch(() => '');
    if (present !== GITIGNORE) await writeFile(file, GITIGNORE);
  } catch (error) {
    throw toStoreError(error);
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

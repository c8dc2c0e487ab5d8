import { existsSync } from 'node:fs';
import { rename } from 'node:fs/promises';
import { join } from 'node:path';
import { isSound, openWriter } from './connection.ts';
import type { OpenDriver, SqlDriver } from './driver.ts';
import { migrate, migrations, schemaVersion } from './migrations.ts';
import { saysCorrupt, toStoreError } from './sqlErrors.ts';
import { StoreError } from './store.ts';

export interface OpenedDatabase {
  readonly driver: SqlDriver;
  /** Where a damaged database was set aside; null when it was sound. */
  readonly setAside: string | null;
}

export interface DatabasePlace {
  readonly path: string;
  readonly backupFolder: string;
  readonly now: () => Date;
  /** False while another window holds the project: then nothing may be set aside. */
  readonly mayRepair: boolean;
  /** The caller found it damaged, whatever the check says. */
  readonly damaged?: boolean;
  readonly open: OpenDriver;
}

/** The database and the two files that SQLite keeps beside it. */
const FILES = ['', '-wal', '-shm'];

/**
 * Opens the database, checked and migrated. A damaged one is set aside, never deleted and never replaced by one in
 * memory; the caller rebuilds the new one from the journal.
 */
export const openDatabase = async (place: DatabasePlace): Promise<OpenedDatabase> => {
  const damaged = existsSync(place.path) && (place.damaged === true || !(await isReadable(place)));
  if (damaged && !place.mayRepair) {
    throw new StoreError(
      'ioError',
      'The label database is damaged. Close the window that holds this project, then open it again.',
    );
  }
  const setAside = damaged ? await moveAside(place) : null;
  const driver = await openWriter(place.path, place.open).catch(rethrow);
  try {
    await migrate(driver, place);
    return { driver, setAside };
  } catch (error) {
    await driver.close();
    throw toStoreError(error);
  }
};

const rethrow = (error: unknown): never => {
  throw toStoreError(error);
};

/** Looks through a read-only connection, so that a damaged file stays as it is. */
const isReadable = async (place: DatabasePlace): Promise<boolean> => {
  let reader: SqlDriver | null = null;
  try {
    reader = await place.open({ path: place.path, readOnly: true });
    return (await isSound(reader)) && (await hasKnownSchema(reader, place.open));
  } catch (error) {
    if (saysCorrupt(error)) return false;
    throw toStoreError(error);
  } finally {
    await reader?.close();
  }
};

const SCHEMA = 'SELECT name, sql FROM sqlite_schema ORDER BY name, sql';

/** quick_check does not read the schema's text: one of the current version must be what the migrations make. */
const hasKnownSchema = async (reader: SqlDriver, open: OpenDriver): Promise<boolean> => {
  if ((await schemaVersion(reader)) !== migrations.length) return true;
  const fresh = await open({ path: ':memory:', readOnly: false });
  try {
    for (const step of migrations) await fresh.exec(step);
    return JSON.stringify(await reader.all(SCHEMA)) === JSON.stringify(await fresh.all(SCHEMA));
  } finally {
    await fresh.close();
  }
};

const moveAside = async (place: DatabasePlace): Promise<string> => {
  const time = place.now().toISOString().replaceAll(':', '-');
  const target = `${place.path}.corrupt-${time}`;
  for (const file of FILES) {
    if (existsSync(place.path + file)) await rename(place.path + file, target + file);
  }
  return target;
};

export const databaseFile = (folder: string): string => join(folder, 'labels.db');

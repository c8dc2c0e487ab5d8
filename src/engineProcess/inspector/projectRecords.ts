import { openForReading } from '../../store/readItems.ts';
import { readEventRecords, readItemRecords, readVersions } from '../../store/readRecords.ts';
import type { ItemRecord, RecordVersions } from '../../store/readRecords.ts';
import { readRound, readRounds } from '../../store/rounds.ts';
import { toStoreError } from '../../store/sqlErrors.ts';
import type { LabelEvent, RoundRecord } from '../../store/store.ts';

/** What was read of a project; what has not changed since it was last read is the same object. */
export interface ProjectRecords {
  readonly versions: RecordVersions;
  readonly items: readonly ItemRecord[];
  readonly events: readonly LabelEvent[];
  readonly rounds: readonly RoundRecord[];
  /** The round that is asked about, whole; null where there is none of that number. */
  readonly record: RoundRecord | null;
}

/**
 * Reads the records of projects, and keeps those of the last one: the inspector asks often. On the process's main thread,
 * where SQLite's native library may be used.
 */
export class RecordReader {
  #kept: { readonly database: string; readonly records: ProjectRecords } | null = null;

  /** `round`: its number, null = the last one. Rejects with StoreError, or the signal's reason when cancelled. */
  async read(database: string, round: number | null, signal: AbortSignal): Promise<ProjectRecords> {
    try {
      return await this.#read(database, round, signal);
    } catch (error) {
      throw signal.aborted ? error : toStoreError(error);
    }
  }

  async #read(database: string, round: number | null, signal: AbortSignal): Promise<ProjectRecords> {
    const driver = await openForReading(database);
    try {
      // One state of the database, whatever is written meanwhile.
      await driver.exec('BEGIN');
      const versions = await readVersions(driver);
      const kept = this.#kept?.database === database ? this.#kept.records : null;
      const sameItems = kept?.versions.itemsVersion === versions.itemsVersion;
      const sameEvents = kept?.versions.revision === versions.revision;
      const sameRounds = sameEvents && kept.versions.lastRound === versions.lastRound;
      const records: ProjectRecords = {
        versions,
        items: kept !== null && sameItems ? kept.items : await readItemRecords(driver, signal),
        events: kept !== null && sameEvents ? kept.events : await readEventRecords(driver, signal),
        // Those whose strategies asked others have slots, which are found by the events.
        rounds: sameRounds ? kept.rounds : await readRounds(driver),
        record: await readRound(driver, round ?? versions.lastRound),
      };
      this.#kept = { database, records };
      return records;
    } finally {
      await driver.close();
    }
  }
}

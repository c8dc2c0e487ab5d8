import type { OpenDriver, SqlDriver } from './driver.ts';
import { WriteConnection } from './connection.ts';
import { EventLog, streamEvents } from './eventLog.ts';
import { ExternalChanges } from './externalChanges.ts';
import { Importer } from './importing.ts';
import {
  readCounts,
  readItem,
  readItemsByRow,
  readPage,
  readRecentItems,
  readRowsOf,
} from './itemQueries.ts';
import type { KnownTotal } from './itemQueries.ts';
import { streamLabeledItems } from './itemRows.ts';
import type { Journal } from './journal.ts';
import { JournalKeeper } from './journalKeeper.ts';
import type { JournalSync } from './journalSync.ts';
import { LabelSnapshots } from './labelSnapshots.ts';
import type { ProjectLock } from './lock.ts';
import { ITEMS_VERSION, readMeta, setMeta } from './meta.ts';
import { readRepeatableRows } from './repeatableRows.ts';
import { readPredictedGains } from './predictedGains.ts';
import { readLastRound, readRound, readRoundNumber, readRounds, saveRound } from './rounds.ts';
import { StoreError } from './store.ts';
import type {
  AppendResult,
  Counts,
  EventDraft,
  ItemFilter,
  LabelEvent,
  LabelSnapshot,
  LockHolder,
  PredictedGain,
  ProjectStore,
  RecoveryReport,
  RoundRecord,
  StagedImport,
  StoredItem,
} from './store.ts';

export interface StoreParts {
  readonly databasePath: string;
  readonly stagingFile: string;
  readonly actor: string;
  readonly writer: SqlDriver;
  /** A connection of its own: reading a large pool must not make a label wait. */
  readonly reader: SqlDriver;
  readonly journal: Journal;
  readonly lock: WriteLock;
  readonly open: OpenDriver;
}

/** Who may write. */
export interface WriteLock extends Pick<ProjectLock, 'heldBy' | 'confirm' | 'tryTakeOver' | 'release'> {
  /** True if this store was opened for reading only. */
  readonly readOnly: boolean;
}

const NO_SYNC: JournalSync = { fromJournal: 0, toJournal: 0, through: 0, problems: [] };

/** One project's state on disk. Made by `openStore`. */
export class SqliteProjectStore implements ProjectStore {
  readonly databasePath: string;
  recovery: RecoveryReport = { messages: [], setAside: null, eventsFromJournal: 0, eventsToJournal: 0 };
  readonly #parts: StoreParts;
  readonly #connection: WriteConnection;
  readonly #log: EventLog;
  readonly #keeper: JournalKeeper;
  readonly #importer: Importer;
  readonly #snapshots: LabelSnapshots;
  readonly #external: ExternalChanges;
  #itemsVersion = '';
  #total: KnownTotal | null = null;
  #lastRound = 0;
  #closed = false;

  constructor(parts: StoreParts) {
    const { databasePath, reader, journal } = parts;
    this.databasePath = databasePath;
    this.#parts = parts;
    const connection = new WriteConnection(databasePath, parts.writer, parts.open);
    const log = new EventLog(connection, reader, parts.actor);
    connection.onReopened(() => log.load());
    this.#connection = connection;
    this.#log = log;
    this.#keeper = new JournalKeeper({ connection, reader, log, journal });
    this.#importer = new Importer(connection, parts.stagingFile, (version) => (this.#itemsVersion = version));
    this.#snapshots = new LabelSnapshots(() => parts.open({ path: databasePath, readOnly: true }));
    this.#external = new ExternalChanges(reader, () => this.#takeInExternal());
  }

  /** Reads what is kept in memory and, if this store may write, brings database and journal in line. */
  async load(): Promise<JournalSync> {
    await this.#log.load();
    this.#itemsVersion = (await readMeta(this.#parts.reader, ITEMS_VERSION)) ?? '';
    return this.heldBy === null ? this.#keeper.sync() : NO_SYNC;
  }

  get readOnly(): boolean {
    return this.#parts.lock.readOnly;
  }

  get heldBy(): LockHolder | null {
    return this.#parts.lock.heldBy;
  }

  get revision(): number {
    return this.#log.sequence;
  }

  get itemsVersion(): string {
    return this.#itemsVersion;
  }

  async appendEvents(drafts: readonly EventDraft[]): Promise<AppendResult> {
    await this.#requireLock();
    const { events, fresh } = await this.#log.append(drafts);
    await this.#keeper.write(fresh);
    return { revision: this.#log.sequence, events };
  }

  undoTargets(): readonly LabelEvent[] {
    return this.#log.undo.undoTargets();
  }

  redoTargets(): readonly LabelEvent[] {
    return this.#log.undo.redoTargets();
  }

  async counts(): Promise<Counts> {
    const { counts, known } = await readCounts(this.#parts.reader, this.#total);
    this.#total = known;
    return counts;
  }

  labelSnapshot(): Promise<LabelSnapshot> {
    return this.#snapshots.read();
  }

  item(itemId: string): Promise<StoredItem | null> {
    return readItem(this.#parts.reader, itemId);
  }

  itemsByRow(rows: readonly number[]): Promise<readonly StoredItem[]> {
    return readItemsByRow(this.#parts.reader, rows);
  }

  rowsOf(itemIds: readonly string[]): Promise<Int32Array> {
    return readRowsOf(this.#parts.reader, itemIds);
  }

  itemsPage(
    filter: ItemFilter,
    offset: number,
    limit: number,
  ): Promise<{ total: number; items: readonly StoredItem[] }> {
    return readPage(this.#parts.reader, filter, { offset, limit });
  }

  recentItems(limit: number): Promise<readonly string[]> {
    return readRecentItems(this.#parts.reader, this.#parts.actor, limit);
  }

  repeatableRows(age: { readonly labelsSince: number; readonly before: Date }): Promise<Int32Array> {
    return readRepeatableRows(this.#parts.reader, this.#parts.actor, age);
  }

  events(): AsyncIterable<LabelEvent> {
    return streamEvents(this.#parts.reader);
  }

  labeledItems(): AsyncIterable<{ readonly item: StoredItem; readonly event: LabelEvent | null }> {
    return streamLabeledItems(this.#parts.reader);
  }

  async beginImport(): Promise<StagedImport> {
    await this.#requireLock();
    return this.#importer.begin();
  }

  async saveRound(record: RoundRecord): Promise<void> {
    await this.#requireLock();
    await saveRound(this.#connection, record);
  }

  lastRound(): Promise<RoundRecord | null> {
    return readLastRound(this.#parts.reader);
  }

  predictedGains(): Promise<readonly PredictedGain[]> {
    return readPredictedGains(this.#parts.reader);
  }

  round(round: number): Promise<RoundRecord | null> {
    return readRound(this.#parts.reader, round);
  }

  rounds(): Promise<readonly RoundRecord[]> {
    return readRounds(this.#parts.reader);
  }

  getMeta(key: string): Promise<string | null> {
    return readMeta(this.#parts.reader, key);
  }

  async setMeta(key: string, value: string): Promise<void> {
    await this.#requireLock();
    await setMeta(this.#connection, key, value);
  }

  async tryTakeOver(): Promise<boolean> {
    const taken = await this.#parts.lock.tryTakeOver();
    if (taken) await this.load();
    return taken;
  }

  readonly #lockListeners: ((heldBy: LockHolder | null) => void)[] = [];

  onLockChange(listener: (heldBy: LockHolder | null) => void): void {
    this.#lockListeners.push(listener);
  }

  readonly #externalListeners: (() => void)[] = [];

  onExternalChange(listener: () => void): void {
    this.#externalListeners.push(listener);
    this.#external.start();
  }

  /** The lock changed hands. Whoever held it may have written: what is kept in memory is read again first. */
  async lockChanged(heldBy: LockHolder | null): Promise<void> {
    if (this.#closed) return;
    await this.load();
    for (const listener of this.#lockListeners) listener(heldBy);
  }

  async mergeJournal(): Promise<number> {
    // A reader sees the writer's changes through the database.
    if (this.heldBy !== null) {
      const before = this.revision;
      await this.#refresh();
      return this.revision - before;
    }
    if (!(await this.#keeper.hasChanged())) return 0;
    return (await this.#keeper.sync()).fromJournal;
  }

  async close(): Promise<void> {
    if (this.#closed) return;
    this.#closed = true;
    try {
      if (this.heldBy === null) await this.#keeper.noteInSync();
    } finally {
      await this.#closeFiles();
      await this.#parts.lock.release();
    }
  }

  /** Closes the files and keeps the lock: the database turned out to be damaged and is opened anew. */
  async abandon(): Promise<void> {
    if (this.#closed) return;
    this.#closed = true;
    await this.#closeFiles();
  }

  async #closeFiles(): Promise<void> {
    await this.#external.stop();
    await this.#connection.close();
    await this.#snapshots.close();
    await this.#parts.reader.close();
    await this.#parts.journal.close();
  }

  /** What another process wrote; true if there was anything. */
  async #refresh(): Promise<boolean> {
    const before = [this.revision, this.#itemsVersion, this.#lastRound].join('/');
    await this.#log.refresh();
    this.#itemsVersion = (await readMeta(this.#parts.reader, ITEMS_VERSION)) ?? '';
    this.#lastRound = await readRoundNumber(this.#parts.reader);
    return [this.revision, this.#itemsVersion, this.#lastRound].join('/') !== before;
  }

  async #takeInExternal(): Promise<void> {
    if (this.#closed || this.heldBy === null) return;
    if (!(await this.#refresh())) return;
    for (const listener of this.#externalListeners) listener();
  }

  async #requireLock(): Promise<void> {
    if (this.#closed) throw new StoreError('closed', 'The project is closed.');
    if (await this.#parts.lock.confirm()) return;
    if (this.readOnly) {
      throw new StoreError(
        'readOnly',
        'This project was opened for reading only: nothing can be changed here.',
      );
    }
    const holder = this.heldBy;
    const who =
      holder === null ? 'another window' : `${holder.annotator} (${holder.host}, process ${holder.pid})`;
    throw new StoreError('readOnly', `This project is read-only here: ${who} has it open.`);
  }
}

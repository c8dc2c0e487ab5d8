import type { DriverName, SqlDriver } from './driver.ts';
import { WriteConnection } from './connection.ts';
import { EventLog, streamEvents } from './eventLog.ts';
import { beginImport } from './importing.ts';
import {
  readCounts,
  readItem,
  readItemsByRow,
  readLabelSnapshot,
  readPage,
  readRecentItems,
} from './itemQueries.ts';
import { streamLabeledItems } from './itemRows.ts';
import type { Journal } from './journal.ts';
import { noteInSync, syncJournal } from './journalSync.ts';
import type { JournalSync } from './journalSync.ts';
import type { ProjectLock } from './lock.ts';
import { ITEMS_VERSION, readMeta, setMeta } from './meta.ts';
import { readLastRound, saveRound } from './rounds.ts';
import { StoreError } from './store.ts';
import type {
  AppendResult,
  Counts,
  EventDraft,
  ItemFilter,
  LabelEvent,
  LabelSnapshot,
  LockHolder,
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
  readonly lock: ProjectLock;
  readonly driverName?: DriverName;
}

/** One project's state on disk. Made by `openStore`. */
export class SqliteProjectStore implements ProjectStore {
  readonly databasePath: string;
  recovery: RecoveryReport = { messages: [], setAside: null, eventsFromJournal: 0, eventsToJournal: 0 };
  readonly #parts: StoreParts;
  readonly #connection: WriteConnection;
  readonly #log: EventLog;
  #itemsVersion = '';
  #closed = false;
  /** Committed events that could not be written to the journal yet. */
  #notJournaled: LabelEvent[] = [];
  #journalSize = 0;

  constructor(parts: StoreParts) {
    this.databasePath = parts.databasePath;
    this.#parts = parts;
    this.#connection = new WriteConnection(parts.databasePath, parts.writer, parts.driverName);
    this.#log = new EventLog(this.#connection, parts.reader, parts.actor);
  }

  /** Reads what is kept in memory and, if this store may write, brings database and journal in line. */
  async load(): Promise<JournalSync> {
    await this.#log.load();
    this.#itemsVersion = (await readMeta(this.#parts.reader, ITEMS_VERSION)) ?? '';
    return this.#sync();
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
    await this.#writeJournal(fresh);
    return { revision: this.#log.sequence, events };
  }

  undoTargets(): readonly LabelEvent[] {
    return this.#log.undo.undoTargets();
  }

  redoTargets(): readonly LabelEvent[] {
    return this.#log.undo.redoTargets();
  }

  counts(): Promise<Counts> {
    return readCounts(this.#parts.reader);
  }

  labelSnapshot(): Promise<LabelSnapshot> {
    return readLabelSnapshot(this.#parts.reader);
  }

  item(itemId: string): Promise<StoredItem | null> {
    return readItem(this.#parts.reader, itemId);
  }

  itemsByRow(rows: readonly number[]): Promise<readonly StoredItem[]> {
    return readItemsByRow(this.#parts.reader, rows);
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

  events(): AsyncIterable<LabelEvent> {
    return streamEvents(this.#parts.reader);
  }

  labeledItems(): AsyncIterable<{ readonly item: StoredItem; readonly event: LabelEvent | null }> {
    return streamLabeledItems(this.#parts.reader);
  }

  async beginImport(): Promise<StagedImport> {
    await this.#requireLock();
    return beginImport(
      this.#connection,
      this.#parts.stagingFile,
      (version) => (this.#itemsVersion = version),
    );
  }

  async saveRound(record: RoundRecord): Promise<void> {
    await this.#requireLock();
    await saveRound(this.#connection, record);
  }

  lastRound(): Promise<RoundRecord | null> {
    return readLastRound(this.#parts.reader);
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
      await this.load();
      return this.revision - before;
    }
    if ((await this.#parts.journal.size()) === this.#journalSize) return 0;
    return (await this.#sync()).fromJournal;
  }

  async close(): Promise<void> {
    if (this.#closed) return;
    this.#closed = true;
    try {
      if (this.heldBy === null && this.#notJournaled.length === 0) {
        await noteInSync(this.#connection, this.#parts.journal, this.#log.sequence);
      }
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
    await this.#connection.close();
    await this.#parts.reader.close();
    await this.#parts.journal.close();
  }

  async #sync(): Promise<JournalSync> {
    if (this.heldBy !== null) return { fromJournal: 0, toJournal: 0, problems: [] };
    const { reader, journal } = this.#parts;
    const sync = await syncJournal({ connection: this.#connection, reader, log: this.#log, journal });
    this.#journalSize = await journal.size();
    return sync;
  }

  async #requireLock(): Promise<void> {
    if (this.#closed) throw new StoreError('closed', 'The project is closed.');
    if (await this.#parts.lock.confirm()) return;
    const holder = this.heldBy;
    const who =
      holder === null ? 'another window' : `${holder.annotator} (${holder.host}, process ${holder.pid})`;
    throw new StoreError('readOnly', `This project is read-only here: ${who} has it open.`);
  }

  /** The events are committed already: a journal that cannot be written is brought up with the next, or on opening. */
  async #writeJournal(events: readonly LabelEvent[]): Promise<void> {
    const due = [...this.#notJournaled, ...events];
    if (due.length === 0) return;
    this.#notJournaled = [];
    try {
      await this.#parts.journal.append(due);
      this.#journalSize = await this.#parts.journal.size();
    } catch {
      this.#notJournaled = [...due, ...this.#notJournaled];
    }
  }
}

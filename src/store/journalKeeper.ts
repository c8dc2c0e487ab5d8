import type { WriteConnection } from './connection.ts';
import { readEventsAfter } from './eventLog.ts';
import type { EventLog } from './eventLog.ts';
import type { Reader } from './itemRows.ts';
import type { Journal } from './journal.ts';
import { noteInSync, syncJournal } from './journalSync.ts';
import type { JournalSync } from './journalSync.ts';
import type { LabelEvent } from './store.ts';

const PAGE = 500;

export interface JournalParts {
  readonly connection: WriteConnection;
  readonly reader: Reader;
  readonly log: EventLog;
  readonly journal: Journal;
}

/** Keeps the journal up with the database, one thing at a time. */
export class JournalKeeper {
  readonly #parts: JournalParts;
  /** The journal holds every event up to this sequence. */
  #through = 0;
  #size = 0;
  #turn: Promise<unknown> = Promise.resolve();

  constructor(parts: JournalParts) {
    this.#parts = parts;
  }

  /** Brings both in line with each other; nothing is read again where nothing changed since. */
  sync(): Promise<JournalSync> {
    return this.#inTurn(async () => {
      const sync = await syncJournal(this.#parts);
      this.#through = sync.through;
      this.#size = await this.#parts.journal.size();
      return sync;
    });
  }

  /** True if somebody else (git) has changed the file since it was last read or written here. */
  async hasChanged(): Promise<boolean> {
    return this.#inTurn(async () => (await this.#parts.journal.size()) !== this.#size);
  }

  /**
   * Appends what was committed. Never rejects: events are safe in the database, and a journal that cannot be written is
   * brought up with the next event, or on opening.
   */
  write(fresh: readonly LabelEvent[]): Promise<void> {
    return this.#inTurn(() => this.#bringUp(fresh)).catch(() => undefined);
  }

  /** Notes that both are in line, if they are, so that the next opening need not compare. */
  async noteInSync(): Promise<void> {
    const { connection, journal, log } = this.#parts;
    await this.#turn;
    if (this.#through === log.sequence) await noteInSync(connection, journal, this.#through);
  }

  /** What the caller holds is appended as it is, unless something before it is missing too. */
  async #bringUp(fresh: readonly LabelEvent[]): Promise<void> {
    const { reader, journal, log } = this.#parts;
    let due = fresh;
    if (fresh[0]?.sequence !== this.#through + 1) due = [];
    while (this.#through < log.sequence) {
      if (due.length === 0) due = await readEventsAfter(reader, this.#through, PAGE);
      const last = due.at(-1);
      if (last === undefined) return;
      this.#size = await journal.append(due);
      this.#through = last.sequence;
      due = [];
    }
  }

  #inTurn<T>(work: () => Promise<T>): Promise<T> {
    const done = this.#turn.then(work);
    this.#turn = done.catch(() => undefined);
    return done;
  }
}

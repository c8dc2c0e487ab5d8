import { createReadStream } from 'node:fs';
import type { FileHandle } from 'node:fs/promises';
import { open, stat } from 'node:fs/promises';
import path from 'node:path';
import type { UnsequencedEvent } from './eventRows.ts';
import { formatEvent, parseEvent } from './journalLine.ts';
import type { JournalLine } from './journalLines.ts';
import { journalLines } from './journalLines.ts';
import { errorCode, journalError } from './journalError.ts';
import type { LabelEvent } from './store.ts';
import { StoreError } from './store.ts';

/** A line that is no event. */
export interface JournalProblem {
  /** From 1. */
  readonly line: number;
  /** At most the first 120 characters. */
  readonly text: string;
  /**
   * torn: the line breaks off, as after a power failure. conflictMarker: git left it, the lines of both sides were taken.
   * malformed: anything else.
   */
  readonly kind: 'torn' | 'conflictMarker' | 'malformed';
}

export type JournalEntry = { readonly event: UnsequencedEvent } | { readonly problem: JournalProblem };

/** Small enough that parsing one chunk does not hold up the event loop for long. */
const CHUNK_BYTES = 128 * 1024;
const LINE_FEED = 0x0a;

/**
 * The second copy of the log, made for git: one event a line, only ever appended to.
 * The file is opened anew for every append, because git replaces files: a handle kept open would go on writing into a
 * file that no longer has a name (and on Windows would keep git from replacing it).
 */
export class Journal {
  readonly #path: string;
  readonly #write: boolean;
  #closed = false;
  /** Settles when the appends so far have ended; never rejects. */
  #appends: Promise<unknown> = Promise.resolve();

  private constructor(file: string, write: boolean) {
    this.#path = file;
    this.#write = write;
  }

  /** With `write` the file is made if absent. Rejects with StoreError. */
  static async open(file: string, { write }: { write: boolean }): Promise<Journal> {
    if (write) await create(file);
    return new Journal(file, write);
  }

  /**
   * Durable when it resolves, with the size of the file in bytes. A line that an earlier write left torn is ended first. Rejects with StoreError if not
   * everything was written; the same events may then be appended again, since a line that is there twice does no harm.
   */
  append(events: readonly LabelEvent[]): Promise<number> {
    if (this.#closed) return Promise.reject(new StoreError('closed', 'The project was closed.'));
    if (!this.#write) {
      return Promise.reject(new StoreError('readOnly', `${this.#path} was opened for reading only.`));
    }
    if (events.length === 0) return this.size();
    const lines = Buffer.from(events.map(formatEvent).join(''), 'utf8');
    const appended = this.#appends.then(() => appendLines(this.#path, lines));
    this.#appends = appended.catch(() => undefined);
    return appended;
  }

  /** All lines as they stood when reading began, streamed; nothing if there is no file. Repeated lines are repeated. */
  async *read(): AsyncGenerator<JournalEntry> {
    const bytes = await this.size();
    if (bytes === 0) return;
    const chunks = createReadStream(this.#path, { end: bytes - 1, highWaterMark: CHUNK_BYTES });
    try {
      for await (const line of journalLines(chunks)) {
        if (line.text.trim() !== '') yield toEntry(line);
      }
    } catch (error) {
      throw journalError(error, this.#path, 'read');
    }
  }

  /** Bytes; 0 if there is no file. */
  async size(): Promise<number> {
    await this.#appends;
    try {
      return (await stat(this.#path)).size;
    } catch (error) {
      if (errorCode(error) === 'ENOENT') return 0;
      throw journalError(error, this.#path, 'read');
    }
  }

  /** Waits for the appends under way. */
  async close(): Promise<void> {
    this.#closed = true;
    await this.#appends;
  }
}

const toEntry = ({ number, text, damaged, ended }: JournalLine): JournalEntry => {
  const event = damaged ? null : parseEvent(text);
  if (event !== null) return { event };
  const brokenOff = !ended || (text.startsWith('{') && !text.trimEnd().endsWith('}'));
  const isMarker = /^(<{7}|\|{7}|={7}|>{7})( |$)/.test(text);
  const kind = isMarker ? 'conflictMarker' : brokenOff ? 'torn' : 'malformed';
  return { problem: { line: number, text: text.slice(0, 120), kind } };
};

const appendLines = async (file: string, lines: Buffer): Promise<number> => {
  let handle: FileHandle | undefined;
  try {
    handle = await open(file, 'a+');
    const { size } = await handle.stat();
    const whole = (await endsLine(handle, size)) ? lines : Buffer.concat([Buffer.of(LINE_FEED), lines]);
    const { bytesWritten } = await handle.write(whole);
    if (bytesWritten < whole.length) {
      // What was written stays: the next append ends the torn line, and cutting could cut another program's bytes.
      throw new StoreError('diskFull', `${file} took only part of the label. Free some disk space.`);
    }
    await handle.datasync();
    return size + bytesWritten;
  } catch (error) {
    throw journalError(error, file, 'write');
  } finally {
    // Data are synced or the append failed already; a failed close changes neither.
    await handle?.close().catch(() => undefined);
  }
};

const endsLine = async (handle: FileHandle, size: number): Promise<boolean> => {
  if (size === 0) return true;
  const { buffer } = await handle.read(Buffer.alloc(1), 0, 1, size - 1);
  return buffer[0] === LINE_FEED;
};

const create = async (file: string): Promise<void> => {
  try {
    await (await open(file, 'a+')).close();
  } catch (error) {
    throw journalError(error, file, 'write');
  }
  await syncFolder(path.dirname(file));
};

/** Without it a power failure may take the new file's name away. Windows cannot sync folders and needs not. */
const syncFolder = async (folder: string): Promise<void> => {
  try {
    const handle = await open(folder, 'r');
    await handle.sync().finally(() => handle.close());
  } catch {
    // Some file systems refuse; the journal is then as durable as they allow.
  }
};

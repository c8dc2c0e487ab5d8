import { randomUUID } from 'node:crypto';
import type { FileHandle } from 'node:fs/promises';
import { errorCode } from './journalError.ts';
import type { LockRecord } from './lockRecord.ts';
import { formatRecord, hasEnded, makeRecord, parseRecord, toHolder } from './lockRecord.ts';
import type { LockFile } from './lockSeries.ts';
import { addLockFile, lastLockFile } from './lockSeries.ts';
import { StoreError } from './store.ts';
import type { LockHolder } from './store.ts';

export interface LockOptions {
  /** Where the lock lies; it is a folder of small files (see lockSeries.ts). */
  readonly file: string;
  readonly annotator: string;
  /** Called whenever the holder changed after opening; null: it is us. */
  readonly onChange?: (heldBy: LockHolder | null) => void;
  /** Default 2,000. */
  readonly heartbeatMs?: number;
  /** A record that did not change for so long is stale; default 10,000. */
  readonly staleMs?: number;
  /** How often a reader looks whether it may take over; default 1,000. */
  readonly pollMs?: number;
  /** Milliseconds of a clock that never jumps, any origin. */
  readonly now?: () => number;
}

/** Takers of one lock get ahead of each other at most as often as there are windows. */
const TRIES = 50;

/** One writer per project, across windows, processes and machines that share the folder. */
export class ProjectLock {
  readonly readOnly = false;
  readonly #options: Required<LockOptions>;
  readonly #record: LockRecord;
  #own: { readonly number: number; readonly handle: FileHandle } | null = null;
  #lastBeat = 0;
  #holder: LockHolder | null = null;
  /** Nonce of the holder; empty where it is not known. */
  #holderNonce = '';
  /** Nonce of the holder that `onChange` was last told of; null until opened. */
  #told: string | null = null;
  /** The other holder's file, and since when it looks so. */
  #seen: { readonly file: LockFile; readonly at: number } | null = null;
  #timer: NodeJS.Timeout | undefined;
  #released = false;
  #queue: Promise<unknown> = Promise.resolve();

  private constructor(options: Required<LockOptions>, record: LockRecord) {
    this.#options = options;
    this.#record = record;
  }

  /** Resolves as writer or as reader. Rejects with StoreError `noPermission` where a free lock cannot be taken. */
  static async open(options: LockOptions): Promise<ProjectLock> {
    const lock = new ProjectLock(
      {
        onChange: () => undefined,
        heartbeatMs: 2000,
        staleMs: 10_000,
        pollMs: 1000,
        now: () => performance.now(),
        ...options,
      },
      await makeRecord(randomUUID(), options.annotator),
    );
    await lock.#inTurn(() => lock.#look());
    lock.#told = lock.#holderNonce;
    lock.#arm();
    return lock;
  }

  /** Null while we hold the lock. */
  get heldBy(): LockHolder | null {
    return this.#holder;
  }

  /** To be asked just before each write: is the lock still ours? Takes about a tenth of a millisecond. */
  confirm(): Promise<boolean> {
    return this.#inTurn(async () => {
      if (this.#own !== null) await (this.#isFresh() ? this.#verify() : this.#renew());
      return this.#own !== null;
    });
  }

  /** True if the lock is ours now. */
  tryTakeOver(): Promise<boolean> {
    return this.#inTurn(async () => {
      if (this.#own === null && !this.#released) await this.#look();
      return this.#own !== null;
    });
  }

  /** Lets a waiting reader take over at its next look. The lock cannot be used any more. */
  release(): Promise<void> {
    return this.#inTurn(async () => {
      clearTimeout(this.#timer);
      this.#released = true;
      const own = this.#own;
      this.#own = null;
      if (own === null) return;
      // A failure leaves a record that goes stale, or whose process ends.
      await own.handle
        .write(formatRecord({ ...this.#record, state: 'free' }), 0, 'utf8')
        .catch(() => undefined);
      await own.handle.close().catch(() => undefined);
    });
  }

  /**
   * Within half of `staleMs` after a heartbeat nobody can have judged us stale, nor will while a write takes its time.
   * Later (the machine slept, the event loop was blocked) only a new number decides who holds the lock.
   */
  #isFresh(): boolean {
    return this.#options.now() - this.#lastBeat < this.#options.staleMs / 2;
  }

  async #verify(): Promise<void> {
    const last = await lastLockFile(this.#options.file);
    const isOurs =
      last?.number === this.#own?.number && parseRecord(last?.text ?? '')?.nonce === this.#record.nonce;
    if (!isOurs) await this.#lose();
  }

  async #renew(): Promise<void> {
    const old = this.#own;
    if (old === null || (await this.#take(old.number + 1))) await old?.handle.close().catch(() => undefined);
    else await this.#lose();
  }

  async #lose(): Promise<void> {
    await this.#own?.handle.close().catch(() => undefined);
    this.#own = null;
    // Also if looking fails: it is not ours.
    this.#noteHolder(null);
    await this.#look();
  }

  /** Takes the lock if it is free, else notes who holds it. */
  async #look(): Promise<void> {
    for (let attempt = 0; attempt < TRIES; attempt += 1) {
      const file = await lastLockFile(this.#options.file);
      if (file !== null) {
        this.#noteHolder(parseRecord(file.text));
        if (!this.#isFree(file)) return;
      }
      if (await this.#take((file?.number ?? 0) + 1)) return;
    }
  }

  #noteHolder(record: LockRecord | null): void {
    this.#holder = toHolder(record);
    this.#holderNonce = record?.nonce ?? '';
  }

  #isFree(file: LockFile): boolean {
    const record = parseRecord(file.text);
    if (record !== null && (record.state === 'free' || hasEnded(record, this.#record))) return true;
    const now = this.#options.now();
    const seen = this.#seen;
    if (seen?.file.number !== file.number || seen.file.text !== file.text) {
      this.#seen = { file, at: now };
      return false;
    }
    return now - seen.at >= this.#options.staleMs;
  }

  async #take(number: number): Promise<boolean> {
    const beat = this.#options.now();
    const text = formatRecord({ ...this.#record, heartbeat: new Date().toISOString() });
    const handle = await addLockFile(this.#options.file, number, text);
    if (handle === null) return false;
    this.#own = { number, handle };
    this.#lastBeat = beat;
    this.#holder = null;
    this.#holderNonce = this.#record.nonce;
    this.#seen = null;
    return true;
  }

  /** Writes into our own file, whatever it is called by now: it can never overwrite a successor's. */
  async #beat(handle: FileHandle): Promise<void> {
    const beat = this.#options.now();
    await handle.write(formatRecord({ ...this.#record, heartbeat: new Date().toISOString() }), 0, 'utf8');
    this.#lastBeat = beat;
    await this.#verify();
  }

  #arm(): void {
    clearTimeout(this.#timer);
    if (this.#released) return;
    const { heartbeatMs, pollMs } = this.#options;
    this.#timer = setTimeout(() => void this.#tick(), this.#own === null ? pollMs : heartbeatMs).unref();
  }

  /** A failure changes nothing by itself: without heartbeats `confirm` asks again, and tells the one who writes. */
  async #tick(): Promise<void> {
    const work = async (): Promise<void> => {
      if (this.#released) return;
      if (this.#own === null) await this.#look();
      else await (this.#isFresh() ? this.#beat(this.#own.handle) : this.#renew());
    };
    await this.#inTurn(work).catch(() => undefined);
    this.#arm();
  }

  /** One thing at a time; tells of a new holder afterwards. */
  #inTurn<T>(work: () => Promise<T>): Promise<T> {
    const done = this.#queue.then(work).catch((error: unknown) => {
      throw toLockError(error, this.#options.file);
    });
    this.#queue = done.catch(() => undefined);
    return done.finally(() => this.#tell());
  }

  #tell(): void {
    if (this.#told === null || this.#told === this.#holderNonce) return;
    this.#told = this.#holderNonce;
    this.#arm();
    this.#options.onChange(this.#holder);
  }
}

const toLockError = (error: unknown, file: string): StoreError => {
  const isDenied = ['EACCES', 'EPERM', 'EROFS'].includes(errorCode(error));
  return isDenied
    ? new StoreError('noPermission', `The project cannot be locked for writing: no permission for ${file}.`, {
        cause: error,
      })
    : new StoreError('ioError', `The project cannot be locked for writing: ${String(error)}`, {
        cause: error,
      });
};

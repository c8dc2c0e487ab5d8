import type { Reader } from './itemRows.ts';

const POLL_MS = 1000;

/**
 * Notices that another process has written. SQLite keeps a number for it (`PRAGMA data_version`) which costs no more
 * than a look at shared memory, and works where watching files does not (network folders, containers).
 */
export class ExternalChanges {
  readonly #reader: Reader;
  readonly #changed: () => Promise<void>;
  #version: unknown = null;
  #timer: NodeJS.Timeout | null = null;
  #looking: Promise<void> = Promise.resolve();

  constructor(reader: Reader, changed: () => Promise<void>) {
    this.#reader = reader;
    this.#changed = changed;
  }

  /** Looks every second; called again, it goes on as before. The first look counts as a change. */
  start(): void {
    if (this.#timer !== null) return;
    this.#timer = setInterval(() => {
      this.#looking = this.#looking.then(() => this.#look()).catch(() => undefined);
    }, POLL_MS).unref();
  }

  async stop(): Promise<void> {
    if (this.#timer !== null) clearInterval(this.#timer);
    this.#timer = null;
    await this.#looking;
  }

  async #look(): Promise<void> {
    if (this.#timer === null) return;
    const [row] = await this.#reader.all('PRAGMA data_version');
    const version = row?.['data_version'];
    if (version === this.#version) return;
    this.#version = version;
    await this.#changed();
  }
}

import type { LabelingSnapshot } from '../protocol/labeling.ts';

/**
 * Sends whole snapshots to its listeners, one at a time and never more than needed: changes that come while one is
 * being made are answered by the next.
 */
export class SnapshotFeed {
  readonly #make: () => Promise<LabelingSnapshot>;
  readonly #onError: (error: unknown) => void;
  readonly #listeners = new Set<(snapshot: LabelingSnapshot) => void>();
  #running: Promise<void> | null = null;
  #dirty = false;
  #closed = false;

  constructor(make: () => Promise<LabelingSnapshot>, onError: (error: unknown) => void) {
    this.#make = make;
    this.#onError = onError;
  }

  listen(listener: (snapshot: LabelingSnapshot) => void): { dispose(): void } {
    this.#listeners.add(listener);
    return { dispose: () => this.#listeners.delete(listener) };
  }

  /** Something that a snapshot shows changed. */
  changed(): void {
    this.#dirty = true;
    if (this.#closed || this.#running !== null) return;
    this.#running = this.#send();
  }

  async close(): Promise<void> {
    this.#closed = true;
    this.#listeners.clear();
    await this.#running;
  }

  async #send(): Promise<void> {
    // Lets a burst of changes of one turn become one snapshot.
    await new Promise(setImmediate);
    while (this.#dirty && !this.#closed) {
      this.#dirty = false;
      if (this.#listeners.size === 0) break;
      try {
        const snapshot = await this.#make();
        for (const listener of this.#listeners) listener(snapshot);
      } catch (error) {
        this.#onError(error);
      }
    }
    // At once, with nothing awaited since the last look: a change that comes now must start the next snapshot.
    this.#running = null;
  }
}

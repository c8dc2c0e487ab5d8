/** Why a round is asked for. */
export type RoundReason =
  'opened' | 'labels' | 'coldStartEnds' | 'asked' | 'settings' | 'items' | 'engineBack';

export interface RoundSchedulerOptions {
  /** Runs one round on the newest labels; resolves when its result is in, rejects when it failed or was cancelled. */
  readonly run: (signal: AbortSignal, reason: RoundReason) => Promise<void>;
  readonly onError: (error: unknown) => void;
  /** A round has ended, well or not, and none took its place. */
  readonly onIdle: () => void;
  /** Milliseconds of a monotonic clock. */
  readonly now: () => number;
  /** A round is due when this many labels are newer than the last snapshot sent. */
  readonly dueAfter: number;
}

/**
 * Decides when a new round is due. One round runs at a time; a newer one cancels it, unless it was asked for by labels
 * alone and the running one is past half of what a round takes: a fast annotator on a large pool would otherwise cancel
 * every round and never see a new ranking.
 */
export class RoundScheduler {
  readonly #options: RoundSchedulerOptions;
  #dueAfter: number;
  #labels = 0;
  #running: { controller: AbortController; startedAt: number; done: Promise<void> } | null = null;
  #next: RoundReason | null = null;
  #lastDurationMs = 0;
  #closed = false;

  constructor(options: RoundSchedulerOptions) {
    this.#options = options;
    this.#dueAfter = options.dueAfter;
  }

  get running(): boolean {
    return this.#running !== null;
  }

  setDueAfter(labels: number): void {
    this.#dueAfter = Math.max(1, labels);
  }

  /** `count` more labels were set. */
  labeled(count: number): void {
    this.#labels += count;
    if (this.#labels >= this.#dueAfter) this.request('labels');
  }

  /** Asks for a round on the newest labels. */
  request(reason: RoundReason): void {
    if (this.#closed) return;
    if (this.#running === null) {
      this.#start(reason);
      return;
    }
    this.#next = reason;
    const elapsed = this.#options.now() - this.#running.startedAt;
    if (reason !== 'labels' || elapsed < this.#lastDurationMs / 2) this.#running.controller.abort();
  }

  /** Resolves when no round runs and none is due. */
  async idle(): Promise<void> {
    while (this.#running !== null) await this.#running.done;
  }

  async close(): Promise<void> {
    this.#closed = true;
    this.#next = null;
    this.#running?.controller.abort();
    await this.idle();
  }

  #start(reason: RoundReason): void {
    this.#labels = 0;
    this.#next = null;
    const controller = new AbortController();
    const startedAt = this.#options.now();
    const done = this.#options
      .run(controller.signal, reason)
      .then(() => {
        this.#lastDurationMs = this.#options.now() - startedAt;
      })
      .catch((error: unknown) => {
        if (!controller.signal.aborted) this.#options.onError(error);
      })
      .then(() => {
        this.#running = null;
        if (this.#closed) return;
        if (this.#next === null) this.#options.onIdle();
        else this.#start(this.#next);
      });
    this.#running = { controller, startedAt, done };
  }
}

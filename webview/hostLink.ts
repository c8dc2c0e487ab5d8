export interface HostLinkOptions<Snapshot> {
  readonly host: { ready(): Promise<Snapshot> };
  /** Revision on screen; null before the first, and where snapshots have none. */
  readonly shownRevision: () => number | null;
  /** With the revision that was on screen when the host was asked. */
  readonly onAnswer: (snapshot: Snapshot, shownWhenAsked: number | null) => void;
  readonly schedule: (callback: () => void, delayMs: number) => () => void;
}

/** After this long without a first snapshot it is asked for again. */
export const askAgainMs = 3_000;
/** With nothing on screen for this long, the snapshot with the next item may have been lost. */
export const waitingMs = 2_000;

/** Asks the host for the state: until it first answers, and again while the view waits for an item. */
export class HostLink<Snapshot> {
  readonly #options: HostLinkOptions<Snapshot>;
  #asked = 0;
  #connected = false;
  #onConnected: () => void = () => undefined;
  #cancelTimer: () => void = () => undefined;
  #cancelWaiting: (() => void) | null = null;

  constructor(options: HostLinkOptions<Snapshot>) {
    this.#options = options;
  }

  /** True once a question stayed without an answer. */
  get silent(): boolean {
    return !this.#connected && this.#asked > 1;
  }

  /** Asks until there is an answer: right after a reload nobody may be listening yet. */
  connect(onConnected: () => void): void {
    this.#connected = false;
    this.#asked = 0;
    this.#onConnected = onConnected;
    this.#askUntilAnswered();
  }

  /** Asks once. */
  ask(): void {
    const shownWhenAsked = this.#options.shownRevision();
    this.#options.host.ready().then(
      (snapshot) => {
        this.#options.onAnswer(snapshot, shownWhenAsked);
        if (this.#connected) return;
        this.#connected = true;
        this.#cancelTimer();
        this.#onConnected();
      },
      // The timers ask again; until then nothing else can be done about it.
      () => undefined,
    );
  }

  /** Whether the view has nothing to show although items are still to come: then it asks every two seconds. */
  setWaiting(waiting: boolean): void {
    if (waiting === (this.#cancelWaiting !== null)) return;
    this.#cancelWaiting?.();
    this.#cancelWaiting = waiting ? this.#askLater() : null;
  }

  #askLater(): () => void {
    return this.#options.schedule(() => {
      this.ask();
      this.#cancelWaiting = this.#askLater();
    }, waitingMs);
  }

  #askUntilAnswered(): void {
    this.#cancelTimer();
    this.#asked += 1;
    this.#cancelTimer = this.#options.schedule(() => this.#askUntilAnswered(), askAgainMs);
    this.ask();
  }
}

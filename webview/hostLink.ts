import type { LabelingSnapshot } from '../src/protocol/labeling.ts';
import type { LabelingHost } from './connection.ts';

export interface HostLinkOptions {
  readonly host: LabelingHost;
  readonly onSnapshot: (snapshot: LabelingSnapshot) => void;
  readonly schedule: (callback: () => void, delayMs: number) => () => void;
}

/** After this long without a first snapshot it is asked for again. */
const askAgainMs = 3_000;

/** Asks the host for the state until it answers: right after a reload nobody may be listening yet. */
export class HostLink {
  readonly #options: HostLinkOptions;
  #asked = 0;
  #connected = false;
  #cancelTimer: () => void = () => undefined;

  constructor(options: HostLinkOptions) {
    this.#options = options;
  }

  /** True once a question stayed without an answer. */
  get silent(): boolean {
    return !this.#connected && this.#asked > 1;
  }

  connect(onConnected: () => void): void {
    this.#connected = false;
    this.#asked = 0;
    this.#ask(onConnected);
  }

  #ask(onConnected: () => void): void {
    this.#cancelTimer();
    this.#asked += 1;
    this.#cancelTimer = this.#options.schedule(() => this.#ask(onConnected), askAgainMs);
    this.#options.host.ready().then(
      (snapshot) => {
        this.#options.onSnapshot(snapshot);
        if (this.#connected) return;
        this.#connected = true;
        this.#cancelTimer();
        onConnected();
      },
      // The timer asks again; until then nothing else can be done about it.
      () => undefined,
    );
  }
}

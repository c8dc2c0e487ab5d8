import type { SaveRequest } from '../../src/protocol/experimentView.ts';
import type { GainCommand, GainSnapshot } from '../../src/protocol/gainView.ts';
import { HostLink } from '../hostLink.ts';
import type { GainsHost } from './gainsHost.ts';
import { strings } from './strings.ts';

export interface GainsControllerOptions {
  readonly host: GainsHost;
  /** Figures whose text twin was open when the view was last there, by id. */
  readonly opened: readonly string[];
  readonly keepOpened: (opened: readonly string[]) => void;
  /** Runs the callback later; returns what cancels it. */
  readonly schedule: (callback: () => void, delayMs: number) => () => void;
}

/** The view of predicted gains without its picture. */
export class GainsController {
  snapshot: GainSnapshot | null = null;
  /** Why a file was not saved; shown until dismissed. */
  failure = '';
  /** For the live region. */
  announcement = '';
  opened: readonly string[];
  readonly #options: GainsControllerOptions;
  readonly #link: HostLink<GainSnapshot>;
  readonly #listeners = new Set<() => void>();

  constructor(options: GainsControllerOptions) {
    const { host, opened, schedule } = options;
    this.#options = options;
    this.opened = opened;
    this.#link = new HostLink({
      host,
      shownRevision: () => null,
      onAnswer: (snapshot) => this.#receive(snapshot),
      // The words change once the host has left a question without an answer.
      schedule: (callback, delayMs) =>
        schedule(() => {
          callback();
          this.#changed();
        }, delayMs),
    });
    host.onSnapshot((snapshot) => this.#receive(snapshot));
  }

  /** True once a question stayed without an answer. */
  get silent(): boolean {
    return this.#link.silent;
  }

  onChange(listener: () => void): void {
    this.#listeners.add(listener);
  }

  /** Asks for the state; again whenever the view is shown, because a hidden webview loses messages. */
  connect(): void {
    this.#link.connect(() => undefined);
  }

  command(command: GainCommand): void {
    this.#options.host.command(command);
  }

  /** Opens or closes the text twin of a figure. */
  toggleText(figureId: string): void {
    this.opened = this.opened.includes(figureId)
      ? this.opened.filter((id) => id !== figureId)
      : [...this.opened, figureId];
    this.#options.keepOpened(this.opened);
    this.#changed();
  }

  /** Hands a file to the host, which asks where to put it. Content that cannot be made counts as not saved. */
  async save(request: Omit<SaveRequest, 'content'>, content: () => string | Promise<string>): Promise<void> {
    const name = request.suggestedName;
    this.failure = '';
    try {
      const { saved } = await this.#options.host.save({ ...request, content: await content() });
      if (saved) this.announcement = strings.saved(name);
    } catch (error) {
      this.failure = strings.notSaved(name, error instanceof Error ? error.message : String(error));
    }
    this.#changed();
  }

  dismissFailure(): void {
    this.failure = '';
    this.#changed();
  }

  #receive(snapshot: GainSnapshot): void {
    const before = this.snapshot;
    this.snapshot = snapshot;
    if (before !== null && before.measuring !== null && snapshot.measuring === null) {
      this.announcement = strings.measured(snapshot.report.pairs.length);
    }
    this.#changed();
  }

  #changed(): void {
    for (const listener of this.#listeners) listener();
  }
}

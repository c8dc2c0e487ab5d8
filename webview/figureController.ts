import type { SaveRequest } from '../src/protocol/experimentView.ts';
import { strings } from './experiment/strings.ts';
import { HostLink } from './hostLink.ts';

/** A host that sends whole snapshots of what a view of figures shows. */
export interface FigureHost<Snapshot, Command> {
  ready(): Promise<Snapshot>;
  save(request: SaveRequest): Promise<{ readonly saved: boolean }>;
  command(command: Command): void;
  onSnapshot(listener: (snapshot: Snapshot) => void): void;
}

export interface FigureControllerOptions<Snapshot, Command> {
  readonly host: FigureHost<Snapshot, Command>;
  /** Runs the callback later; returns what cancels it. */
  readonly schedule: (callback: () => void, delayMs: number) => () => void;
}

/** A view of figures without its picture: the snapshot, what is being saved, what is said. */
export abstract class FigureController<Snapshot, Command> {
  snapshot: Snapshot | null = null;
  /** Why a file was not saved; shown until dismissed. */
  failure = '';
  /** For the live region. */
  announcement = '';
  readonly #host: FigureHost<Snapshot, Command>;
  readonly #link: HostLink<Snapshot>;
  readonly #listeners = new Set<() => void>();

  constructor({ host, schedule }: FigureControllerOptions<Snapshot, Command>) {
    this.#host = host;
    this.#link = new HostLink({
      host,
      shownRevision: () => null,
      onAnswer: (snapshot) => this.#receive(snapshot),
      // The words change once the host has left a question without an answer.
      schedule: (callback, delayMs) =>
        schedule(() => {
          callback();
          this.changed();
        }, delayMs),
    });
    host.onSnapshot((snapshot) => this.#receive(snapshot));
  }

  /** True once a question stayed without an answer. */
  get silent(): boolean {
    return this.#link.silent;
  }

  /** Returns what ends it. */
  onChange(listener: () => void): () => void {
    this.#listeners.add(listener);
    return () => this.#listeners.delete(listener);
  }

  /** Asks for the state; again whenever the view is shown, because a hidden webview loses messages. */
  connect(): void {
    this.#link.connect(() => undefined);
  }

  command(command: Command): void {
    this.#host.command(command);
  }

  /** Hands a file to the host, which asks where to put it. Content that cannot be made counts as not saved. */
  async save(request: Omit<SaveRequest, 'content'>, content: () => string | Promise<string>): Promise<void> {
    const name = request.suggestedName;
    this.failure = '';
    try {
      const { saved } = await this.#host.save({ ...request, content: await content() });
      if (saved) this.announce(strings.said.saved(name));
    } catch (error) {
      this.failure = strings.notSaved(name, error instanceof Error ? error.message : String(error));
    }
    this.changed();
  }

  dismissFailure(): void {
    this.failure = '';
    this.changed();
  }

  /** Told of each snapshot once it is in place; `before` is the one that it replaces. */
  protected abstract received(snapshot: Snapshot, before: Snapshot | null): void;

  protected announce(text: string): void {
    // The same words twice are said twice only when the text differs.
    this.announcement = text === this.announcement ? `${text}\u00a0` : text;
    this.changed();
  }

  protected changed(): void {
    for (const listener of this.#listeners) listener();
  }

  #receive(snapshot: Snapshot): void {
    const before = this.snapshot;
    this.snapshot = snapshot;
    this.received(snapshot, before);
    this.changed();
  }
}

import type { Acknowledgement, LabelCommand, UndoResult } from '../../src/protocol/labeling.ts';
import type { TrackedCommand } from './marks.ts';

/** One thing to tell the host. The commands of an entry were set together and are undone together. */
export type OutboxEntry =
  | { readonly kind: 'apply'; readonly commands: readonly TrackedCommand[] }
  | { readonly kind: 'undo' | 'redo'; readonly eventId: string };

/** The requests of the host that the outbox sends. */
export interface OutboxPort {
  apply(commands: readonly LabelCommand[]): Promise<Acknowledgement>;
  undo(eventId: string): Promise<UndoResult>;
  redo(eventId: string): Promise<UndoResult>;
}

export interface OutboxOptions {
  readonly port: OutboxPort;
  /** Keeps the entries where they outlive this document. */
  readonly persist: (entries: readonly OutboxEntry[]) => void;
  readonly onChange: () => void;
  readonly onUndone: (kind: 'undo' | 'redo', result: UndoResult) => void;
  /** The host will never take this entry; it is given up, and the annotator must be told why. */
  readonly onRefused: (entry: OutboxEntry, message: string) => void;
  /** Whether an error of the host is final (unknown item, invalid command) or worth another try. */
  readonly isFinal: (error: unknown) => boolean;
  /** Runs the callback later; returns what cancels it. */
  readonly schedule: (callback: () => void, delayMs: number) => () => void;
}

export type SavePhase = 'saved' | 'saving' | 'retrying';

/** Without an answer after this long the entry is sent again: a hidden or reloaded host loses messages. */
export const answerTimeoutMs = 3_000;
const firstRetryMs = 500;
const longestRetryMs = 15_000;

/**
 * Labels on their way to disk. Entries go out one at a time and in order: were two under way, a lost first one would
 * be repeated after the second and overwrite it. Event ids make repeating harmless.
 */
export class Outbox {
  readonly #options: OutboxOptions;
  #entries: OutboxEntry[];
  /** Acknowledged, but not yet part of a snapshot. */
  #settled: { readonly commands: readonly TrackedCommand[]; readonly revision: number }[] = [];
  #failures = 0;
  #lastError = '';
  /** Counts sendings; the answer to an outdated one is still welcome, its failure is not. */
  #attempt = 0;
  #sending = false;
  #cancelTimer: () => void = () => undefined;

  constructor(options: OutboxOptions, restored: readonly OutboxEntry[] = []) {
    this.#options = options;
    this.#entries = [...restored];
  }

  get waiting(): number {
    return this.#entries.reduce(
      (sum, entry) => sum + (entry.kind === 'apply' ? entry.commands.length : 1),
      0,
    );
  }

  get phase(): SavePhase {
    if (this.#entries.length === 0) return 'saved';
    return this.#failures > 0 ? 'retrying' : 'saving';
  }

  /** Why the last attempt failed; empty when it did not, or when no answer came. */
  get lastError(): string {
    return this.#lastError;
  }

  /** Every command that the snapshot of this revision does not contain, in order. */
  overlay(): readonly TrackedCommand[] {
    const pending = this.#entries.flatMap((entry) => (entry.kind === 'apply' ? entry.commands : []));
    return [...this.#settled.flatMap((entry) => entry.commands), ...pending];
  }

  add(entry: OutboxEntry): void {
    this.#entries.push(entry);
    this.#changed();
    this.#send();
  }

  /** The host is there (again): send what waits now. */
  resend(): void {
    this.#cancelTimer();
    this.#sending = false;
    this.#send();
  }

  /** A snapshot of this revision arrived: it contains every command acknowledged up to it. */
  confirm(revision: number): void {
    this.#settled = this.#settled.filter((entry) => entry.revision > revision);
  }

  /** Revisions count anew; whatever was acknowledged before is in the state that they count from. */
  confirmAll(): void {
    this.#settled = [];
  }

  #send(): void {
    const entry = this.#entries[0];
    if (entry === undefined || this.#sending) return;
    this.#sending = true;
    this.#attempt += 1;
    const attempt = this.#attempt;
    this.#cancelTimer = this.#options.schedule(() => this.#failed(attempt, null), answerTimeoutMs);
    this.#request(entry).then(
      () => this.#options.onChange(),
      (error: unknown) => {
        if (this.#entries[0] === entry && this.#options.isFinal(error)) this.#refuse(entry, messageOf(error));
        else this.#failed(attempt, error);
      },
    );
  }

  async #request(entry: OutboxEntry): Promise<void> {
    const { port, onUndone } = this.#options;
    if (entry.kind === 'apply') {
      const { revision } = await port.apply(entry.commands.map(({ command }) => command));
      if (this.#finish(entry)) this.#settled.push({ commands: entry.commands, revision });
      return;
    }
    const result = await (entry.kind === 'undo' ? port.undo(entry.eventId) : port.redo(entry.eventId));
    if (this.#finish(entry)) onUndone(entry.kind, result);
  }

  /** True once for each entry, however often it was sent. */
  #finish(entry: OutboxEntry): boolean {
    if (this.#entries[0] !== entry) return false;
    this.#entries.shift();
    this.#failures = 0;
    this.#lastError = '';
    this.#next();
    return true;
  }

  #refuse(entry: OutboxEntry, message: string): void {
    this.#finish(entry);
    this.#options.onRefused(entry, message);
    this.#options.onChange();
  }

  #next(): void {
    this.#cancelTimer();
    this.#sending = false;
    this.#options.persist(this.#entries);
    this.#send();
  }

  #failed(attempt: number, error: unknown): void {
    if (attempt !== this.#attempt || !this.#sending) return;
    this.#cancelTimer();
    this.#failures += 1;
    this.#lastError = error === null ? '' : messageOf(error);
    const delay = Math.min(firstRetryMs * 2 ** (this.#failures - 1), longestRetryMs);
    this.#cancelTimer = this.#options.schedule(() => this.resend(), error === null ? 0 : delay);
    this.#options.onChange();
  }

  #changed(): void {
    this.#options.persist(this.#entries);
    this.#options.onChange();
  }
}

function messageOf(error: unknown): string {
  return error instanceof Error ? error.message : String(error);
}

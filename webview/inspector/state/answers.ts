import type { InspectorQuestion } from '../../../src/protocol/inspector.ts';

/** How a question stands. */
export type Asked<Answer> =
  | { readonly state: 'asking'; readonly message: string; readonly fraction: number | null }
  | { readonly state: 'answered'; readonly answer: Answer }
  | { readonly state: 'failed'; readonly message: string }
  | { readonly state: 'cancelled' };

export interface AnswersOptions {
  readonly ask: (method: string, round: number | null, params: unknown) => Promise<unknown>;
  readonly cancel: (method: string) => void;
  /** Called when a question stands otherwise than before. */
  readonly changed: () => void;
}

/** Answers of one question that are kept: to go back and forth between items costs nothing. */
const KEPT_ANSWERS = 12;

interface Entry {
  asked: Asked<unknown>;
}

/**
 * What tabs have asked. A question that was asked with the same round and parameters is not asked again; asked with
 * others, it takes the place of the one that is under way.
 */
export class Answers {
  readonly #options: AnswersOptions;
  /** By method, then by round and parameters, least recently used first. */
  readonly #entries = new Map<string, Map<string, Entry>>();
  /** What was asked last of each method. */
  readonly #last = new Map<string, string>();

  constructor(options: AnswersOptions) {
    this.#options = options;
  }

  get<Params, Answer>(
    { method }: InspectorQuestion<Params, Answer>,
    round: number | null,
    params: Params,
  ): Asked<Answer> {
    const key = JSON.stringify([round, params]);
    const entries = this.#entries.get(method) ?? new Map<string, Entry>();
    this.#entries.set(method, entries);
    const known = entries.get(key);
    const before = this.#last.get(method);
    this.#last.set(method, key);
    if (before !== undefined && before !== key) this.#drop(method, before);
    const entry = known ?? this.#ask(method, round, params);
    entries.delete(key);
    entries.set(key, entry);
    for (const oldest of entries.keys()) {
      if (entries.size <= KEPT_ANSWERS) break;
      entries.delete(oldest);
    }
    return entry.asked as Asked<Answer>;
  }

  /** The next `get` asks again, where the last one did not end well. */
  forget(method: string): void {
    const entries = this.#entries.get(method);
    const last = this.#last.get(method);
    if (last !== undefined) entries?.delete(last);
    this.#options.changed();
  }

  cancel(method: string): void {
    const entry = this.#entries.get(method)?.get(this.#last.get(method) ?? '');
    if (entry?.asked.state !== 'asking') return;
    this.#options.cancel(method);
    this.#set(entry, { state: 'cancelled' });
  }

  /** Drops every answer: what they were about has changed. */
  clear(): void {
    this.#entries.clear();
    this.#last.clear();
  }

  progress(method: string, message: string, fraction: number | null): void {
    const entry = this.#entries.get(method)?.get(this.#last.get(method) ?? '');
    if (entry?.asked.state === 'asking') this.#set(entry, { state: 'asking', message, fraction });
  }

  #ask(method: string, round: number | null, params: unknown): Entry {
    const entry: Entry = { asked: { state: 'asking', message: '', fraction: null } };
    this.#options.ask(method, round, params).then(
      (answer) => this.#set(entry, { state: 'answered', answer }),
      (error: unknown) => {
        if (entry.asked.state !== 'asking') return;
        const message = error instanceof Error ? error.message : String(error);
        this.#set(entry, { state: 'failed', message });
      },
    );
    return entry;
  }

  /** The host ends a question that was under way when another of its method comes. */
  #drop(method: string, key: string): void {
    const entries = this.#entries.get(method);
    if (entries?.get(key)?.asked.state !== 'answered') entries?.delete(key);
  }

  #set(entry: Entry, asked: Asked<unknown>): void {
    entry.asked = asked;
    this.#options.changed();
  }
}

export interface QuestionOptions {
  readonly signal: AbortSignal;
}

interface Running {
  readonly key: string;
  readonly stop: AbortController;
  readonly answer: Promise<unknown>;
}

/**
 * Questions that are being answered, one of each method: another one under the same method takes its place, and the same
 * one, which a view asks again when it is shown anew, joins it.
 */
export class RunningQuestions {
  readonly #running = new Map<string, Running>();

  /** `key` tells questions of one method apart. */
  run(method: string, key: string, start: (options: QuestionOptions) => Promise<unknown>): Promise<unknown> {
    const before = this.#running.get(method);
    if (before?.key === key) return before.answer;
    before?.stop.abort();
    const stop = new AbortController();
    const answer = start({ signal: stop.signal }).finally(() => {
      if (this.#running.get(method)?.stop === stop) this.#running.delete(method);
    });
    this.#running.set(method, { key, stop, answer });
    return answer;
  }

  cancel(method: string): void {
    this.#running.get(method)?.stop.abort();
    this.#running.delete(method);
  }

  cancelAll(): void {
    for (const method of [...this.#running.keys()]) this.cancel(method);
  }
}

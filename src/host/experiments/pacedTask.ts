/**
 * Runs a task soon after it is asked for: never twice at once, at most once in `pauseMs`, and once more where it was
 * asked for while it ran. A task that takes long waits for as long again, so that it takes half of the time at most.
 */
export class PacedTask {
  readonly #task: () => Promise<void>;
  readonly #pauseMs: number;
  #timer: NodeJS.Timeout | null = null;
  #runs = false;
  #asked = false;
  #notBefore = 0;
  #disposed = false;

  /** `task` must not reject. */
  constructor(task: () => Promise<void>, pauseMs: number) {
    this.#task = task;
    this.#pauseMs = pauseMs;
  }

  ask(): void {
    this.#asked = true;
    if (this.#disposed || this.#runs || this.#timer !== null) return;
    this.#timer = setTimeout(() => void this.#run(), Math.max(0, this.#notBefore - performance.now()));
  }

  dispose(): void {
    this.#disposed = true;
    if (this.#timer !== null) clearTimeout(this.#timer);
  }

  async #run(): Promise<void> {
    this.#timer = null;
    this.#runs = true;
    this.#asked = false;
    const from = performance.now();
    await this.#task();
    const tookMs = performance.now() - from;
    this.#notBefore = performance.now() + Math.max(this.#pauseMs - tookMs, tookMs);
    this.#runs = false;
    this.#askAgain();
  }

  /** For what was asked while the task ran. */
  #askAgain(): void {
    if (this.#asked) this.ask();
  }
}

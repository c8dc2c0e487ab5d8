/** The part of AbortSignal that the engine looks at; keeps it free of the DOM's types. */
export interface Cancellation {
  readonly aborted: boolean;
}

/** Thrown by a computation whose signal was aborted; nothing it had begun is kept. */
export class CancelledError extends Error {
  readonly reason = 'cancelled';
  constructor() {
    super('The computation was cancelled.');
    this.name = 'CancelledError';
  }
}

/** Long loops call this between blocks of work. */
export function throwIfCancelled(signal: Cancellation | undefined): void {
  if (signal?.aborted) throw new CancelledError();
}

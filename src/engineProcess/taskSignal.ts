import type { CancellationToken } from 'vscode-jsonrpc/node';

/** How often a task that only waits looks whether it was cancelled. */
const lookEveryMs = 50;

/**
 * An AbortSignal for a task in a worker thread. The token lives in shared memory and has no events, so the signal looks
 * at it whenever somebody asks (`aborted`, `throwIfAborted`: a loop that computes sees it at once) and every 50 ms (for
 * listeners, while the thread waits for files or batches).
 */
export function taskSignal(token: CancellationToken): {
  readonly signal: AbortSignal;
  readonly dispose: () => void;
} {
  const controller = new AbortController();
  const { signal } = controller;
  const look = (): void => {
    if (!token.isCancellationRequested) return;
    clearInterval(timer);
    controller.abort();
  };
  const timer = setInterval(look, lookEveryMs);
  Object.defineProperties(signal, {
    aborted: {
      get: () => {
        look();
        return Reflect.get(AbortSignal.prototype, 'aborted', signal);
      },
    },
    throwIfAborted: {
      value: () => {
        look();
        AbortSignal.prototype.throwIfAborted.call(signal);
      },
    },
  });
  return { signal, dispose: () => clearInterval(timer) };
}

import { describe, expect, it } from 'vitest';

import { taskSignal } from '../../src/engineProcess/taskSignal.ts';

/** A token as it comes through shared memory: a flag without events. */
function flag() {
  const token = {
    isCancellationRequested: false,
    get onCancellationRequested(): never {
      throw new Error('This token has no events.');
    },
  };
  return token;
}

describe('taskSignal', () => {
  it('sees a cancellation at once, without a turn of the event loop', () => {
    const token = flag();
    const { signal, dispose } = taskSignal(token);
    expect(signal.aborted).toBe(false);
    expect(() => signal.throwIfAborted()).not.toThrow();
    token.isCancellationRequested = true;
    expect(() => signal.throwIfAborted()).toThrow(expect.objectContaining({ name: 'AbortError' }));
    expect(signal.aborted).toBe(true);
    dispose();
  });

  it('tells listeners within a fraction of a second while the task waits', async () => {
    const token = flag();
    const { signal, dispose } = taskSignal(token);
    const heard = new Promise((resolve) => signal.addEventListener('abort', resolve, { once: true }));
    token.isCancellationRequested = true;
    const start = performance.now();
    await heard;
    expect(performance.now() - start).toBeLessThan(1_000);
    dispose();
  });
});

import { fileURLToPath } from 'node:url';

import { createEngineClient } from '../../src/engineProcess/createEngineClient.ts';
import type { EngineClientOptions } from '../../src/engineProcess/createEngineClient.ts';
import { EngineError } from '../../src/engineProcess/engineClient.ts';
import type { EngineClient } from '../../src/engineProcess/engineClient.ts';
import { bundleOr } from '../bundles.ts';

export const fakeEngine = fileURLToPath(new URL('./fixtures/fakeEngine.ts', import.meta.url));
/** The module of the engine process. */
export const engineEntry = bundleOr('engine.cjs', 'engineProcess/main.ts');

/** Makes clients and ends them all; use as `const { client, end } = clients(); afterEach(end)`. */
export function clients(modulePath: string): {
  readonly client: (options?: Partial<EngineClientOptions>) => EngineClient;
  readonly end: () => Promise<void>;
} {
  const open: EngineClient[] = [];
  return {
    client: (options) => {
      const client = createEngineClient({ modulePath, ...options });
      open.push(client);
      return client;
    },
    end: async () => {
      await Promise.all(open.splice(0).map((client) => client.dispose()));
    },
  };
}

export function isAlive(pid: number): boolean {
  try {
    process.kill(pid, 0);
    return true;
  } catch {
    return false;
  }
}

/** Polls until `condition` holds; rejects after `timeoutMs`. */
export async function until(condition: () => boolean, timeoutMs = 10_000): Promise<void> {
  const end = performance.now() + timeoutMs;
  while (!condition()) {
    if (performance.now() > end) throw new Error('The condition did not come true in time.');
    await pause(5);
  }
}

export function pause(ms: number): Promise<void> {
  return new Promise((resolve) => setTimeout(resolve, ms));
}

/** The EngineError that `promise` rejects with. */
export async function failureOf(promise: Promise<unknown>): Promise<EngineError> {
  const outcome = await promise.then(
    () => 'fulfilled',
    (error: unknown) => error,
  );
  if (outcome instanceof EngineError) return outcome;
  throw new Error('Expected an EngineError.', { cause: outcome });
}

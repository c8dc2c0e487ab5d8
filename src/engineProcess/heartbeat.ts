import type { MessageConnection } from 'vscode-jsonrpc/node';

import { engineRequests } from '../protocol/engine.ts';
import { sendRequest } from './rpc.ts';

export interface HeartbeatOptions {
  /** Time between two looks. */
  readonly intervalMs: number;
  /** How long a ping may stay unanswered. */
  readonly hangAfterMs: number;
}

/**
 * Pings the engine process and calls `onHang` once when a ping stays unanswered. Silence is counted in ticks of this
 * process's own timer, not by the clock: after the computer slept, or while this process itself was held up, the clock
 * would accuse an engine that never had a chance to answer.
 */
export function watchHeartbeat(
  connection: MessageConnection,
  options: HeartbeatOptions,
  onHang: () => void,
): { dispose(): void } {
  let silentTicks = 0;
  let waiting = false;
  const ping = (): void => {
    waiting = true;
    sendRequest(connection, engineRequests.ping, {}).then(
      () => {
        waiting = false;
        silentTicks = 0;
      },
      // The connection ended; whoever ended it disposes this watch.
      () => undefined,
    );
  };
  const timer = setInterval(() => {
    if (!waiting) {
      ping();
      return;
    }
    silentTicks++;
    if (silentTicks * options.intervalMs < options.hangAfterMs) return;
    clearInterval(timer);
    onHang();
  }, options.intervalMs);
  timer.unref();
  return { dispose: () => clearInterval(timer) };
}

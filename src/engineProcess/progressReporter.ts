import type { MessageConnection } from 'vscode-jsonrpc/node';

import { engineNotifications } from '../protocol/engine.ts';
import { notify } from './rpc.ts';

/** More reports a second than this nobody reads. */
const reportEveryMs = 100;

/** `fraction`: 0 to 1, null when unknown. */
export type Report = (message: string, fraction: number | null) => void;

/** Reports progress of an operation to the other end; what comes too fast is dropped, but for the end. */
export function progressReporter(connection: MessageConnection, operation: string): Report {
  let reportedAt = -Infinity;
  return (message, fraction) => {
    const now = performance.now();
    if (now - reportedAt < reportEveryMs && fraction !== 1) return;
    reportedAt = now;
    notify(connection, engineNotifications.progress, { operation, message, fraction });
  };
}

import type { CancellationToken, MessageConnection } from 'vscode-jsonrpc/node';

import { engineNotifications } from '../protocol/engine.ts';
import type { Log } from './log.ts';
import { notify } from './rpc.ts';
import { taskSignal } from './taskSignal.ts';

/** What a task in a worker thread may use of its surroundings. */
export interface TaskContext {
  readonly connection: MessageConnection;
  /** Goes to the log of the engine process. */
  readonly log: Log;
  readonly signal: AbortSignal;
}

export async function inTaskContext<Result>(
  connection: MessageConnection,
  token: CancellationToken,
  task: (context: TaskContext) => Result | Promise<Result>,
): Promise<Result> {
  const log: Log = (level, message) => notify(connection, engineNotifications.log, { level, message });
  const { signal, dispose } = taskSignal(token);
  try {
    return await task({ connection, log, signal });
  } finally {
    dispose();
  }
}

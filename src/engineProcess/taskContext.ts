import type { CancellationToken, MessageConnection } from 'vscode-jsonrpc/node';

import { taskSignal } from './taskSignal.ts';

/** What a task in a worker thread may use of its surroundings. */
export interface TaskContext {
  readonly connection: MessageConnection;
  readonly signal: AbortSignal;
}

export async function inTaskContext<Result>(
  connection: MessageConnection,
  token: CancellationToken,
  task: (context: TaskContext) => Result | Promise<Result>,
): Promise<Result> {
  const { signal, dispose } = taskSignal(token);
  try {
    return await task({ connection, signal });
  } finally {
    dispose();
  }
}

import { ErrorCodes, ResponseError } from 'vscode-jsonrpc/node';
import type { CancellationToken, MessageConnection } from 'vscode-jsonrpc/node';

import type { Request } from '../protocol/engine.ts';
import { cancelled, failure } from './failure.ts';
import type { Log } from './log.ts';
import { sendRequest } from './rpc.ts';
import { startTaskThread } from './taskThread.ts';
import type { TaskThread } from './taskThread.ts';

export interface ThreadPoolOptions {
  /** The module that each thread runs. */
  readonly entry: string;
  /** Registers the handlers of this end on the connection of each new thread. */
  readonly attach: (connection: MessageConnection) => void;
  readonly log: Log;
  /** A cancelled task that has not stopped by then is ended with its thread; default 1,000. */
  readonly stopAfterMs?: number;
}

/** Runs tasks in worker threads, so that the thread that calls stays free to answer. */
export interface ThreadPool {
  /** Rejects as soon as the token is cancelled, also while the task is still computing. */
  run<Params, Result>(
    request: Request<Params, Result>,
    params: Params,
    token: CancellationToken,
    options?: RunOptions,
  ): Promise<Result>;
}

export interface RunOptions {
  /** Ends the thread after the task, which gives back the memory that it grew to. */
  readonly endThread?: boolean;
}

/** Threads kept for the next task: they hold loaded and warmed-up code. */
const idleThreads = 2;

export function createThreadPool(options: ThreadPoolOptions): ThreadPool {
  const idle: TaskThread[] = [];

  const take = (): TaskThread => {
    for (;;) {
      // The latest one has the warmest code.
      const thread = idle.pop() ?? startTaskThread(options.entry, options.attach, options.log);
      if (thread.alive) return thread;
    }
  };

  const giveBack = (thread: TaskThread, endThread: boolean): void => {
    if (!thread.alive) return;
    if (endThread || idle.length >= idleThreads) thread.terminate();
    else idle.push(thread);
  };

  return {
    async run(request, params, token, { endThread = false } = {}) {
      if (token.isCancellationRequested) throw cancelled();
      const thread = take();
      const answer = sendRequest(thread.connection, request, params, token);
      const watch = watchCancellation(thread, token, options.stopAfterMs ?? 1_000);
      const done = (): void => {
        watch.dispose();
        giveBack(thread, endThread);
      };
      // Not awaited: after a cancellation the caller is answered while the thread is still stopping.
      answer.then(done, done);
      return Promise.race([explainDeath(answer, thread), watch.cancelled]);
    },
  };
}

export interface CancellationWatch {
  /** Rejects on cancellation. */
  readonly cancelled: Promise<never>;
  dispose(): void;
}

/** Ends the thread where a cancelled task has not stopped in time. */
export function watchCancellation(
  thread: TaskThread,
  token: CancellationToken,
  stopAfterMs: number,
): CancellationWatch {
  let timer: NodeJS.Timeout | undefined;
  let dispose = (): void => undefined;
  const stopped = new Promise<never>((_, reject) => {
    const subscription = token.onCancellationRequested(() => {
      timer = setTimeout(() => thread.terminate(), stopAfterMs);
      reject(cancelled());
    });
    dispose = () => {
      clearTimeout(timer);
      subscription.dispose();
    };
  });
  return { cancelled: stopped, dispose };
}

/** A thread that died takes its task along; says of what. */
export async function explainDeath<Result>(answer: Promise<Result>, thread: TaskThread): Promise<Result> {
  try {
    return await answer;
  } catch (error) {
    if (!(error instanceof ResponseError) || error.code !== ErrorCodes.PendingResponseRejected) {
      throw error;
    }
    const death = await thread.ended;
    const outOfMemory = death !== null && 'code' in death && death.code === 'ERR_WORKER_OUT_OF_MEMORY';
    throw failure(
      'failed',
      outOfMemory
        ? 'The computation needs more memory than there is.'
        : `The computation ended unexpectedly: ${death?.message ?? 'its thread stopped'}.`,
    );
  }
}

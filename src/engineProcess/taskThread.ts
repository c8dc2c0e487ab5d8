import { MessageChannel, Worker } from 'node:worker_threads';
import type { MessagePort } from 'node:worker_threads';
import {
  createMessageConnection,
  PortMessageReader,
  PortMessageWriter,
  SharedArrayReceiverStrategy,
  SharedArraySenderStrategy,
} from 'vscode-jsonrpc/node';
import type { MessageConnection } from 'vscode-jsonrpc/node';

import { loggerOf } from './log.ts';
import type { Log } from './log.ts';

/** What the thread's entry finds in `workerData`. */
export interface TaskThreadData {
  readonly port: MessagePort;
}

/** A worker thread that runs one task at a time. */
export interface TaskThread {
  readonly connection: MessageConnection;
  /** False once it is gone; its connection is disposed by then. */
  readonly alive: boolean;
  /** Resolves once the thread is gone, with what it died of, or null. */
  readonly ended: Promise<Error | null>;
  /** Ends it at once, whatever it computes. */
  terminate(): void;
}

/**
 * `entry` is the module the thread runs; it gets the other end of the connection. `attach` registers the handlers of
 * this end.
 */
export function startTaskThread(
  entry: string,
  attach: (connection: MessageConnection) => void,
  log: Log,
): TaskThread {
  const { port1, port2 } = new MessageChannel();
  const workerData: TaskThreadData = { port: port2 };
  const worker = new Worker(entry, { workerData, transferList: [port2] });
  const connection = connectPort(port1, log);
  attach(connection);
  connection.listen();
  let alive = true;
  let death: Error | null = null;
  worker.on('error', (error) => {
    death = error instanceof Error ? error : new Error(String(error));
  });
  const ended = new Promise<Error | null>((resolve) => {
    worker.once('exit', () => {
      alive = false;
      port1.close();
      connection.dispose();
      resolve(death);
    });
  });
  return {
    connection,
    get alive() {
      return alive;
    },
    ended,
    terminate: () => void worker.terminate(),
  };
}

/**
 * Cancellation travels through shared memory, because a thread that computes reads no messages: its token turns
 * `isCancellationRequested` at once, but has no event.
 */
export function connectPort(port: MessagePort, log: Log): MessageConnection {
  return createMessageConnection(new PortMessageReader(port), new PortMessageWriter(port), loggerOf(log), {
    cancellationStrategy: {
      sender: new SharedArraySenderStrategy(),
      receiver: new SharedArrayReceiverStrategy(),
    },
  });
}

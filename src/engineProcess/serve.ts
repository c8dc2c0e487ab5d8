import type { MessagePort } from 'node:worker_threads';
import { createMessageConnection, IPCMessageReader, IPCMessageWriter } from 'vscode-jsonrpc/node';
import type { CancellationToken, MessageConnection } from 'vscode-jsonrpc/node';

import { engineNotifications, engineRequests } from '../protocol/engine.ts';
import type { Request } from '../protocol/engine.ts';
import { cancelled, toResponseError } from './failure.ts';
import type { Log } from './log.ts';
import { loggerOf } from './log.ts';
import { notify, onRequest } from './rpc.ts';
import { connectPort } from './taskThread.ts';

/** One end of a connection on which requests are answered. */
export interface Server {
  readonly connection: MessageConnection;
  /** Goes to the other end's log. */
  readonly log: Log;
  /** Whatever `handler` throws crosses the port as a failure with a reason. */
  handle<Params, Result>(
    request: Request<Params, Result>,
    handler: (params: Params, token: CancellationToken) => Result | Promise<Result>,
  ): void;
}

/** Serves the process that forked this one, and ends with it. Call `listen` on the connection when all is registered. */
export function serveHost(): Server {
  if (process.send === undefined) throw new Error('The engine runs as a child process of NextLabel only.');
  // The channel closes when the host ends, however it ends: an engine without a host has no purpose.
  process.once('disconnect', () => process.exit());
  const server = createServer((log) =>
    createMessageConnection(new IPCMessageReader(process), new IPCMessageWriter(process), loggerOf(log)),
  );
  server.handle(engineRequests.ping, () => process.uptime() * 1000);
  return server;
}

/** Serves the thread that started this one. Call `listen` on the connection when all is registered. */
export function serveThread(port: MessagePort): Server {
  return createServer((log) => connectPort(port, log));
}

function createServer(connect: (log: Log) => MessageConnection): Server {
  const log: Log = (level, message) => notify(connection, engineNotifications.log, { level, message });
  const connection = connect(log);
  return {
    connection,
    log,
    handle: (request, handler) => {
      onRequest(connection, request, async (params, token) => {
        try {
          return await handler(params, token);
        } catch (error) {
          // Whatever a cancelled task stumbles over while it stops, the reason is the cancellation.
          if (token.isCancellationRequested) throw cancelled();
          throw toResponseError(error, (message) => log('error', `${request.method}: ${message}`));
        }
      });
    },
  };
}

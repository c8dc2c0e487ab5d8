import type { CancellationToken, Disposable, MessageConnection } from 'vscode-jsonrpc/node';

import type { Notification, Request } from '../protocol/engine.ts';

/** Typed access to a connection by the names of the protocol. */
export function sendRequest<Params, Result>(
  connection: MessageConnection,
  request: Request<Params, Result>,
  params: Params,
  token?: CancellationToken,
): Promise<Result> {
  // The library tells parameters and token apart by their number: an absent token must not be passed as undefined.
  return token === undefined
    ? connection.sendRequest<Result>(request.method, params)
    : connection.sendRequest<Result>(request.method, params, token);
}

export function onRequest<Params, Result>(
  connection: MessageConnection,
  request: Request<Params, Result>,
  handler: (params: Params, token: CancellationToken) => Result | Promise<Result>,
): Disposable {
  return connection.onRequest<unknown, unknown>(request.method, handler);
}

/** Notifications are a courtesy: one that can no longer be delivered is dropped. */
export function notify<Params>(
  connection: MessageConnection,
  notification: Notification<Params>,
  params: Params,
): void {
  try {
    connection.sendNotification(notification.method, params).catch(() => undefined);
  } catch {
    // The connection has ended; whoever waits for an answer learns it from there.
  }
}

export function onNotification<Params>(
  connection: MessageConnection,
  notification: Notification<Params>,
  handler: (params: Params) => void,
): Disposable {
  return connection.onNotification(notification.method, (params: Params) => handler(params));
}

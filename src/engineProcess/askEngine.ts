import { CancellationTokenSource } from 'vscode-jsonrpc/node';

import type { Request } from '../protocol/engine.ts';
import { EngineError } from './engineClient.ts';
import type { EngineSupervisor } from './engineSupervisor.ts';
import { toEngineError } from './failure.ts';
import { sendRequest } from './rpc.ts';

/** After an abort the engine gets so long to confirm; then the caller is released all the same. */
const cancelGraceMs = 500;

/** Sends one request, starting the process if need be. Rejects with EngineError only. */
export async function askEngine<Params, Result>(
  supervisor: EngineSupervisor,
  request: Request<Params, Result>,
  params: Params,
  signal?: AbortSignal,
): Promise<Result> {
  if (signal?.aborted === true) throw cancelledError();
  const source = new CancellationTokenSource();
  const cancel = (): void => source.cancel();
  signal?.addEventListener('abort', cancel, { once: true });
  try {
    const connection = await unlessAborted(supervisor.connection(), signal, 0);
    return await unlessAborted(sendRequest(connection, request, params, source.token), signal, cancelGraceMs);
  } catch (error) {
    if (supervisor.disposed) throw new EngineError('stopped', 'The engine was shut down.', { cause: error });
    throw toEngineError(error);
  } finally {
    signal?.removeEventListener('abort', cancel);
    source.dispose();
  }
}

/** Settles like `promise`, or rejects `graceMs` after an abort if `promise` has not settled by then. */
async function unlessAborted<Value>(
  promise: Promise<Value>,
  signal: AbortSignal | undefined,
  graceMs: number,
): Promise<Value> {
  if (signal === undefined) return promise;
  let timer: NodeJS.Timeout | undefined;
  let onAbort: () => void = () => undefined;
  const released = new Promise<never>((_, reject) => {
    onAbort = () => {
      timer = setTimeout(() => reject(cancelledError()), graceMs);
    };
  });
  signal.addEventListener('abort', onAbort, { once: true });
  // An abort between two steps has fired its event already.
  if (signal.aborted) onAbort();
  try {
    return await Promise.race([promise, released]);
  } finally {
    clearTimeout(timer);
    signal.removeEventListener('abort', onAbort);
  }
}

function cancelledError(): EngineError {
  return new EngineError('cancelled', 'Cancelled.');
}

import * as v from 'valibot';
import { ErrorCodes, ResponseError } from 'vscode-jsonrpc/node';
import type { MessageConnection } from 'vscode-jsonrpc/node';
import type { Notification, Request } from '../protocol/engine.ts';
import { messageOf, reasonOf } from './messages.ts';

/** Answers a view's requests: with an error where the parameters do not fit their schema or the work fails. */
export const answerer =
  (connection: MessageConnection, log: (message: string) => void) =>
  <Params, Result>(
    { method }: Request<Params, Result>,
    schema: v.GenericSchema<unknown, Params>,
    handle: (params: Params) => Promise<Result>,
  ): void => {
    connection.onRequest(method, async (params: unknown) => {
      const parsed = v.safeParse(schema, params);
      if (!parsed.success) {
        const message = `${method}: ${v.summarize(parsed.issues)}`;
        log(message);
        return new ResponseError(ErrorCodes.InvalidParams, message, { reason: 'invalidMessage' });
      }
      try {
        return await handle(parsed.output);
      } catch (error) {
        log(`${method}: ${messageOf(error)}`);
        return new ResponseError(ErrorCodes.InternalError, messageOf(error), {
          reason: reasonOf(error) ?? 'failed',
        });
      }
    });
  };

/** Hears a view's notifications; one that does not fit its schema is logged and changes nothing. */
export const listener =
  (connection: MessageConnection, log: (message: string) => void) =>
  <Params>(
    { method }: Notification<Params>,
    schema: v.GenericSchema<unknown, Params>,
    handle: (params: Params) => void,
  ): void => {
    connection.onNotification(method, (params: unknown) => {
      const parsed = v.safeParse(schema, params);
      if (parsed.success) handle(parsed.output);
      else log(`${method}: ${v.summarize(parsed.issues)}`);
    });
  };

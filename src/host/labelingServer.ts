import * as v from 'valibot';
import { ErrorCodes, ResponseError } from 'vscode-jsonrpc/node';
import type { MessageConnection } from 'vscode-jsonrpc/node';
import type { Notification, Request } from '../protocol/engine.ts';
import { labelingNotifications, labelingRequests } from '../protocol/labeling.ts';
import type { LabelingSnapshot, ViewCommand } from '../protocol/labeling.ts';
import type { LabelingSession } from '../session/session.ts';
import {
  applyParams,
  commandParams,
  itemParams,
  noParams,
  pageParams,
  reversalParams,
  textFocusParams,
} from './labelingMessages.ts';
import { messageOf, reasonOf } from './messages.ts';

/** What the labeling view's requests are answered with. */
export interface LabelingBackend {
  readonly session: LabelingSession;
  /** The session's snapshot as this view should see it. */
  snapshot(): Promise<LabelingSnapshot>;
  runCommand(command: ViewCommand): void;
  textFocus(focused: boolean): void;
  log(message: string): void;
}

/** Forwards a view's requests to the session. No logic in between: only the check that each message is one. */
export const serveLabeling = (connection: MessageConnection, backend: LabelingBackend): void => {
  const { session } = backend;
  const answer = answerer(connection, backend);
  answer(labelingRequests.ready, noParams, () => backend.snapshot());
  answer(labelingRequests.apply, applyParams, ({ commands }) => session.apply(commands));
  answer(labelingRequests.undo, reversalParams, ({ eventId }) => session.undo(eventId));
  answer(labelingRequests.redo, reversalParams, ({ eventId }) => session.redo(eventId));
  answer(labelingRequests.page, pageParams, ({ filter, offset, limit }) =>
    session.page(filter, offset, limit),
  );
  answer(labelingRequests.item, itemParams, ({ itemId }) => session.item(itemId));
  const hear = listener(connection, backend);
  hear(labelingNotifications.shown, itemParams, ({ itemId }) => session.shown(itemId));
  hear(labelingNotifications.command, commandParams, ({ command }) => backend.runCommand(command));
  hear(labelingNotifications.textFocus, textFocusParams, ({ focused }) => backend.textFocus(focused));
};

const answerer =
  (connection: MessageConnection, backend: LabelingBackend) =>
  <Params, Result>(
    { method }: Request<Params, Result>,
    schema: v.GenericSchema<unknown, Params>,
    handle: (params: Params) => Promise<Result>,
  ): void => {
    connection.onRequest(method, async (params: unknown) => {
      const parsed = v.safeParse(schema, params);
      if (!parsed.success) {
        const message = `${method}: ${v.summarize(parsed.issues)}`;
        backend.log(message);
        return new ResponseError(ErrorCodes.InvalidParams, message, { reason: 'invalidMessage' });
      }
      try {
        return await handle(parsed.output);
      } catch (error) {
        backend.log(`${method}: ${messageOf(error)}`);
        return new ResponseError(ErrorCodes.InternalError, messageOf(error), {
          reason: reasonOf(error) ?? 'failed',
        });
      }
    });
  };

const listener =
  (connection: MessageConnection, backend: LabelingBackend) =>
  <Params>(
    { method }: Notification<Params>,
    schema: v.GenericSchema<unknown, Params>,
    handle: (params: Params) => void,
  ): void => {
    connection.onNotification(method, (params: unknown) => {
      const parsed = v.safeParse(schema, params);
      if (parsed.success) handle(parsed.output);
      else backend.log(`${method}: ${v.summarize(parsed.issues)}`);
    });
  };

import type { MessageConnection } from 'vscode-jsonrpc/node';
import { labelingNotifications, labelingRequests } from '../protocol/labeling.ts';
import type { LabelingSnapshot, ViewCommand } from '../protocol/labeling.ts';
import type { LabelingSession } from '../session/session.ts';
import { answerer, listener } from './checkedMessages.ts';
import {
  applyParams,
  commandParams,
  itemParams,
  noParams,
  pageParams,
  reversalParams,
  textFocusParams,
} from './labelingMessages.ts';

/** What the labeling view's requests are answered with. */
export interface LabelingBackend {
  readonly session: LabelingSession;
  /** The session's snapshot as this view should see it. */
  snapshot(): Promise<LabelingSnapshot>;
  runCommand(command: ViewCommand): void;
  /** Shows why that item is in the queue. */
  inspect(itemId: string): void;
  textFocus(focused: boolean): void;
  log(message: string): void;
}

/** Forwards a view's requests to the session. No logic in between: only the check that each message is one. */
export const serveLabeling = (connection: MessageConnection, backend: LabelingBackend): void => {
  const { session } = backend;
  const answer = answerer(connection, (message) => backend.log(message));
  answer(labelingRequests.ready, noParams, () => backend.snapshot());
  answer(labelingRequests.apply, applyParams, ({ commands }) => session.apply(commands));
  answer(labelingRequests.undo, reversalParams, ({ eventId }) => session.undo(eventId));
  answer(labelingRequests.redo, reversalParams, ({ eventId }) => session.redo(eventId));
  answer(labelingRequests.page, pageParams, ({ filter, offset, limit }) =>
    session.page(filter, offset, limit),
  );
  answer(labelingRequests.item, itemParams, ({ itemId }) => session.item(itemId));
  const hear = listener(connection, (message) => backend.log(message));
  hear(labelingNotifications.shown, itemParams, ({ itemId }) => session.shown(itemId));
  hear(labelingNotifications.command, commandParams, ({ command }) => backend.runCommand(command));
  hear(labelingNotifications.inspect, itemParams, ({ itemId }) => backend.inspect(itemId));
  hear(labelingNotifications.textFocus, textFocusParams, ({ focused }) => backend.textFocus(focused));
};

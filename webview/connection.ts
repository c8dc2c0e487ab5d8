import { ResponseError } from 'vscode-jsonrpc/browser';
import { labelingNotifications, labelingRequests } from '../src/protocol/labeling.ts';
import type {
  Acknowledgement,
  GridFilter,
  ItemsPage,
  ItemView,
  LabelCommand,
  LabelingSnapshot,
  UndoResult,
  ViewAction,
  ViewCommand,
} from '../src/protocol/labeling.ts';
import { openChannel } from './hostChannel.ts';
import type { WebviewApi } from './hostChannel.ts';

/** The labeling view's side of the hop to the extension host. */
export interface LabelingHost {
  ready(): Promise<LabelingSnapshot>;
  apply(commands: readonly LabelCommand[]): Promise<Acknowledgement>;
  undo(eventId: string): Promise<UndoResult>;
  redo(eventId: string): Promise<UndoResult>;
  page(filter: GridFilter, offset: number, limit: number): Promise<ItemsPage>;
  item(itemId: string): Promise<ItemView>;
  shown(itemId: string): void;
  command(command: ViewCommand): void;
  /** Opens the inspector on that item. */
  inspect(itemId: string): void;
  textFocus(focused: boolean): void;
  onSnapshot(listener: (snapshot: LabelingSnapshot) => void): void;
  onAction(listener: (action: ViewAction) => void): void;
}

/** Opens the typed channel to the extension host. */
export function connectToHost(api: WebviewApi): LabelingHost {
  const { ask, tell, hear } = openChannel(api);
  return {
    ready: () => ask(labelingRequests.ready, {}),
    apply: (commands) => ask(labelingRequests.apply, { commands }),
    undo: (eventId) => ask(labelingRequests.undo, { eventId }),
    redo: (eventId) => ask(labelingRequests.redo, { eventId }),
    page: (filter, offset, limit) => ask(labelingRequests.page, { filter, offset, limit }),
    item: (itemId) => ask(labelingRequests.item, { itemId }),
    shown: (itemId) => tell(labelingNotifications.shown, { itemId }),
    command: (command) => tell(labelingNotifications.command, { command }),
    inspect: (itemId) => tell(labelingNotifications.inspect, { itemId }),
    textFocus: (focused) => tell(labelingNotifications.textFocus, { focused }),
    onSnapshot: (listener) => hear(labelingNotifications.snapshot, listener),
    onAction: (listener) => hear(labelingNotifications.action, ({ action }) => listener(action)),
  };
}

/** Reasons (FailureData.reason) that no further attempt can change. */
const finalReasons = new Set(['unknownItem', 'unknownClass', 'invalidCommand', 'invalid', 'invalidMessage']);

/** True when the host will never take this request, however often it is sent. */
export function isFinalRefusal(error: unknown): boolean {
  if (!(error instanceof ResponseError)) return false;
  const data: unknown = error.data;
  const reason = typeof data === 'object' && data !== null && 'reason' in data ? data.reason : null;
  const invalidParams = -32602;
  return error.code === invalidParams || (typeof reason === 'string' && finalReasons.has(reason));
}

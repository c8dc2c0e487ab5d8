import {
  AbstractMessageReader,
  AbstractMessageWriter,
  createMessageConnection,
  ResponseError,
} from 'vscode-jsonrpc/browser';
import type { DataCallback, Disposable, Message, MessageReader, MessageWriter } from 'vscode-jsonrpc/browser';
import type { Notification, Request } from '../src/protocol/engine.ts';
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

/** What VS Code gives a webview, once. */
export interface WebviewApi {
  postMessage(message: unknown): void;
  getState(): unknown;
  setState(state: unknown): unknown;
}

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
  textFocus(focused: boolean): void;
  onSnapshot(listener: (snapshot: LabelingSnapshot) => void): void;
  onAction(listener: (action: ViewAction) => void): void;
}

/** Reads JSON-RPC messages that VS Code delivers as `message` events of the window. */
class WindowMessageReader extends AbstractMessageReader implements MessageReader {
  listen(callback: DataCallback): Disposable {
    const listener = (event: MessageEvent<unknown>): void => {
      if (isMessage(event.data)) callback(event.data);
    };
    window.addEventListener('message', listener);
    return { dispose: () => window.removeEventListener('message', listener) };
  }
}

class WebviewMessageWriter extends AbstractMessageWriter implements MessageWriter {
  readonly #api: WebviewApi;

  constructor(api: WebviewApi) {
    super();
    this.#api = api;
  }

  write(message: Message): Promise<void> {
    this.#api.postMessage(message);
    return Promise.resolve();
  }

  end(): void {
    // VS Code ends the channel together with the document.
  }
}

/** Opens the typed channel to the extension host. */
export function connectToHost(api: WebviewApi): LabelingHost {
  const connection = createMessageConnection(new WindowMessageReader(), new WebviewMessageWriter(api));
  const ask = <Params, Result>(request: Request<Params, Result>, params: Params): Promise<Result> =>
    connection.sendRequest<Result>(request.method, params);
  const tell = <Params>(notification: Notification<Params>, params: Params): void => {
    void connection.sendNotification(notification.method, params);
  };
  const hear = <Params>(notification: Notification<Params>, listener: (params: Params) => void): void => {
    connection.onNotification(notification.method, listener);
  };
  connection.listen();
  return {
    ready: () => ask(labelingRequests.ready, {}),
    apply: (commands) => ask(labelingRequests.apply, { commands }),
    undo: (eventId) => ask(labelingRequests.undo, { eventId }),
    redo: (eventId) => ask(labelingRequests.redo, { eventId }),
    page: (filter, offset, limit) => ask(labelingRequests.page, { filter, offset, limit }),
    item: (itemId) => ask(labelingRequests.item, { itemId }),
    shown: (itemId) => tell(labelingNotifications.shown, { itemId }),
    command: (command) => tell(labelingNotifications.command, { command }),
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

function isMessage(data: unknown): data is Message {
  return typeof data === 'object' && data !== null && 'jsonrpc' in data && data.jsonrpc === '2.0';
}

import {
  AbstractMessageReader,
  AbstractMessageWriter,
  createMessageConnection,
} from 'vscode-jsonrpc/browser';
import type { DataCallback, Disposable, Message, MessageReader, MessageWriter } from 'vscode-jsonrpc/browser';
import type { Notification, Request } from '../src/protocol/engine.ts';

/** What VS Code gives a webview, once. */
export interface WebviewApi {
  postMessage(message: unknown): void;
  getState(): unknown;
  setState(state: unknown): unknown;
}

/** A view's typed channel to the extension host. */
export interface HostChannel {
  readonly ask: <Params, Result>(request: Request<Params, Result>, params: Params) => Promise<Result>;
  readonly tell: <Params>(notification: Notification<Params>, params: Params) => void;
  readonly hear: <Params>(notification: Notification<Params>, listener: (params: Params) => void) => void;
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

/** Opens the channel; listeners that are added at once miss nothing. */
export function openChannel(api: WebviewApi): HostChannel {
  const connection = createMessageConnection(new WindowMessageReader(), new WebviewMessageWriter(api));
  connection.listen();
  return {
    ask: (request, params) => connection.sendRequest(request.method, params),
    tell: (notification, params) => {
      void connection.sendNotification(notification.method, params);
    },
    hear: (notification, listener) => {
      connection.onNotification(notification.method, listener);
    },
  };
}

function isMessage(data: unknown): data is Message {
  return typeof data === 'object' && data !== null && 'jsonrpc' in data && data.jsonrpc === '2.0';
}

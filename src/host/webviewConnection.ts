import {
  AbstractMessageReader,
  AbstractMessageWriter,
  createMessageConnection,
  Disposable as RpcDisposable,
} from 'vscode-jsonrpc/node';
import type { DataCallback, Message, MessageConnection } from 'vscode-jsonrpc/node';
import type { Webview, WebviewPanel } from 'vscode';

class WebviewReader extends AbstractMessageReader {
  #callback: DataCallback | null = null;

  listen(callback: DataCallback): RpcDisposable {
    this.#callback = callback;
    return RpcDisposable.create(() => (this.#callback = null));
  }

  /** What only looks like a message (a cancellation that names no request) is reported, never thrown. */
  take(message: Message): void {
    try {
      this.#callback?.(message);
    } catch (error) {
      this.fireError(error);
    }
  }
}

class WebviewWriter extends AbstractMessageWriter {
  readonly #webview: Pick<Webview, 'postMessage'>;
  #open = true;

  constructor(webview: Pick<Webview, 'postMessage'>) {
    super();
    this.#webview = webview;
  }

  /** A hidden view takes no messages; that is no error, it asks for everything when it is shown again. */
  async write(message: Message): Promise<void> {
    if (this.#open) await this.#webview.postMessage(message);
  }

  end(): void {
    this.#open = false;
  }

  override dispose(): void {
    super.dispose();
    this.#open = false;
  }
}

/** One document's channel; its requests carry ascending ids. */
interface Channel {
  readonly reader: WebviewReader;
  readonly connection: MessageConnection;
  lastId: number;
}

/**
 * JSON-RPC with a webview. A view that was hidden and is shown again is a new document, which counts its requests from
 * the start; it therefore gets a new connection, so that a late answer to the old one can never be taken for its own.
 * Every document begins with the request `readyMethod` and may repeat it under a higher id.
 */
export const connectWebview = (
  webview: Pick<Webview, 'onDidReceiveMessage' | 'postMessage'>,
  readyMethod: string,
  serve: (connection: MessageConnection) => void,
): { dispose(): void } => {
  let channel: Channel | null = null;
  const subscription = webview.onDidReceiveMessage((message: unknown) => {
    if (!isRpcMessage(message)) return;
    const id = requestId(message);
    if (isRequestOf(readyMethod, message) && (channel === null || id <= channel.lastId)) {
      channel?.connection.dispose();
      const reader = new WebviewReader();
      const connection = createMessageConnection(reader, new WebviewWriter(webview));
      channel = { reader, connection, lastId: -1 };
      serve(connection);
      connection.listen();
    }
    if (channel === null) return;
    channel.lastId = Math.max(channel.lastId, id);
    channel.reader.take(message);
  });
  return {
    dispose: () => {
      subscription.dispose();
      channel?.connection.dispose();
      channel = null;
    },
  };
};

/** VS Code keeps messages to a hidden view for its next document, which has not asked for them. */
export const whileVisible = (panel: WebviewPanel): Pick<Webview, 'onDidReceiveMessage' | 'postMessage'> => ({
  onDidReceiveMessage: panel.webview.onDidReceiveMessage,
  postMessage: (message) => (panel.visible ? panel.webview.postMessage(message) : Promise.resolve(false)),
});

const isRpcMessage = (message: unknown): message is Message =>
  typeof message === 'object' && message !== null && 'jsonrpc' in message && message.jsonrpc === '2.0';

const isRequestOf = (method: string, message: Message): boolean =>
  'method' in message && message.method === method;

/** -1 for what is no request. */
const requestId = (message: Message): number =>
  'method' in message && 'id' in message && typeof message.id === 'number' ? message.id : -1;

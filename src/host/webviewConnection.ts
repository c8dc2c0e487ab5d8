import {
  AbstractMessageReader,
  AbstractMessageWriter,
  createMessageConnection,
  Disposable as RpcDisposable,
} from 'vscode-jsonrpc/node';
import type { DataCallback, Message, MessageConnection } from 'vscode-jsonrpc/node';
import { Disposable } from 'vscode';
import type { Webview } from 'vscode';
import { labelingRequests } from '../protocol/labeling.ts';

class WebviewReader extends AbstractMessageReader {
  #callback: DataCallback | null = null;

  listen(callback: DataCallback): RpcDisposable {
    this.#callback = callback;
    return RpcDisposable.create(() => (this.#callback = null));
  }

  take(message: Message): void {
    this.#callback?.(message);
  }
}

class WebviewWriter extends AbstractMessageWriter {
  readonly #webview: Webview;
  #open = true;

  constructor(webview: Webview) {
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

/**
 * JSON-RPC with a webview. A view that was hidden and is shown again is a new document that counts its requests from
 * the start; it therefore gets a new connection, so that a late answer to the old one can never be taken for its own.
 * Every document's first message is the request `labeling/ready`.
 */
export const connectWebview = (
  webview: Webview,
  serve: (connection: MessageConnection) => void,
): Disposable => {
  let current: { reader: WebviewReader; connection: MessageConnection } | null = null;
  const subscription = webview.onDidReceiveMessage((message: unknown) => {
    if (!isRpcMessage(message)) return;
    if (isReady(message)) {
      current?.connection.dispose();
      const reader = new WebviewReader();
      const connection = createMessageConnection(reader, new WebviewWriter(webview));
      serve(connection);
      connection.listen();
      current = { reader, connection };
    }
    current?.reader.take(message);
  });
  return new Disposable(() => {
    subscription.dispose();
    current?.connection.dispose();
    current = null;
  });
};

const isRpcMessage = (message: unknown): message is Message =>
  typeof message === 'object' && message !== null && 'jsonrpc' in message && message.jsonrpc === '2.0';

const isReady = (message: Message): boolean =>
  'method' in message && message.method === labelingRequests.ready.method;

import * as vscode from 'vscode';

export interface Posted {
  readonly id?: number | null;
  readonly method?: string;
  readonly result?: unknown;
  readonly error?: { readonly code: number; readonly message: string; readonly data?: unknown };
}

/** A webview of which only the message channel exists. */
export class FakeWebview {
  readonly posted: Posted[] = [];
  #listener: (message: unknown) => void = () => undefined;

  readonly webview: Pick<vscode.Webview, 'onDidReceiveMessage' | 'postMessage'> = {
    onDidReceiveMessage: (listener) => {
      this.#listener = listener;
      return new vscode.Disposable(() => (this.#listener = () => undefined));
    },
    postMessage: (message) => {
      this.posted.push(message as Posted);
      return Promise.resolve(true);
    },
  };

  /** Hands a message in and waits until what it sets off has happened. */
  async say(message: unknown): Promise<void> {
    this.#listener(message);
    await settled();
  }

  request(id: number, method: string, params: unknown): Promise<void> {
    return this.say({ jsonrpc: '2.0', id, method, params });
  }

  answers(id: number): readonly Posted[] {
    return this.posted.filter((message) => message.id === id);
  }
}

export const settled = (): Promise<void> =>
  new Promise((resolve) => setImmediate(() => setImmediate(() => setImmediate(resolve))));

import * as vscode from 'vscode';
import type { EngineClient, EngineState } from '../engineProcess/engineClient.ts';

/** The one engine client that all projects share; made at first use, so that activation costs nothing. */
export class EngineHandle implements vscode.Disposable {
  readonly #modulePath: string;
  readonly #log: vscode.LogOutputChannel;
  readonly #changed = new vscode.EventEmitter<EngineState>();
  #client: Promise<EngineClient> | null = null;
  #state: EngineState | null = null;
  readonly onDidChange = this.#changed.event;

  constructor(modulePath: string, log: vscode.LogOutputChannel) {
    this.#modulePath = modulePath;
    this.#log = log;
  }

  /** Null before the first use. */
  get state(): EngineState | null {
    return this.#state;
  }

  client(): Promise<EngineClient> {
    this.#client ??= this.#create();
    return this.#client;
  }

  /** Ends the process; its supervisor starts a fresh one and the sessions ask again with their latest labels. */
  async restart(): Promise<void> {
    const client = await this.client();
    if (client.pid !== null) process.kill(client.pid);
    else await client.hello();
  }

  async dispose(): Promise<void> {
    this.#changed.dispose();
    const client = this.#client;
    this.#client = null;
    if (client !== null) await (await client).dispose();
  }

  async #create(): Promise<EngineClient> {
    const { createEngine } = await import('../session/onDemand.ts');
    const client = createEngine({
      modulePath: this.#modulePath,
      log: (level, message) => this.#log[level](message),
    });
    client.onStateChange((state, detail) => {
      this.#state = state;
      this.#log.info(`Engine: ${state}${detail === '' ? '' : ` (${detail})`}`);
      this.#changed.fire(state);
    });
    return client;
  }
}

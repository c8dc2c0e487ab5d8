import * as vscode from 'vscode';
import type { BackendChoice } from '../protocol/backend.ts';
import { chosenBackend, onDidChangeBackend } from './settings.ts';
import type { EngineClient, EngineState } from '../engineProcess/engineClient.ts';

interface EngineHandleOptions {
  readonly modulePath: string;
  readonly packagesFolder: string;
  readonly log: vscode.LogOutputChannel;
}

/** The one engine client that all projects share; made at first use, so that activation costs nothing. */
export class EngineHandle implements vscode.Disposable {
  readonly #modulePath: string;
  /** To which packages are installed that the user asks for; it need not be there. */
  readonly packagesFolder: string;
  readonly #settings: vscode.Disposable;
  readonly #log: vscode.LogOutputChannel;
  readonly #changed = new vscode.EventEmitter<EngineState>();
  #client: Promise<EngineClient> | null = null;
  #state: EngineState | null = null;
  #networks: BackendChoice | null = null;
  readonly onDidChange = this.#changed.event;

  constructor({ modulePath, packagesFolder, log }: EngineHandleOptions) {
    this.#modulePath = modulePath;
    this.packagesFolder = packagesFolder;
    this.#log = log;
    this.#settings = onDidChangeBackend(() => {
      // A process that was never started needs no other.
      if (this.#client !== null) void this.restart();
    });
  }

  /** Null before the first use. */
  get state(): EngineState | null {
    return this.#state;
  }

  /** What computes neural networks; null until one was needed. */
  get networks(): BackendChoice | null {
    return this.#networks;
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
    this.#settings.dispose();
    const client = this.#client;
    this.#client = null;
    if (client !== null) await (await client).dispose();
  }

  async #create(): Promise<EngineClient> {
    const { createEngine } = await import('../session/onDemand.ts');
    const client = createEngine({
      modulePath: this.#modulePath,
      log: (level, message) => this.#log[level](message),
      env: () => ({ NEXTLABEL_BACKEND: chosenBackend(), NEXTLABEL_PACKAGES: this.packagesFolder }),
      onNetworks: (choice) => {
        this.#networks = choice;
        this.#changed.fire(client.state);
      },
    });
    client.onStateChange((state, detail) => {
      this.#state = state;
      if (state !== 'ready') this.#networks = null;
      this.#log.info(`Engine: ${state}${detail === '' ? '' : ` (${detail})`}`);
      this.#changed.fire(state);
    });
    return client;
  }
}

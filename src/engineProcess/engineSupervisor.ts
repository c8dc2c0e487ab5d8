import type { MessageConnection } from 'vscode-jsonrpc/node';

import { engineRequests } from '../protocol/engine.ts';
import { forkEngine } from './engineChild.ts';
import type { EngineChild, EngineChildOptions } from './engineChild.ts';
import { EngineError } from './engineClient.ts';
import type { EngineState } from './engineClient.ts';
import { watchHeartbeat } from './heartbeat.ts';
import { sendRequest } from './rpc.ts';

export interface SupervisorOptions extends EngineChildOptions {
  readonly heartbeatMs: number;
  readonly hangAfterMs: number;
  /** Registers the host's handlers on the connection of each new process. */
  readonly attach: (connection: MessageConnection) => void;
}

/** A process that has not answered its first ping by then is given up; a busy computer may need long for it. */
const startTimeoutMs = 30_000;
/** First pause before a restart; it doubles with each failure in a row. */
const firstPauseMs = 100;
const longestPauseMs = 10_000;
/** After so many failures in a row only a new request starts the process again. */
const failuresUntilStopped = 5;
/** A process that ran for so long ends a row of failures. */
const stableAfterMs = 30_000;
/** How long a process may take to end by itself. */
const endGraceMs = 800;

interface Deferred<Value> {
  readonly promise: Promise<Value>;
  resolve(value: Value): void;
  reject(error: Error): void;
}

function defer<Value>(): Deferred<Value> {
  let settle: Omit<Deferred<Value>, 'promise'> | undefined;
  const promise = new Promise<Value>((resolve, reject) => {
    settle = { resolve, reject };
  });
  // Whoever waits sees the rejection; with nobody waiting it is no accident either.
  promise.catch(() => undefined);
  return { promise, ...settle! };
}

/** Keeps one engine process alive: starts it when first asked for, restarts it when it dies or hangs. */
export class EngineSupervisor {
  readonly #options: SupervisorOptions;
  readonly #listeners = new Set<(state: EngineState, detail: string) => void>();
  #state: EngineState = 'stopped';
  #child: EngineChild | null = null;
  /** Settles when a process is ready; null while none is wanted. */
  #ready: Deferred<MessageConnection> | null = null;
  #readyAt: number | null = null;
  #heartbeat: { dispose(): void } | null = null;
  #restart: NodeJS.Timeout | undefined;
  #hang = '';
  #failures = 0;
  #disposed: Promise<void> | null = null;

  constructor(options: SupervisorOptions) {
    this.#options = options;
  }

  get state(): EngineState {
    return this.#state;
  }

  get pid(): number | null {
    return this.#child?.pid ?? null;
  }

  get disposed(): boolean {
    return this.#disposed !== null;
  }

  onStateChange(listener: (state: EngineState, detail: string) => void): { dispose(): void } {
    this.#listeners.add(listener);
    return { dispose: () => this.#listeners.delete(listener) };
  }

  /** The connection of a process that answers; starts one if none runs. */
  connection(): Promise<MessageConnection> {
    if (this.#disposed !== null) {
      return Promise.reject(new EngineError('stopped', 'The engine was shut down.'));
    }
    if (this.#ready === null) {
      this.#ready = defer();
      this.#setState('starting', '');
      this.#launch();
    }
    return this.#ready.promise;
  }

  /** Ends the process, at the latest after a second. */
  dispose(): Promise<void> {
    this.#disposed ??= this.#shutDown();
    return this.#disposed;
  }

  async #shutDown(): Promise<void> {
    clearTimeout(this.#restart);
    this.#heartbeat?.dispose();
    this.#ready?.reject(new EngineError('stopped', 'The engine was shut down.'));
    const child = this.#child;
    this.#child = null;
    child?.connection.dispose();
    await child?.end(endGraceMs);
    this.#setState('stopped', '');
  }

  #launch(): void {
    const child = forkEngine(this.#options);
    this.#child = child;
    this.#readyAt = null;
    this.#hang = '';
    this.#options.attach(child.connection);
    child.connection.listen();
    void this.#greet(child);
    void child.ended.then((how) => this.#onEnded(child, how));
  }

  async #greet(child: EngineChild): Promise<void> {
    const timer = setTimeout(() => this.#giveUp(child, startTimeoutMs), startTimeoutMs);
    try {
      await sendRequest(child.connection, engineRequests.ping, {});
    } catch {
      return; // It ended before it answered; #onEnded deals with that.
    } finally {
      clearTimeout(timer);
    }
    if (this.#child !== child) return;
    this.#readyAt = performance.now();
    this.#heartbeat = watchHeartbeat(
      child.connection,
      { intervalMs: this.#options.heartbeatMs, hangAfterMs: this.#options.hangAfterMs },
      () => this.#giveUp(child, this.#options.hangAfterMs),
    );
    this.#setState('ready', '');
    this.#ready?.resolve(child.connection);
  }

  #giveUp(child: EngineChild, silentMs: number): void {
    this.#hang = `it did not answer for ${(silentMs / 1000).toFixed(1)} s`;
    child.kill();
  }

  #onEnded(child: EngineChild, how: string): void {
    if (this.#child !== child) return;
    const wasReady = this.#readyAt !== null;
    if (wasReady && performance.now() - this.#readyAt! >= stableAfterMs) this.#failures = 0;
    this.#failures++;
    this.#child = null;
    this.#heartbeat?.dispose();
    this.#heartbeat = null;
    // Those who wait for a process go on waiting; a connection once handed out is of no more use.
    if (wasReady) this.#ready = defer();
    const detail = this.#hang === '' ? how : this.#hang;
    this.#options.log('warn', `The engine process stopped: ${detail}.`);
    this.#planRestart(detail);
    child.connection.dispose();
  }

  #planRestart(detail: string): void {
    if (this.#failures >= failuresUntilStopped) {
      const message = `The engine process failed ${this.#failures} times in a row; the last time ${detail}.`;
      this.#ready?.reject(new EngineError('failed', message));
      this.#ready = null;
      this.#setState('stopped', message);
      return;
    }
    const pauseMs = Math.min(firstPauseMs * 2 ** (this.#failures - 1), longestPauseMs);
    this.#restart = setTimeout(() => this.#launch(), pauseMs);
    this.#setState('restarting', detail);
  }

  #setState(state: EngineState, detail: string): void {
    this.#state = state;
    for (const listener of this.#listeners) listener(state, detail);
  }
}

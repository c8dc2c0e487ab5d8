import type { CancellationToken, MessageConnection } from 'vscode-jsonrpc/node';

import { cancelled } from '../failure.ts';
import type { Log } from '../log.ts';
import { sendRequest } from '../rpc.ts';
import { taskRequests } from '../taskRequests.ts';
import type { InspectionTask, ProjectInspectionTask, RunInspectionTask } from '../taskRequests.ts';
import { startTaskThread } from '../taskThread.ts';
import type { TaskThread } from '../taskThread.ts';
import { explainDeath, watchCancellation } from '../threadPool.ts';

export interface InspectorLaneOptions {
  /** The module that the thread runs: that of the engine process. */
  readonly entry: string;
  /** Registers the handlers of this end on the thread's connection. */
  readonly attach: (connection: MessageConnection) => void;
  readonly log: Log;
  /** A thread that was asked nothing for so long is ended with all that it kept; default 5 minutes. */
  readonly idleMs?: number;
  /** A cancelled question that has not stopped by then is ended with its thread; default 1,000. */
  readonly stopAfterMs?: number;
}

/** A question with all that its thread may have to be sent. */
export type WholeTask =
  | RunInspectionTask
  | (ProjectInspectionTask & {
      readonly [Part in 'items' | 'events']: NonNullable<ProjectInspectionTask[Part]>;
    });

/** A thread that answers questions one after the other, and keeps what it worked out for the next. */
export class InspectorLane {
  readonly #options: InspectorLaneOptions;
  #thread: TaskThread | null = null;
  /** What the thread holds. */
  #items: ProjectInspectionTask['items'] = null;
  #events: ProjectInspectionTask['events'] = null;
  /** Ends with the last question that was asked. */
  #turn: Promise<void> = Promise.resolve();
  #open = 0;
  #idle: NodeJS.Timeout | null = null;

  constructor(options: InspectorLaneOptions) {
    this.#options = options;
  }

  /** Rejects as soon as the token is cancelled, also while others are answered or the thread still computes. */
  async run(task: WholeTask, token: CancellationToken): Promise<unknown> {
    if (token.isCancellationRequested) throw cancelled();
    const before = this.#turn;
    let end = (): void => undefined;
    const ended = new Promise<void>((resolve) => (end = resolve));
    this.#turn = before.then(() => ended);
    this.#begin();
    void ended.then(() => this.#end());
    if (!(await reachedTurn(before, token))) {
      end();
      throw cancelled();
    }
    const thread = this.#ready();
    const answer = sendRequest(thread.connection, taskRequests.inspect, this.#unsent(task), token);
    const watch = watchCancellation(thread, token, this.#options.stopAfterMs ?? 1_000);
    const done = (): void => {
      watch.dispose();
      end();
    };
    // Not awaited: after a cancellation the caller is answered while the thread is still stopping.
    answer.then(done, done);
    return Promise.race([explainDeath(answer, thread), watch.cancelled]);
  }

  /** Ends the thread once its questions are answered; a later question starts another. */
  retire(): void {
    void this.#turn.then(() => this.#thread?.terminate());
  }

  #ready(): TaskThread {
    if (this.#thread?.alive === true) return this.#thread;
    const { entry, attach, log } = this.#options;
    this.#thread = startTaskThread(entry, attach, log);
    this.#items = null;
    this.#events = null;
    return this.#thread;
  }

  /** Leaves out what the thread holds already. */
  #unsent(task: WholeTask): InspectionTask {
    if (task.kind === 'run') return task;
    const { items, events } = task;
    const unsent = {
      ...task,
      items: items === this.#items ? null : items,
      events: events === this.#events ? null : events,
    };
    this.#items = items;
    this.#events = events;
    return unsent;
  }

  #begin(): void {
    this.#open++;
    if (this.#idle !== null) clearTimeout(this.#idle);
    this.#idle = null;
  }

  #end(): void {
    this.#open--;
    if (this.#open > 0) return;
    this.#idle = setTimeout(() => this.#thread?.terminate(), this.#options.idleMs ?? 300_000);
    this.#idle.unref();
  }
}

/** False where the token is cancelled before. */
async function reachedTurn(turn: Promise<void>, token: CancellationToken): Promise<boolean> {
  let dispose = (): void => undefined;
  const stopped = new Promise<void>((resolve) => {
    const subscription = token.onCancellationRequested(() => resolve());
    dispose = () => subscription.dispose();
  });
  await Promise.race([turn, stopped]);
  dispose();
  return !token.isCancellationRequested;
}

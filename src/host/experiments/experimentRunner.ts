import { availableParallelism } from 'node:os';
import * as vscode from 'vscode';
import type { ExperimentEvent, ExperimentOutcome, ExperimentProgress } from '../../protocol/experimentRun.ts';
import type { EngineHandle } from '../engineHandle.ts';
import { withProgress } from '../longOperation.ts';
import { isCancellation, messageOf, reasonOf } from '../messages.ts';
import { experimentJobs } from '../settings.ts';
import { progressText } from '../../protocol/experimentProgress.ts';
import { percentOf } from './runsText.ts';

/** An experiment to be run. */
export interface ExperimentJob {
  /** As messages call it. */
  readonly name: string;
  readonly specText: string;
  readonly spec: vscode.Uri;
  readonly folder: vscode.Uri;
  /** Go on with what the folder holds. */
  readonly resume: boolean;
}

/** How a run ended. */
export type ExperimentEnd =
  | { readonly kind: 'complete'; readonly outcome: ExperimentOutcome }
  | {
      readonly kind: 'cancelled' | 'failed';
      readonly message: string;
      /** Null where nothing was planned yet: then there is nothing to resume. */
      readonly progress: ExperimentProgress | null;
    };

interface Running {
  readonly job: ExperimentJob;
  readonly controller: AbortController;
  /** Null until the runs are planned; from then on the folder holds what can be resumed. */
  progress: ExperimentProgress | null;
}

/** Runs experiments in the engine process, one at a time: each takes all worker threads. */
export class ExperimentRunner implements vscode.Disposable {
  readonly #engine: EngineHandle;
  readonly #log: vscode.LogOutputChannel;
  readonly #changed = new vscode.EventEmitter<vscode.Uri>();
  /** Why the last attempt at a folder ended badly. */
  readonly #problems = new Map<string, string>();
  #running: Running | null = null;
  /** The experiment in this folder began, came further or ended. */
  readonly onDidChange = this.#changed.event;

  constructor(engine: EngineHandle, log: vscode.LogOutputChannel) {
    this.#engine = engine;
    this.#log = log;
  }

  /** What runs now, else null. */
  get running(): { readonly job: ExperimentJob; readonly progress: ExperimentProgress | null } | null {
    return this.#running;
  }

  isRunning(folder: vscode.Uri): boolean {
    return this.#running?.job.folder.toString() === folder.toString();
  }

  /** Empty where the last attempt did not end badly. */
  problem(folder: vscode.Uri): string {
    return this.#problems.get(folder.toString()) ?? '';
  }

  /**
   * Runs a job to its end, however it ends; throws only if another runs. `onPlanned` is called once, when the folder can
   * be looked at.
   */
  async run(job: ExperimentJob, onPlanned: () => void): Promise<ExperimentEnd> {
    if (this.#running !== null) throw new Error(`${this.#running.job.name} is running`);
    const running: Running = { job, controller: new AbortController(), progress: null };
    this.#running = running;
    this.#problems.delete(job.folder.toString());
    this.#setContext();
    this.#announce(running);
    const end = await this.#work(running, onPlanned);
    if (end.kind === 'failed') this.#problems.set(job.folder.toString(), end.message);
    this.#running = null;
    this.#setContext();
    this.#announce(running);
    return end;
  }

  cancel(): void {
    this.#running?.controller.abort();
  }

  dispose(): void {
    this.cancel();
    this.#changed.dispose();
  }

  async #work(running: Running, onPlanned: () => void): Promise<ExperimentEnd> {
    try {
      const outcome = await withProgress(
        vscode.l10n.t('Experiment {0}', running.job.name),
        ({ signal, onProgress }) =>
          this.#ask(running, AbortSignal.any([signal, running.controller.signal]), (event) => {
            if (event.kind === 'planned') onPlanned();
            const { done, total } = running.progress ?? { done: 0, total: 0 };
            const message = running.progress === null ? '' : progressText(running.progress);
            onProgress({ operation: '', message, fraction: percentOf(done, total) / 100 });
          }),
      );
      return { kind: 'complete', outcome };
    } catch (error) {
      const kind = isCancellation(error) ? 'cancelled' : 'failed';
      if (kind === 'failed') this.#log.error(error instanceof Error ? error : String(error));
      return { kind, message: messageOf(error), progress: running.progress };
    }
  }

  /** An engine that dies in the middle is asked once more, to go on where it was. */
  async #ask(
    running: Running,
    signal: AbortSignal,
    onEvent: (event: ExperimentEvent) => void,
  ): Promise<ExperimentOutcome> {
    const { specText, spec, folder, resume, name } = running.job;
    const client = await this.#engine.client();
    const ask = (again: boolean): Promise<ExperimentOutcome> =>
      client.runExperiment(
        { specText, specPath: spec.fsPath, folder: folder.fsPath, jobs: workerThreads(), resume: again },
        {
          signal,
          onEvent: (event) => {
            const first = running.progress === null;
            running.progress = progressAfter(event);
            if (first || event.kind === 'finished') onEvent(event);
            this.#announce(running);
          },
        },
      );
    try {
      return await ask(resume);
    } catch (error) {
      if (reasonOf(error) !== 'restarted' || signal.aborted) throw error;
      this.#log.warn(`Experiment ${name}: the engine process ended; it is resumed once.`);
    }
    return await ask(resume || running.progress !== null);
  }

  #announce({ job }: Running): void {
    this.#changed.fire(job.folder);
  }

  /** `nextlabel.experimentRunning` in conditions of menus and commands. */
  #setContext(): void {
    const isRunning = this.#running !== null;
    void vscode.commands.executeCommand('setContext', 'nextlabel.experimentRunning', isRunning);
  }
}

const progressAfter = (event: ExperimentEvent): ExperimentProgress =>
  event.kind === 'finished' ? event.progress : { done: event.done, total: event.total, secondsLeft: null };

/** One processor is left to VS Code and the user, unless the setting says otherwise. */
const workerThreads = (): number => {
  const setting = experimentJobs();
  return setting > 0 ? setting : Math.max(1, availableParallelism() - 1);
};

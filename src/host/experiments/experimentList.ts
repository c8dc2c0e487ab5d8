import path from 'node:path';
import * as v from 'valibot';
import * as vscode from 'vscode';
import { RESULTS_FILE } from '../../protocol/experiment.ts';
import type { ExperimentRunner } from './experimentRunner.ts';
import { countRuns, folderOf, namesIn, storedResults } from './resultsPlace.ts';

/** An experiment that runs or has left results behind. */
export interface ExperimentEntry {
  /** The file that makes its folder a results folder. */
  readonly uri: vscode.Uri;
  readonly name: string;
  readonly spec: vscode.Uri;
  readonly state: 'running' | 'complete' | 'incomplete';
  readonly done: number;
  readonly total: number;
  readonly startedAt: Date;
}

/** What is on disk; how far a running experiment is, its runner knows. */
type StoredEntry = Omit<ExperimentEntry, 'state'>;

/** As much of ResultsInfo as is shown in a list. */
const resultsInfo = v.object({
  name: v.string(),
  specPath: v.string(),
  total: v.number(),
  times: v.object({ startedAt: v.pipe(v.string(), v.isoTimestamp()) }),
});

/** Changes on disk come in bursts (a git pull, a folder that is deleted). */
const REFRESH_DELAY_MS = 500;

/** The experiments of the workspace and of the extension's own storage, newest first. */
export class ExperimentList implements vscode.Disposable {
  readonly #runner: ExperimentRunner;
  readonly #stored: vscode.Uri;
  readonly #changed = new vscode.EventEmitter<'all' | 'running'>();
  readonly #subscriptions: { dispose(): unknown }[] = [this.#changed];
  #entries: Promise<readonly StoredEntry[]> | null = null;
  #refreshing: NodeJS.Timeout | null = null;
  #hadFolder = false;
  /** `running`: only how far the running one is. */
  readonly onDidChange = this.#changed.event;

  constructor(runner: ExperimentRunner, globalStorageUri: vscode.Uri) {
    this.#runner = runner;
    this.#stored = storedResults(globalStorageUri);
    this.#subscriptions.push(
      runner.onDidChange(() => this.#onRunnerChange()),
      vscode.workspace.onDidChangeWorkspaceFolders(() => this.refresh()),
      this.#watch(`**/${RESULTS_FILE}`),
      // A folder that is deleted is reported as such, not file by file.
      this.#watch('**/{experiment-results,*.results}{,/*}'),
      this.#watch(new vscode.RelativePattern(this.#stored, `**/${RESULTS_FILE}`)),
    );
  }

  async entries(): Promise<readonly ExperimentEntry[]> {
    this.#entries ??= this.#read();
    return (await this.#entries).map((entry) => this.withState(entry));
  }

  /** The entry with the runner's numbers where it runs. */
  withState(entry: StoredEntry): ExperimentEntry {
    if (this.#runner.isRunning(folderOf(entry.uri))) {
      const progress = this.#runner.running?.progress ?? { done: entry.done, total: entry.total };
      return { ...entry, state: 'running', done: progress.done, total: progress.total };
    }
    return { ...entry, state: entry.done >= entry.total ? 'complete' : 'incomplete' };
  }

  /** Reads the folders again, soon. */
  refresh(): void {
    this.#refreshing ??= setTimeout(() => {
      this.#refreshing = null;
      this.#entries = null;
      this.#changed.fire('all');
    }, REFRESH_DELAY_MS);
  }

  dispose(): void {
    if (this.#refreshing !== null) clearTimeout(this.#refreshing);
    vscode.Disposable.from(...this.#subscriptions).dispose();
  }

  /** While it runs only its numbers change; where it is planned or ends, folders do. */
  #onRunnerChange(): void {
    const { running } = this.#runner;
    const hasFolder = running !== null && running.progress !== null;
    const isSame = hasFolder === this.#hadFolder;
    if (!isSame) this.#entries = null;
    this.#hadFolder = hasFolder;
    this.#changed.fire(isSame ? 'running' : 'all');
  }

  async #read(): Promise<readonly StoredEntry[]> {
    const found = await vscode.workspace.findFiles(`**/${RESULTS_FILE}`, '**/{node_modules,.git}/**');
    const stored = await foldersIn(this.#stored);
    const files = [...found, ...stored.map((folder) => vscode.Uri.joinPath(folder, RESULTS_FILE))];
    const entries = await Promise.all(files.map(readEntry));
    return entries
      .filter((entry) => entry !== null)
      .sort((a, b) => b.startedAt.getTime() - a.startedAt.getTime());
  }

  #watch(pattern: vscode.GlobPattern): vscode.Disposable {
    const watcher = vscode.workspace.createFileSystemWatcher(pattern);
    watcher.onDidCreate(() => this.refresh());
    watcher.onDidChange(() => this.refresh());
    watcher.onDidDelete(() => this.refresh());
    return watcher;
  }
}

const foldersIn = async (parent: vscode.Uri): Promise<readonly vscode.Uri[]> =>
  (await namesIn(parent)).map((name) => vscode.Uri.joinPath(parent, name));

/** Null for what is no results folder, or one whose file was damaged: its view says what is wrong. */
const readEntry = async (uri: vscode.Uri): Promise<StoredEntry | null> => {
  try {
    const text = new TextDecoder().decode(await vscode.workspace.fs.readFile(uri));
    const info = v.parse(resultsInfo, JSON.parse(text));
    return {
      uri,
      name: info.name,
      spec: vscode.Uri.file(path.normalize(info.specPath)),
      done: await countRuns(folderOf(uri)),
      total: info.total,
      startedAt: new Date(info.times.startedAt),
    };
  } catch {
    return null;
  }
};

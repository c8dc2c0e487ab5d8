import * as vscode from 'vscode';
import type { EngineClient } from '../../engineProcess/engineClient.ts';
import type { RunSource } from '../../protocol/inspector.ts';
import { runOverviewQuestion } from '../../protocol/inspectorRun.ts';
import type { InspectorActions } from '../../session/inspectorDesk.ts';
import { folderOf } from '../experiments/resultsPlace.ts';
import { webviewFolder } from '../webviewPage.ts';
import type { InspectorSubject } from './inspectorSubject.ts';
import { RunDesk } from './runDesk.ts';

export interface RunSubjectOptions {
  readonly extensionUri: vscode.Uri;
  readonly engine: EngineClient;
}

/** A run of an experiment, which may be another one later, as what a view of the inspector is about. */
export class RunSubject implements InspectorSubject {
  readonly folder: vscode.Uri;
  readonly resourceRoots: readonly vscode.Uri[];
  readonly #results: vscode.Uri;
  readonly #engine: EngineClient;
  /** Null = the first. */
  #run: string | null;

  /** `place` is a results file; a run may be named in its fragment, as `place` below says it. */
  constructor(place: vscode.Uri, { extensionUri, engine }: RunSubjectOptions) {
    this.#results = place.with({ fragment: '' });
    this.#run = place.fragment === '' ? null : place.fragment;
    this.#engine = engine;
    this.folder = folderOf(this.#results);
    this.resourceRoots = [webviewFolder(extensionUri)];
  }

  get place(): string {
    return this.#results.with({ fragment: this.#run ?? '' }).toString();
  }

  get desk(): RunDesk {
    return new RunDesk(this.#engine, this.#source());
  }

  get actions(): InspectorActions {
    throw new Error('The labels of an experiment are those of its data: nothing is labeled here.');
  }

  useStrategy(): Promise<void> {
    return Promise.reject(new Error('The strategies of an experiment are those of its spec.'));
  }

  async chooseRun(run: string): Promise<void> {
    const source = { ...this.#source(), run };
    await this.#engine.inspect(runOverviewQuestion, { source, round: null, params: {} });
    this.#run = run;
  }

  /** Runs are added while the experiment goes on, here or in another process. */
  onDidChange(listener: () => void): vscode.Disposable {
    const watcher = vscode.workspace.createFileSystemWatcher(
      new vscode.RelativePattern(this.folder, 'runs/*.json'),
    );
    return vscode.Disposable.from(
      watcher,
      watcher.onDidCreate(listener),
      watcher.onDidChange(listener),
      watcher.onDidDelete(listener),
    );
  }

  runCommand(): void {
    void vscode.commands.executeCommand('nextlabel.openExperiment', this.#results);
  }

  #source(): RunSource {
    return { kind: 'run', folder: this.folder.fsPath, run: this.#run };
  }
}

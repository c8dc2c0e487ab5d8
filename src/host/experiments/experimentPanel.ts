import * as vscode from 'vscode';
import type { MessageConnection } from 'vscode-jsonrpc/node';
import type { ExperimentReport } from '../../protocol/experiment.ts';
import { experimentViewNotifications, experimentViewRequests } from '../../protocol/experimentView.ts';
import type { ExperimentCommand, ExperimentSnapshot } from '../../protocol/experimentView.ts';
import type { EngineHandle } from '../engineHandle.ts';
import { messageOf, reasonOf } from '../messages.ts';
import { connectWebview, whileVisible } from '../webviewConnection.ts';
import { showProblemPage, viewHtml, webviewFolder } from '../webviewPage.ts';
import type { ExperimentRunner } from './experimentRunner.ts';
import { serveExperiment } from './experimentServer.ts';
import { PacedTask } from './pacedTask.ts';
import { folderName, folderOf } from './resultsPlace.ts';
import { saveFigure } from './saveFigure.ts';

export interface ExperimentPanelOptions {
  readonly extensionUri: vscode.Uri;
  readonly engine: EngineHandle;
  readonly runner: ExperimentRunner;
  readonly log: vscode.LogOutputChannel;
  /** Does what a button of the view asks for, with the results file. */
  readonly runCommand: (command: ExperimentCommand, resultsFile: vscode.Uri) => void;
}

/** A new report is computed and painted at most so often. */
const REFRESH_MS = 1000;

/** One results view: an editor tab that shows a results folder. */
export class ExperimentPanel implements vscode.Disposable {
  readonly #uri: vscode.Uri;
  readonly #folder: vscode.Uri;
  readonly #panel: vscode.WebviewPanel;
  readonly #options: ExperimentPanelOptions;
  readonly #subscriptions: { dispose(): unknown }[] = [];
  readonly #refresh: PacedTask;
  #connection: MessageConnection | null = null;
  #channel: { dispose(): void } | null = null;
  /** What is on screen. */
  #last: ExperimentSnapshot | null = null;

  constructor(uri: vscode.Uri, panel: vscode.WebviewPanel, options: ExperimentPanelOptions) {
    this.#uri = uri;
    this.#folder = folderOf(uri);
    this.#panel = panel;
    this.#options = options;
    this.#refresh = new PacedTask(() => this.#update(), REFRESH_MS);
    // Also runs that another process adds: the command line, another window.
    const watcher = vscode.workspace.createFileSystemWatcher(
      new vscode.RelativePattern(this.#folder, '{*.json,runs/*.json}'),
    );
    const ask = (): void => this.#refresh.ask();
    this.#subscriptions.push(
      this.#refresh,
      watcher,
      watcher.onDidCreate(ask),
      watcher.onDidChange(ask),
      watcher.onDidDelete(ask),
      options.runner.onDidChange((folder) => {
        if (folder.toString() === this.#folder.toString()) ask();
      }),
    );
  }

  /** Resolves when the view, or the reason why there is none, is on screen. */
  open(): Promise<void> {
    return this.#update();
  }

  dispose(): void {
    this.#channel?.dispose();
    this.#channel = null;
    this.#connection = null;
    vscode.Disposable.from(...this.#subscriptions).dispose();
  }

  async #update(): Promise<void> {
    try {
      const snapshot = await this.#snapshot();
      if (this.#channel === null) this.#show();
      else this.#send(snapshot);
    } catch (error) {
      this.#options.log.warn(messageOf(error));
      // A report that was there stays, with the reason why there is no newer one.
      if (this.#last === null) this.#showProblem(messageOf(error));
      else this.#send({ ...this.#last, problem: messageOf(error) });
    }
  }

  #send(snapshot: ExperimentSnapshot): void {
    void this.#connection?.sendNotification(experimentViewNotifications.snapshot.method, snapshot);
  }

  #show(): void {
    const { webview } = this.#panel;
    const { extensionUri, runCommand, log } = this.#options;
    this.#channel = connectWebview(
      whileVisible(this.#panel),
      experimentViewRequests.ready.method,
      (connection) => {
        this.#connection = connection;
        serveExperiment(connection, {
          snapshot: () => this.#snapshot(),
          save: (request) => saveFigure(request, this.#folder),
          runCommand: (command) => runCommand(command, this.#uri),
          log: (message) => log.warn(message),
        });
      },
    );
    webview.options = { enableScripts: true, localResourceRoots: [webviewFolder(extensionUri)] };
    webview.html = viewHtml(webview, extensionUri, {
      bundle: 'experiment',
      element: '<nextlabel-experiment></nextlabel-experiment>',
      // A figure is drawn to PNG through an image of its own SVG.
      imageSources: ['blob:', 'data:'],
    });
  }

  #showProblem(message: string): void {
    showProblemPage(this.#panel.webview, {
      title: vscode.l10n.t('These results cannot be shown'),
      lines: [message],
      link: { title: vscode.l10n.t('Show Log'), command: 'nextlabel.showLog' },
    });
  }

  async #snapshot(): Promise<ExperimentSnapshot> {
    const report = await this.#report();
    const { runner } = this.#options;
    const isRunning = runner.isRunning(this.#folder);
    this.#last = {
      report,
      state: isRunning ? 'running' : report.done >= report.total ? 'complete' : 'incomplete',
      progress: isRunning ? (runner.running?.progress ?? null) : null,
      folderName: folderName(this.#folder),
      problem: runner.problem(this.#folder),
    };
    return this.#last;
  }

  /** Asked again where the engine process ended before it answered. */
  async #report(): Promise<ExperimentReport> {
    const client = await this.#options.engine.client();
    try {
      return await client.experimentReport(this.#folder.fsPath);
    } catch (error) {
      if (reasonOf(error) !== 'restarted') throw error;
      return client.experimentReport(this.#folder.fsPath);
    }
  }
}

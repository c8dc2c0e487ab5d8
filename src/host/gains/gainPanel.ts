import * as vscode from 'vscode';
import type { MessageConnection } from 'vscode-jsonrpc/node';
import { gainViewNotifications, gainViewRequests } from '../../protocol/gainView.ts';
import type { GainCommand } from '../../protocol/gainView.ts';
import type { LabelingSession } from '../../session/session.ts';
import { PacedTask } from '../experiments/pacedTask.ts';
import { saveFigure } from '../experiments/saveFigure.ts';
import { messageOf } from '../messages.ts';
import type { OpenProjects } from '../openProjects.ts';
import { connectWebview, whileVisible } from '../webviewConnection.ts';
import { viewHtml, webviewFolder } from '../webviewPage.ts';
import { GainMeasurement } from './gainMeasurement.ts';
import { serveGains } from './gainServer.ts';

export interface GainViewParts {
  readonly extensionUri: vscode.Uri;
  readonly projects: OpenProjects;
  readonly log: vscode.LogOutputChannel;
}

/** The view is painted at most so often. */
const REFRESH_MS = 500;

/** How well the gains of a project's labels are predicted: measures once, then follows the project's rounds. */
export class GainPanel implements vscode.Disposable {
  readonly #project: vscode.Uri;
  readonly #log: vscode.LogOutputChannel;
  readonly #measurement: GainMeasurement;
  readonly #refresh: PacedTask;
  readonly #subscriptions: { dispose(): unknown }[] = [];
  #connection: MessageConnection | null = null;

  constructor(
    panel: vscode.WebviewPanel,
    project: vscode.Uri,
    { extensionUri, projects, log, session }: GainViewParts & { readonly session: LabelingSession },
  ) {
    this.#project = project;
    this.#log = log;
    this.#refresh = new PacedTask(() => this.#send(), REFRESH_MS);
    this.#measurement = new GainMeasurement(
      // A project whose source changes is opened anew.
      () => projects.session(project) ?? session,
      () => this.#refresh.ask(),
    );
    this.#subscriptions.push(
      this.#refresh,
      projects.onDidChange((uri) => {
        if (uri.toString() === project.toString()) this.#refresh.ask();
      }),
      connectWebview(whileVisible(panel), gainViewRequests.ready.method, (connection) =>
        this.#serve(connection),
      ),
    );
    panel.webview.options = { enableScripts: true, localResourceRoots: [webviewFolder(extensionUri)] };
    panel.webview.html = viewHtml(panel.webview, extensionUri, {
      bundle: 'gains',
      element: '<nextlabel-gains></nextlabel-gains>',
      // A figure is drawn to PNG through an image of its own SVG.
      imageSources: ['blob:', 'data:'],
    });
    void this.#measurement.measure();
  }

  dispose(): void {
    this.#measurement.cancel();
    vscode.Disposable.from(...this.#subscriptions).dispose();
  }

  #serve(connection: MessageConnection): void {
    this.#connection = connection;
    serveGains(connection, {
      snapshot: () => this.#measurement.snapshot(),
      save: (request) => saveFigure(request, vscode.Uri.joinPath(this.#project, '..')),
      runCommand: (command) => this.#run(command),
      log: (message) => this.#log.warn(message),
    });
  }

  #run(command: GainCommand): void {
    switch (command) {
      case 'cancel':
        this.#measurement.cancel();
        return;
      case 'measureAgain':
        void this.#measurement.measure();
        return;
      case 'chooseStrategy':
        void vscode.commands.executeCommand('nextlabel.chooseStrategy', this.#project);
    }
  }

  async #send(): Promise<void> {
    try {
      const snapshot = await this.#measurement.snapshot();
      await this.#connection?.sendNotification(gainViewNotifications.snapshot.method, snapshot);
    } catch (error) {
      this.#log.warn(messageOf(error));
    }
  }
}

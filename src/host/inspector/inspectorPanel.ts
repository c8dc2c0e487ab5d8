import * as vscode from 'vscode';
import type { MessageConnection } from 'vscode-jsonrpc/node';
import { inspectorViewNotifications, inspectorViewRequests } from '../../protocol/inspector.ts';
import type { InspectorSnapshot, InspectorTarget } from '../../protocol/inspector.ts';
import { PacedTask } from '../experiments/pacedTask.ts';
import { saveFigure } from '../experiments/saveFigure.ts';
import { messageOf } from '../messages.ts';
import { guardLevel } from '../settings.ts';
import { connectWebview, whileVisible } from '../webviewConnection.ts';
import { viewHtml } from '../webviewPage.ts';
import { serveInspector } from './inspectorServer.ts';
import type { InspectorSubject } from './inspectorSubject.ts';
import { RunningQuestions } from './runningQuestions.ts';

export interface InspectorPanelOptions {
  readonly extensionUri: vscode.Uri;
  readonly subject: InspectorSubject;
  readonly log: vscode.LogOutputChannel;
}

/** What is common to all tabs is looked at again at most so often. */
const REFRESH_MS = 1000;

/** What a command wants to see; the view keeps the rest as it is. */
export type WantedView = Omit<InspectorTarget, 'serial'>;

/** One view of the inspector: questions in, answers of the engine out. */
export class InspectorPanel implements vscode.Disposable {
  readonly #panel: vscode.WebviewPanel;
  readonly #subject: InspectorSubject;
  readonly #log: vscode.LogOutputChannel;
  readonly #questions = new RunningQuestions();
  readonly #refresh: PacedTask;
  readonly #subscriptions: { dispose(): unknown }[] = [];
  #connection: MessageConnection | null = null;
  #target: InspectorTarget | null = null;
  /** What the view was told last. */
  #told = '';

  constructor(panel: vscode.WebviewPanel, { extensionUri, subject, log }: InspectorPanelOptions) {
    this.#panel = panel;
    this.#subject = subject;
    this.#log = log;
    this.#refresh = new PacedTask(() => this.#send(), REFRESH_MS);
    this.#subscriptions.push(
      this.#refresh,
      subject.onDidChange(() => {
        if (panel.visible) this.#refresh.ask();
      }),
      connectWebview(whileVisible(panel), inspectorViewRequests.ready.method, (connection) =>
        this.#serve(connection),
      ),
    );
    panel.webview.options = { enableScripts: true, localResourceRoots: subject.resourceRoots };
    panel.webview.html = viewHtml(panel.webview, extensionUri, {
      bundle: 'inspector',
      element: '<nextlabel-inspector></nextlabel-inspector>',
      // A figure is drawn to PNG through an image of its own SVG.
      imageSources: ['blob:', 'data:'],
    });
  }

  /** Shows what a command asks for. */
  show(wanted: WantedView): void {
    // A view that is restored later keeps numbers that it has applied.
    this.#target = { ...wanted, serial: Date.now() };
    this.#refresh.ask();
  }

  dispose(): void {
    this.#questions.cancelAll();
    vscode.Disposable.from(...this.#subscriptions).dispose();
  }

  #serve(connection: MessageConnection): void {
    this.#connection = connection;
    const subject = this.#subject;
    const toUri = (path: string): string =>
      this.#panel.webview.asWebviewUri(vscode.Uri.file(path)).toString();
    serveInspector(connection, {
      snapshot: () => this.#snapshot(),
      save: (request) => saveFigure(request, subject.folder),
      ask: (question, asked) => {
        const { method } = question;
        return this.#questions.run(method, JSON.stringify([subject.place, asked]), ({ signal }) =>
          subject.desk.ask(question, asked, {
            signal,
            onProgress: ({ message, fraction }) => this.#tellProgress({ method, message, fraction }),
          }),
        );
      },
      cancel: (method) => this.#questions.cancel(method),
      cards: (rows) => subject.desk.cards(rows, toUri),
      item: (name) => subject.desk.item(name, toUri),
      actions: () => subject.actions,
      useStrategy: async (strategy) => {
        await subject.useStrategy(strategy);
        return null;
      },
      chooseRun: async (run) => {
        await subject.chooseRun(run);
        // What was asked before is about another run.
        this.#questions.cancelAll();
        await this.#sendNow();
        return null;
      },
      runCommand: (command) => subject.runCommand(command),
      log: (message) => this.#log.warn(message),
    });
  }

  #tellProgress(progress: {
    readonly method: string;
    readonly message: string;
    readonly fraction: number | null;
  }): void {
    void this.#connection?.sendNotification(inspectorViewNotifications.progress.method, progress);
  }

  async #snapshot(): Promise<InspectorSnapshot> {
    const { place, desk } = this.#subject;
    const snapshot = { ...(await desk.facts()), guardLevel: guardLevel(), place, target: this.#target };
    // Another run may have been chosen meanwhile.
    if (this.#subject.place !== place) return this.#snapshot();
    this.#told = JSON.stringify(snapshot);
    return snapshot;
  }

  async #sendNow(): Promise<void> {
    const before = this.#told;
    const snapshot = await this.#snapshot();
    if (this.#told === before) return;
    await this.#connection?.sendNotification(inspectorViewNotifications.snapshot.method, snapshot);
  }

  async #send(): Promise<void> {
    try {
      await this.#sendNow();
    } catch (error) {
      this.#log.warn(messageOf(error));
    }
  }
}

import * as vscode from 'vscode';
import type { MessageConnection } from 'vscode-jsonrpc/node';
import { inspectorViewNotifications, inspectorViewRequests } from '../../protocol/inspector.ts';
import type { InspectorSnapshot, InspectorTarget } from '../../protocol/inspector.ts';
import type { LabelingSession } from '../../session/session.ts';
import { PacedTask } from '../experiments/pacedTask.ts';
import { saveFigure } from '../experiments/saveFigure.ts';
import { messageOf } from '../messages.ts';
import type { OpenProjects } from '../openProjects.ts';
import { resourceRoots } from '../resourceRoots.ts';
import { connectWebview, whileVisible } from '../webviewConnection.ts';
import { viewHtml } from '../webviewPage.ts';
import { serveInspector } from './inspectorServer.ts';
import { RunningQuestions } from './runningQuestions.ts';

export interface InspectorParts {
  readonly extensionUri: vscode.Uri;
  readonly projects: OpenProjects;
  readonly log: vscode.LogOutputChannel;
}

/** What is common to all tabs is looked at again at most so often. */
const REFRESH_MS = 1000;

/** What a command wants to see; the view keeps the rest as it is. */
export type WantedView = Omit<InspectorTarget, 'serial'>;

/** One view of the inspector on one project: questions in, answers of the engine out. */
export class InspectorPanel implements vscode.Disposable {
  readonly #project: vscode.Uri;
  readonly #panel: vscode.WebviewPanel;
  readonly #parts: InspectorParts & { readonly session: LabelingSession };
  readonly #questions = new RunningQuestions();
  readonly #refresh: PacedTask;
  readonly #subscriptions: { dispose(): unknown }[] = [];
  #connection: MessageConnection | null = null;
  #target: InspectorTarget | null = null;
  /** What the view was told last. */
  #told = '';

  constructor(
    panel: vscode.WebviewPanel,
    project: vscode.Uri,
    parts: InspectorParts & { readonly session: LabelingSession },
  ) {
    this.#project = project;
    this.#panel = panel;
    this.#parts = parts;
    const { extensionUri, projects, session } = parts;
    this.#refresh = new PacedTask(() => this.#send(), REFRESH_MS);
    this.#subscriptions.push(
      this.#refresh,
      projects.onDidChange((uri) => {
        if (uri.toString() === project.toString() && panel.visible) this.#refresh.ask();
      }),
      connectWebview(whileVisible(panel), inspectorViewRequests.ready.method, (connection) =>
        this.#serve(connection),
      ),
    );
    panel.webview.options = {
      enableScripts: true,
      localResourceRoots: resourceRoots(extensionUri, project, session.config),
    };
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

  #session(): LabelingSession {
    const { projects, session } = this.#parts;
    // A project whose source changes is opened anew.
    return projects.session(this.#project) ?? session;
  }

  #serve(connection: MessageConnection): void {
    this.#connection = connection;
    const { log } = this.#parts;
    const toUri = (path: string): string =>
      this.#panel.webview.asWebviewUri(vscode.Uri.file(path)).toString();
    serveInspector(connection, {
      snapshot: () => this.#snapshot(),
      save: (request) => saveFigure(request, vscode.Uri.joinPath(this.#project, '..')),
      ask: (question, asked) => {
        const { method } = question;
        return this.#questions.run(method, JSON.stringify(asked), ({ signal }) =>
          this.#session().inspector.ask(question, asked, {
            signal,
            onProgress: ({ message, fraction }) => this.#tellProgress({ method, message, fraction }),
          }),
        );
      },
      cancel: (method) => this.#questions.cancel(method),
      cards: (rows) => this.#session().inspector.cards(rows, toUri),
      item: (name) => this.#session().inspector.item(name, toUri),
      actions: () => this.#session().inspector,
      runCommand: (command) => void vscode.commands.executeCommand(`nextlabel.${command}`, this.#project),
      log: (message) => log.warn(message),
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
    const facts = await this.#session().inspector.facts();
    const snapshot = { ...facts, place: this.#project.toString(), target: this.#target };
    this.#told = JSON.stringify(snapshot);
    return snapshot;
  }

  async #send(): Promise<void> {
    try {
      const before = this.#told;
      const snapshot = await this.#snapshot();
      if (this.#told === before) return;
      await this.#connection?.sendNotification(inspectorViewNotifications.snapshot.method, snapshot);
    } catch (error) {
      this.#parts.log.warn(messageOf(error));
    }
  }
}

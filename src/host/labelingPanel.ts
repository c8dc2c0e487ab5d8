import * as vscode from 'vscode';
import type { MessageConnection } from 'vscode-jsonrpc/node';
import { labelingNotifications, labelingRequests } from '../protocol/labeling.ts';
import type { LabelingSnapshot, ViewAction, ViewCommand } from '../protocol/labeling.ts';
import type { ProjectConfig } from '../protocol/project.ts';
import type { ProjectFileResult } from '../session/projectFile.ts';
import type { LabelingSession } from '../session/session.ts';
import { importData } from './importData.ts';
import { labelingHtml, problemLine } from './labelingHtml.ts';
import { serveLabeling } from './labelingServer.ts';
import { messageOf, showInfo } from './messages.ts';
import type { OpenProjects } from './openProjects.ts';
import { parseDocument } from './projectDocument.ts';
import { onDidChangeSuggestions, showSuggestions } from './settings.ts';
import { resourceRoots } from './resourceRoots.ts';
import { connectWebview, whileVisible } from './webviewConnection.ts';
import { showProblemPage } from './webviewPage.ts';
import type { ProblemPage } from './webviewPage.ts';

export interface PanelOptions {
  readonly extensionUri: vscode.Uri;
  readonly projects: OpenProjects;
  readonly log: vscode.LogOutputChannel;
}

/** One labeling view: an editor tab that shows a project file as items to label. */
export class LabelingPanel implements vscode.Disposable {
  readonly uri: vscode.Uri;
  readonly panel: vscode.WebviewPanel;
  readonly #document: vscode.TextDocument;
  readonly #options: PanelOptions;
  readonly #subscriptions: { dispose(): unknown }[] = [];
  /** What ends with the session, not with the view. */
  #sessionParts: { dispose(): unknown }[] = [];
  #connection: MessageConnection | null = null;
  #session: LabelingSession | null = null;
  #disposed = false;
  /** The problem of the text as it stands; empty while it is valid. */
  #problem = '';
  /** One change after the other, in the order in which they were typed. */
  #changes: Promise<void> = Promise.resolve();

  constructor(document: vscode.TextDocument, panel: vscode.WebviewPanel, options: PanelOptions) {
    this.uri = document.uri;
    this.panel = panel;
    this.#document = document;
    this.#options = options;
    this.#subscriptions.push(
      vscode.workspace.onDidChangeTextDocument((event) => {
        if (event.document === document && event.contentChanges.length > 0) void this.#queueUpdate();
      }),
      vscode.workspace.onDidGrantWorkspaceTrust(() => {
        // Until now the project was a copy to look at: it is opened anew, to be labeled.
        this.#changes = this.#changes.then(() => this.#endSession(true));
        void this.#queueUpdate();
      }),
      onDidChangeSuggestions(() => this.refresh()),
      panel.onDidChangeViewState(() => {
        if (!panel.visible) this.#setTextFocus(false);
      }),
    );
  }

  /** Resolves when the view, or the reason why there is none, is on screen. */
  open(): Promise<void> {
    return this.#queueUpdate();
  }

  /** A contributed keybinding was pressed. */
  act(action: ViewAction): void {
    void this.#connection?.sendNotification(labelingNotifications.action.method, { action });
  }

  /** Paints the session's state anew. */
  refresh(): void {
    if (this.#session === null) return;
    this.#snapshot(this.#session).then(
      (snapshot) => this.#send(snapshot),
      (error: unknown) => this.#options.log.warn(messageOf(error)),
    );
  }

  dispose(): void {
    this.#disposed = true;
    this.#setTextFocus(false);
    vscode.Disposable.from(...this.#subscriptions).dispose();
    void this.#endSession(false);
  }

  async #endSession(atOnce: boolean): Promise<void> {
    vscode.Disposable.from(...this.#sessionParts.splice(0)).dispose();
    this.#connection = null;
    if (this.#session === null) return;
    this.#session = null;
    this.#options.projects.release(this.uri);
    if (atOnce) await this.#options.projects.end(this.uri);
  }

  #queueUpdate(): Promise<void> {
    this.#changes = this.#changes.then(() => this.#update());
    return this.#changes;
  }

  async #update(): Promise<void> {
    if (this.#disposed) return;
    const result = parseDocument(this.#document);
    try {
      if (this.#session === null) await this.#start(result);
      else await this.#reconfigure(this.#session, result);
    } catch (error) {
      this.#options.log.error(error instanceof Error ? error : String(error));
      this.#showProblem(vscode.l10n.t('This project cannot be opened'), [messageOf(error)], {
        title: vscode.l10n.t('Show Log'),
        command: 'nextlabel.showLog',
      });
    }
  }

  async #start(result: ProjectFileResult): Promise<void> {
    if (result.config === null) {
      this.#showProblem(vscode.l10n.t('The project file has a mistake'), result.problems.map(problemLine), {
        title: vscode.l10n.t('Open the Project File'),
        command: 'nextlabel.openProjectFile',
      });
      return;
    }
    if (!vscode.workspace.isTrusted && !(await hasItems(this.uri))) {
      this.#showProblem(
        vscode.l10n.t('This workspace is not trusted'),
        [vscode.l10n.t('Nothing is imported here before you trust it.')],
        { title: vscode.l10n.t('Manage Workspace Trust'), command: 'workbench.trust.manage' },
      );
      return;
    }
    const { projects, log, extensionUri } = this.#options;
    const session = await projects.acquire(this.uri, result.config);
    if (this.#disposed) {
      projects.release(this.uri);
      return;
    }
    const { webview } = this.panel;
    projects.setWebview(this.uri, webview);
    this.#session = session;
    this.#sessionParts.push(
      { dispose: () => projects.setWebview(this.uri, null) },
      session.onSnapshot((snapshot) => this.#send(this.#decorate(snapshot))),
      connectWebview(whileVisible(this.panel), labelingRequests.ready.method, (connection) => {
        this.#connection = connection;
        serveLabeling(connection, {
          session,
          snapshot: () => this.#snapshot(session),
          runCommand: (command) => runViewCommand(command, this.uri),
          inspect: (itemId) =>
            void vscode.commands.executeCommand('nextlabel.inspectStrategies', { uri: this.uri, itemId }),
          textFocus: (focused) => this.#setTextFocus(focused),
          log: (message) => log.warn(`${session.config.name}: ${message}`),
        });
      }),
    );
    webview.options = {
      enableScripts: true,
      localResourceRoots: resourceRoots(extensionUri, this.uri, result.config),
    };
    webview.html = labelingHtml(webview, extensionUri, this.uri);
    importAtFirst(session);
  }

  async #reconfigure(session: LabelingSession, result: ProjectFileResult): Promise<void> {
    const [problem] = result.problems;
    this.#problem = problem === undefined ? '' : problemLine(problem);
    if (result.config === null) {
      this.refresh();
      return;
    }
    const before = session.config;
    await session.reconfigure(result.config);
    this.refresh();
    if (!readsOtherwise(before, result.config)) return;
    if (session.needsImport) void importData(session, { quiet: true });
    else
      void showInfo(vscode.l10n.t('The project now reads its data differently. Labels stay.'), {
        title: vscode.l10n.t('Import Data Again'),
        run: () => importData(session, { quiet: false }),
      });
  }

  async #snapshot(session: LabelingSession): Promise<LabelingSnapshot> {
    return this.#decorate(await session.snapshot());
  }

  #decorate(snapshot: LabelingSnapshot): LabelingSnapshot {
    const notice =
      this.#problem === ''
        ? snapshot.notice
        : vscode.l10n.t('The project file has a mistake; its last valid content is used. {0}', this.#problem);
    return { ...snapshot, notice, showSuggestions: showSuggestions() };
  }

  #send(snapshot: LabelingSnapshot): void {
    void this.#connection?.sendNotification(labelingNotifications.snapshot.method, snapshot);
  }

  #showProblem(title: string, lines: readonly string[], link: ProblemPage['link']): void {
    showProblemPage(this.panel.webview, { title, lines, link });
  }

  #setTextFocus(focused: boolean): void {
    void vscode.commands.executeCommand('setContext', 'nextlabel.textFocus', focused);
  }
}

/** A project without items asks nobody: it reads its data, unless the workspace is not trusted yet. */
const importAtFirst = (session: LabelingSession): void => {
  if (session.needsImport && vscode.workspace.isTrusted) void importData(session, { quiet: true });
};

/** Asked without opening the project, which would write beside it. */
const hasItems = async (uri: vscode.Uri): Promise<boolean> => {
  const { readProgress } = await import('../session/onDemand.ts');
  return (await readProgress(uri.fsPath)) !== null;
};

const runViewCommand = (command: ViewCommand, uri: vscode.Uri): void => {
  void vscode.commands.executeCommand(`nextlabel.${command}`, uri);
};

const readsOtherwise = (before: ProjectConfig, after: ProjectConfig): boolean => {
  const reading = ({
    source,
    kind,
    idColumn,
    textColumn,
    labelColumn,
    featureColumns,
  }: ProjectConfig): string =>
    JSON.stringify([source, kind, idColumn, textColumn, labelColumn, featureColumns]);
  return reading(before) !== reading(after);
};

import * as vscode from 'vscode';
import type { LabelingSnapshot } from '../protocol/labeling.ts';
import type { ProjectConfig } from '../protocol/project.ts';
import type { LabelingSession } from '../session/session.ts';
import type { EngineHandle } from './engineHandle.ts';
import { showSuggestions } from './settings.ts';

/** An open project keeps running for so long after its last view is gone: reopening it then costs nothing. */
const GRACE_MS = 2000;

interface Entry {
  readonly session: Promise<LabelingSession>;
  users: number;
  closing: NodeJS.Timeout | null;
  /** Null until a view of this project is shown. */
  webview: vscode.Webview | null;
  /** Set once the session is open. */
  opened: LabelingSession | null;
  snapshot: LabelingSnapshot | null;
}

/** The open sessions, one for each project file, whoever uses it: views and commands. */
export class OpenProjects implements vscode.Disposable {
  readonly #engine: EngineHandle;
  readonly #log: vscode.LogOutputChannel;
  readonly #entries = new Map<string, Entry>();
  readonly #changed = new vscode.EventEmitter<vscode.Uri>();
  /** A snapshot of this project came in, or it was closed. */
  readonly onDidChange = this.#changed.event;

  constructor(engine: EngineHandle, log: vscode.LogOutputChannel) {
    this.#engine = engine;
    this.#log = log;
  }

  /** Opens the project, or joins those who have it open; each call needs its `release`. */
  async acquire(uri: vscode.Uri, config: ProjectConfig): Promise<LabelingSession> {
    const key = uri.toString();
    const entry = this.#entries.get(key) ?? this.#open(uri, config);
    this.#entries.set(key, entry);
    entry.users += 1;
    if (entry.closing !== null) clearTimeout(entry.closing);
    entry.closing = null;
    try {
      return await entry.session;
    } catch (error) {
      // The next attempt starts afresh: the disk may have room again, the other window may be closed.
      if (this.#entries.get(key) === entry) this.#entries.delete(key);
      throw error;
    }
  }

  release(uri: vscode.Uri): void {
    const entry = this.#entries.get(uri.toString());
    if (entry === undefined) return;
    entry.users -= 1;
    if (entry.users > 0) return;
    entry.closing = setTimeout(() => {
      this.#entries.delete(uri.toString());
      void this.#close(entry).then(() => this.#changed.fire(uri));
    }, GRACE_MS);
  }

  /** Ends the session now, whoever uses it: the next `acquire` opens the project anew. */
  async end(uri: vscode.Uri): Promise<void> {
    const entry = this.#entries.get(uri.toString());
    if (entry === undefined) return;
    this.#entries.delete(uri.toString());
    await this.#close(entry);
  }

  /** The view through which the project's images are loaded. */
  setWebview(uri: vscode.Uri, webview: vscode.Webview | null): void {
    const entry = this.#entries.get(uri.toString());
    if (entry !== undefined) entry.webview = webview;
  }

  /** The session if this project is open, else null. */
  session(uri: vscode.Uri): LabelingSession | null {
    return this.#entries.get(uri.toString())?.opened ?? null;
  }

  /** What an open project last reported, else null. */
  snapshot(uri: vscode.Uri): LabelingSnapshot | null {
    return this.#entries.get(uri.toString())?.snapshot ?? null;
  }

  async dispose(): Promise<void> {
    const entries = [...this.#entries.values()];
    this.#entries.clear();
    this.#changed.dispose();
    await Promise.all(entries.map((entry) => this.#close(entry)));
  }

  #open(uri: vscode.Uri, config: ProjectConfig): Entry {
    const entry: Entry = {
      session: this.#startSession(uri, config, (path) => {
        const file = vscode.Uri.file(path);
        return (entry.webview?.asWebviewUri(file) ?? file).toString();
      }),
      users: 0,
      closing: null,
      webview: null,
      opened: null,
      snapshot: null,
    };
    void entry.session.then(
      (session) => {
        entry.opened = session;
        session.onSnapshot((snapshot) => {
          entry.snapshot = snapshot;
          this.#changed.fire(uri);
        });
      },
      () => undefined,
    );
    return entry;
  }

  async #startSession(
    uri: vscode.Uri,
    config: ProjectConfig,
    toUri: (absolutePath: string) => string,
  ): Promise<LabelingSession> {
    const { openSession } = await import('../session/onDemand.ts');
    return openSession({
      projectFile: uri.fsPath,
      config,
      engine: await this.#engine.client(),
      toUri,
      showSuggestions,
      trusted: () => vscode.workspace.isTrusted,
      log: (level, message) => this.#log[level](`${config.name}: ${message}`),
    });
  }

  async #close(entry: Entry): Promise<void> {
    if (entry.closing !== null) clearTimeout(entry.closing);
    try {
      await (await entry.session).close();
    } catch (error) {
      this.#log.warn(`Closing a project: ${String(error)}`);
    }
  }
}

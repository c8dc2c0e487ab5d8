import * as vscode from 'vscode';
import { projectName } from '../session/projectFile.ts';
import type { OpenProjects } from './openProjects.ts';
import { OUTSIDE_PROJECTS, PROJECT_FILES } from './projectDocument.ts';

export interface ProjectItem {
  readonly uri: vscode.Uri;
}

/** Changes on disk come in bursts (an import, a git pull). */
const REFRESH_DELAY_MS = 500;

export const findProjects = async (): Promise<readonly vscode.Uri[]> => {
  const uris = await vscode.workspace.findFiles(PROJECT_FILES, OUTSIDE_PROJECTS);
  return uris.sort((a, b) => a.path.localeCompare(b.path));
};

/** The workspace's labeling projects with their progress. */
export class ProjectTree implements vscode.TreeDataProvider<ProjectItem>, vscode.Disposable {
  readonly #projects: OpenProjects;
  readonly #changed = new vscode.EventEmitter<void>();
  readonly #subscriptions: { dispose(): unknown }[] = [this.#changed];
  #refreshing: NodeJS.Timeout | null = null;
  readonly onDidChangeTreeData = this.#changed.event;

  constructor(projects: OpenProjects) {
    this.#projects = projects;
    this.#subscriptions.push(
      projects.onDidChange(() => this.refreshSoon()),
      vscode.workspace.onDidChangeWorkspaceFolders(() => this.refreshSoon()),
      ...[PROJECT_FILES, '**/.nextlabel/**/labels.jsonl'].map((pattern) => this.#watch(pattern)),
      vscode.window.registerTreeDataProvider('nextlabel.projects', this),
    );
  }

  async getChildren(element?: ProjectItem): Promise<ProjectItem[]> {
    if (element !== undefined) return [];
    return (await findProjects()).map((uri) => ({ uri }));
  }

  async getTreeItem({ uri }: ProjectItem): Promise<vscode.TreeItem> {
    const item = new vscode.TreeItem(projectName(uri.path));
    const folder = vscode.workspace.asRelativePath(vscode.Uri.joinPath(uri, '..'));
    const progress = await this.#progress(uri);
    item.id = uri.toString();
    item.resourceUri = uri;
    item.contextValue = 'project';
    item.iconPath = new vscode.ThemeIcon(progress?.done === true ? 'pass' : 'tag');
    item.description = progress?.text ?? vscode.l10n.t('not imported yet');
    item.tooltip = `${folder}\n${item.description}`;
    item.command = {
      command: 'nextlabel.openLabelingView',
      title: vscode.l10n.t('Open Labeling View'),
      arguments: [uri],
    };
    return item;
  }

  refreshSoon(): void {
    this.#refreshing ??= setTimeout(() => {
      this.#refreshing = null;
      this.#changed.fire();
    }, REFRESH_DELAY_MS);
  }

  dispose(): void {
    if (this.#refreshing !== null) clearTimeout(this.#refreshing);
    vscode.Disposable.from(...this.#subscriptions).dispose();
  }

  #watch(pattern: string): vscode.Disposable {
    const watcher = vscode.workspace.createFileSystemWatcher(pattern);
    watcher.onDidCreate(() => this.refreshSoon());
    watcher.onDidChange(() => this.refreshSoon());
    watcher.onDidDelete(() => this.refreshSoon());
    return watcher;
  }

  async #progress(uri: vscode.Uri): Promise<{ readonly text: string; readonly done: boolean } | null> {
    const open = this.#projects.snapshot(uri);
    const counts = open ?? (await readCounts(uri));
    if (counts === null || counts.total === 0) return null;
    const { labeled, total } = counts;
    return {
      text: vscode.l10n.t('{0} of {1} labeled', labeled.toLocaleString(), total.toLocaleString()),
      done: labeled >= total,
    };
  }
}

const readCounts = async (uri: vscode.Uri): Promise<{ total: number; labeled: number } | null> => {
  const { readProgress } = await import('../session/onDemand.ts');
  return readProgress(uri.fsPath);
};

import * as vscode from 'vscode';
import type { ExperimentEntry, ExperimentList } from './experimentList.ts';
import { percentOf, runsText } from './runsText.ts';
import { folderName, folderOf } from './resultsPlace.ts';

/** A running experiment changes with each of its runs: the tree follows once a second. */
const REPAINT_MS = 1000;

/** The list of experiments in the NextLabel container. */
export class ExperimentTree implements vscode.TreeDataProvider<ExperimentEntry>, vscode.Disposable {
  readonly #list: ExperimentList;
  readonly #changed = new vscode.EventEmitter<ExperimentEntry | undefined>();
  readonly #subscriptions: { dispose(): unknown }[] = [this.#changed];
  #repainting: NodeJS.Timeout | null = null;
  /** What the next repaint is about. */
  #scope: 'all' | 'running' = 'running';
  #shown: readonly ExperimentEntry[] = [];
  readonly onDidChangeTreeData = this.#changed.event;

  constructor(list: ExperimentList) {
    this.#list = list;
    this.#subscriptions.push(
      list.onDidChange((scope) => this.#repaintSoon(scope)),
      vscode.window.registerTreeDataProvider('nextlabel.experiments', this),
    );
  }

  async getChildren(element?: ExperimentEntry): Promise<ExperimentEntry[]> {
    if (element !== undefined) return [];
    this.#shown = await this.#list.entries();
    return [...this.#shown];
  }

  getTreeItem(shown: ExperimentEntry): vscode.TreeItem {
    const entry = this.#list.withState(shown);
    const item = new vscode.TreeItem(entry.name);
    item.id = entry.uri.toString();
    item.contextValue = `experiment.${entry.state}`;
    item.iconPath = iconOf(entry);
    item.description = descriptionOf(entry);
    item.tooltip = [folderName(folderOf(entry.uri)), item.description].join('\n');
    item.accessibilityInformation = { label: `${entry.name}, ${item.description}` };
    item.command = {
      command: 'nextlabel.openExperiment',
      title: vscode.l10n.t('Open Experiment Results'),
      arguments: [entry],
    };
    return item;
  }

  dispose(): void {
    if (this.#repainting !== null) clearTimeout(this.#repainting);
    vscode.Disposable.from(...this.#subscriptions).dispose();
  }

  #repaintSoon(scope: 'all' | 'running'): void {
    if (scope === 'all') this.#scope = 'all';
    this.#repainting ??= setTimeout(() => {
      this.#repainting = null;
      this.#repaint();
    }, REPAINT_MS);
  }

  #repaint(): void {
    const running = this.#shown.find((entry) => this.#list.withState(entry).state === 'running');
    if (this.#scope === 'all' || running !== undefined) {
      this.#changed.fire(this.#scope === 'all' ? undefined : running);
    }
    this.#scope = 'running';
  }
}

const iconOf = ({ state }: ExperimentEntry): vscode.ThemeIcon => {
  switch (state) {
    case 'running':
      return new vscode.ThemeIcon('sync~spin');
    case 'complete':
      return new vscode.ThemeIcon('pass');
    case 'incomplete':
      return new vscode.ThemeIcon('debug-pause');
  }
};

/** `189 of 189 runs, Nov 25, 16:10`; how far a running one is; what an incomplete one has. */
export const descriptionOf = ({ state, done, total, startedAt }: ExperimentEntry): string => {
  switch (state) {
    case 'running':
      return vscode.l10n.t('running, {0} %', percentOf(done, total));
    case 'complete':
      return vscode.l10n.t('{0}, {1}', runsText(done, total), dateText(startedAt));
    case 'incomplete':
      return vscode.l10n.t('incomplete, {0}, {1}', runsText(done, total), dateText(startedAt));
  }
};

const dateText = (date: Date): string =>
  date.toLocaleString(vscode.env.language, {
    ...(date.getFullYear() === new Date().getFullYear() ? {} : { year: 'numeric' }),
    month: 'short',
    day: 'numeric',
    hour: '2-digit',
    minute: '2-digit',
    hourCycle: 'h23',
  });

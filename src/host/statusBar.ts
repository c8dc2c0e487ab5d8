import * as vscode from 'vscode';
import type { EngineState } from '../engineProcess/engineClient.ts';
import type { LabelingSnapshot } from '../protocol/labeling.ts';
import { choiceInWords } from '../protocol/backend.ts';
import type { EngineHandle } from './engineHandle.ts';
import type { LabelingEditor } from './labelingEditor.ts';
import type { OpenProjects } from './openProjects.ts';

interface Parts {
  readonly editor: LabelingEditor;
  readonly projects: OpenProjects;
  readonly engine: EngineHandle;
}

/** Says for the labeling view in front how its ranking stands; a click chooses the strategy. */
export const showStatus = ({ editor, projects, engine }: Parts): vscode.Disposable => {
  const item = vscode.window.createStatusBarItem('nextlabel.status', vscode.StatusBarAlignment.Left, 0);
  item.name = 'NextLabel';
  item.command = 'nextlabel.chooseStrategy';
  const update = (): void => {
    const view = editor.active;
    const snapshot = view === null ? null : projects.snapshot(view.uri);
    if (snapshot === null) {
      item.hide();
      return;
    }
    const text = statusText(snapshot, engine.state);
    item.text = text;
    item.tooltip = statusTooltip(snapshot, engine);
    item.show();
  };
  return vscode.Disposable.from(
    item,
    editor.onDidChangeActive(update),
    projects.onDidChange(update),
    engine.onDidChange(update),
  );
};

const statusText = ({ ranking, busy }: LabelingSnapshot, engine: EngineState | null): string => {
  if (busy !== '') return `$(sync~spin) ${busy}`;
  if (engine === 'restarting') return `$(warning) ${vscode.l10n.t('Engine restarting')}`;
  if (engine === 'stopped') return `$(warning) ${vscode.l10n.t('Engine stopped')}`;
  const title = ranking.strategyTitle;
  switch (ranking.status) {
    case 'ranking':
      return `$(sync~spin) ${title}${ranking.progress === '' ? '' : `: ${ranking.progress}`}`;
    case 'stale':
      return `$(history) ${title}`;
    case 'current':
    case 'none':
      return `$(tag) ${title}`;
  }
};

const statusTooltip = (snapshot: LabelingSnapshot, { state, networks }: EngineHandle): string => {
  const { ranking } = snapshot;
  return [
    snapshot.projectName,
    vscode.l10n.t('{0} of {1} labeled', snapshot.labeled.toLocaleString(), snapshot.total.toLocaleString()),
    ranking.round === 0
      ? vscode.l10n.t('Not ranked yet')
      : vscode.l10n.t('Round {0}, ranked {1} labels ago', ranking.round, ranking.labelsAgo),
    ranking.detail,
    state === null ? '' : vscode.l10n.t('Engine: {0}', state),
    networks === null ? '' : vscode.l10n.t('Neural networks: {0}', choiceInWords(networks)),
    vscode.l10n.t('Click to choose the strategy'),
  ]
    .filter((line) => line !== '')
    .join('\n');
};

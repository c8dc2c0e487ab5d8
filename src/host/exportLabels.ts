import * as vscode from 'vscode';
import type { ExportFormat } from '../protocol/engine.ts';
import type { LabelingSession } from '../session/session.ts';
import { withProgress } from './longOperation.ts';
import { isCancellation, messageOf, showError, showInfo, showLogAction } from './messages.ts';

interface FormatItem extends vscode.QuickPickItem {
  readonly format: ExportFormat;
  readonly extension: string;
}

const formats = (): readonly FormatItem[] => [
  {
    label: 'CSV',
    detail: vscode.l10n.t('One row for each labeled item; cells that a spreadsheet would run are escaped.'),
    format: 'csv',
    extension: 'csv',
  },
  {
    label: 'JSONL',
    detail: vscode.l10n.t('One JSON object on each line.'),
    format: 'jsonl',
    extension: 'jsonl',
  },
  {
    label: 'Label Studio JSON',
    detail: vscode.l10n.t('Tasks with annotations, for import into Label Studio.'),
    format: 'labelStudio',
    extension: 'json',
  },
];

/** Asks for format and file, then writes. */
export const exportLabels = async (session: LabelingSession, projectFile: vscode.Uri): Promise<void> => {
  const { name } = session.config;
  const chosen = await vscode.window.showQuickPick(formats(), {
    title: vscode.l10n.t('Export Labels of {0}', name),
    placeHolder: vscode.l10n.t('Format'),
  });
  if (chosen === undefined) return;
  const target = await vscode.window.showSaveDialog({
    defaultUri: vscode.Uri.joinPath(projectFile, '..', `${name}-labels.${chosen.extension}`),
    filters: { [chosen.label]: [chosen.extension] },
    title: vscode.l10n.t('Export Labels'),
  });
  if (target !== undefined) await writeExport(session, chosen.format, target);
};

const writeExport = async (
  session: LabelingSession,
  format: ExportFormat,
  target: vscode.Uri,
): Promise<void> => {
  try {
    const { rows } = await withProgress(vscode.l10n.t('Exporting labels'), (operation) =>
      session.exportLabels({ format, path: target.fsPath, ...operation }),
    );
    const file = vscode.workspace.asRelativePath(target);
    void showInfo(vscode.l10n.t('{0} labels exported to {1}.', rows.toLocaleString(), file), {
      title: vscode.l10n.t('Open'),
      run: () => vscode.commands.executeCommand('vscode.open', target),
    });
  } catch (error) {
    if (isCancellation(error)) return;
    void showError(vscode.l10n.t('The labels were not exported: {0}', messageOf(error)), showLogAction());
  }
};

import path from 'node:path';
import * as vscode from 'vscode';
import type { SaveRequest } from '../../protocol/experimentView.ts';
import { showInfo } from '../messages.ts';

/** File types as the save dialog names them. */
const filters: Readonly<Record<SaveRequest['kind'], Readonly<Record<string, string[]>>>> = {
  svg: { SVG: ['svg'] },
  png: { PNG: ['png'] },
  csv: { CSV: ['csv'] },
  latex: { LaTeX: ['tex'] },
};

/** Asks where a figure or table goes, beginning with the results folder, and writes it. */
export const saveFigure = async (
  { suggestedName, kind, content }: SaveRequest,
  folder: vscode.Uri,
): Promise<{ readonly saved: boolean }> => {
  const target = await vscode.window.showSaveDialog({
    defaultUri: vscode.Uri.joinPath(folder, suggestedName),
    filters: filters[kind],
    title: vscode.l10n.t('Save {0}', suggestedName),
  });
  if (target === undefined) return { saved: false };
  await vscode.workspace.fs.writeFile(target, Buffer.from(content, kind === 'png' ? 'base64' : 'utf8'));
  void showInfo(vscode.l10n.t('{0} saved.', path.basename(target.fsPath)), {
    title: vscode.l10n.t('Open'),
    run: () => vscode.commands.executeCommand('vscode.open', target),
  });
  return { saved: true };
};

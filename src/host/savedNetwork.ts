import path from 'node:path';
import * as vscode from 'vscode';
import { NETWORK_FILE_EXTENSION, readNetwork } from '../session/networkFile.ts';
import type { LabelingSession } from '../session/session.ts';
import { showInfo, showWarning } from './messages.ts';
import { changeProject, OUTSIDE_PROJECTS } from './projectDocument.ts';

const filters = (): Record<string, string[]> => ({
  [vscode.l10n.t('Learned networks')]: [NETWORK_FILE_EXTENSION],
});

/** Writes what the last round learned into a file that the user names. */
export const saveNetwork = async (session: LabelingSession, projectFile: vscode.Uri): Promise<void> => {
  if (!session.hasNetwork) {
    const why = vscode.l10n.t(
      'There is no learned network yet: the strategy “Neural process” learns one at its next ranking.',
    );
    void showWarning(why);
    return;
  }
  const target = await vscode.window.showSaveDialog({
    defaultUri: vscode.Uri.joinPath(projectFile, '..', `${session.config.name}.${NETWORK_FILE_EXTENSION}`),
    filters: filters(),
    title: vscode.l10n.t('Save Learned Network'),
  });
  if (target === undefined) return;
  await session.saveNetwork(target.fsPath);
  void showInfo(vscode.l10n.t('The network was saved to {0}.', vscode.workspace.asRelativePath(target)));
};

/** Has the project's neural process go on from a network that was saved, here or in another project. */
export const startFromNetwork = async (projectFile: vscode.Uri): Promise<void> => {
  const chosen = await chooseNetwork(projectFile);
  if (chosen === undefined) return;
  // A file that is none, or damaged, is refused here; the project stays as it is.
  await readNetwork(chosen.fsPath);
  const relative = path.relative(path.dirname(projectFile.fsPath), chosen.fsPath);
  await changeProject(projectFile, { network: relative.split(path.sep).join('/') });
};

const MAX_LISTED = 100;

/** One of the workspace's networks, or a file from anywhere; undefined when the user left. */
const chooseNetwork = async (projectFile: vscode.Uri): Promise<vscode.Uri | undefined> => {
  const found = await vscode.workspace.findFiles(
    `**/*.${NETWORK_FILE_EXTENSION}`,
    OUTSIDE_PROJECTS,
    MAX_LISTED,
  );
  if (found.length === 0) return browseForNetwork(projectFile);
  const files = found
    .map((uri) => ({ label: `$(file) ${vscode.workspace.asRelativePath(uri)}`, uri }))
    .sort((a, b) => a.label.localeCompare(b.label));
  const elsewhere = { label: `$(go-to-file) ${vscode.l10n.t('Choose a file…')}`, uri: null };
  const choices: readonly (vscode.QuickPickItem & { readonly uri: vscode.Uri | null })[] = [
    ...files,
    elsewhere,
  ];
  const chosen = await vscode.window.showQuickPick(choices, {
    title: vscode.l10n.t('Start From Saved Network'),
    placeHolder: vscode.l10n.t('The network that the next ranking goes on from'),
  });
  return chosen?.uri === null ? browseForNetwork(projectFile) : chosen?.uri;
};

const browseForNetwork = async (projectFile: vscode.Uri): Promise<vscode.Uri | undefined> => {
  const chosen = await vscode.window.showOpenDialog({
    defaultUri: vscode.Uri.joinPath(projectFile, '..'),
    filters: filters(),
    title: vscode.l10n.t('Start From Saved Network'),
  });
  return chosen?.[0];
};

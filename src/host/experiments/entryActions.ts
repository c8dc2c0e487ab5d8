import * as vscode from 'vscode';
import { showError, showInfo } from '../messages.ts';
import type { ExperimentEntry } from './experimentList.ts';
import type { ExperimentJob } from './experimentRunner.ts';
import { folderName, folderOf } from './resultsPlace.ts';
import { openSpec, readSpec } from './specFile.ts';
import { fileExists } from '../fileExists.ts';

/** What is needed to go on with an incomplete experiment; null, with a message, where its spec is gone. */
export const resumeJob = async (entry: ExperimentEntry): Promise<ExperimentJob | null> => {
  if (!(await hasSpec(entry))) return null;
  const specText = await readSpec(entry.spec);
  return { name: entry.name, specText, spec: entry.spec, folder: folderOf(entry.uri), resume: true };
};

export const openSpecOf = async (entry: ExperimentEntry): Promise<void> => {
  if (await hasSpec(entry)) await openSpec(entry.spec);
};

const hasSpec = async ({ name, spec }: ExperimentEntry): Promise<boolean> => {
  if (await fileExists(spec)) return true;
  void showError(vscode.l10n.t('The spec of {0} is not there any more; it was {1}.', name, spec.fsPath));
  return false;
};

/** Shows the results folder in the Explorer, or in the system's file manager where it is outside of the workspace. */
export const revealFolder = async (entry: ExperimentEntry): Promise<void> => {
  if (vscode.workspace.getWorkspaceFolder(entry.uri) !== undefined) {
    await vscode.commands.executeCommand('revealInExplorer', entry.uri);
    return;
  }
  const folder = folderOf(entry.uri);
  // A VS Code that runs in a browser or on another machine has no file manager to show it in.
  const commands = await vscode.commands.getCommands(true);
  if (vscode.env.remoteName === undefined && commands.includes('revealFileInOS')) {
    await vscode.commands.executeCommand('revealFileInOS', folder);
    return;
  }
  void showInfo(vscode.l10n.t('The results are in {0}', folder.fsPath), {
    title: vscode.l10n.t('Copy Path'),
    run: () => vscode.env.clipboard.writeText(folder.fsPath),
  });
};

/**
 * Asks, then moves the results folder to the trash; where there is no trash it asks before deleting for good. True if it
 * is gone.
 */
export const deleteResults = async (entry: ExperimentEntry): Promise<boolean> => {
  const folder = folderOf(entry.uri);
  if (entry.state === 'running') {
    void showInfo(vscode.l10n.t('{0} is running: cancel it before its results are deleted.', entry.name));
    return false;
  }
  const detail = vscode.l10n.t('The folder "{0}" holds {1} runs.', folderName(folder), entry.done);
  if (!(await confirmed(entry, detail, vscode.l10n.t('Move to Trash')))) return false;
  try {
    await vscode.workspace.fs.delete(folder, { recursive: true, useTrash: true });
    return true;
  } catch {
    return deleteForGood(entry, folder);
  }
};

const deleteForGood = async (entry: ExperimentEntry, folder: vscode.Uri): Promise<boolean> => {
  const detail = vscode.l10n.t(
    'There is no trash here: the folder "{0}" cannot be restored.',
    folderName(folder),
  );
  if (!(await confirmed(entry, detail, vscode.l10n.t('Delete Permanently')))) return false;
  await vscode.workspace.fs.delete(folder, { recursive: true });
  return true;
};

const confirmed = async ({ name }: ExperimentEntry, detail: string, button: string): Promise<boolean> => {
  const question = vscode.l10n.t('Delete the results of {0}?', name);
  return (await vscode.window.showWarningMessage(question, { modal: true, detail }, button)) === button;
};

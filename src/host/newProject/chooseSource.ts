import * as vscode from 'vscode';
import { OUTSIDE_PROJECTS } from '../projectDocument.ts';
import { BACK, pickOne } from './steps.ts';
import type { Choice } from './steps.ts';

const DATA_FILES = '**/*.{csv,tsv,jsonl}';
const MAX_LISTED = 200;

/** Asks where the data are: a file of the workspace, or any file or folder of images. */
export const chooseSource = async (): Promise<vscode.Uri | undefined> => {
  const files = await vscode.workspace.findFiles(DATA_FILES, OUTSIDE_PROJECTS, MAX_LISTED);
  const current = vscode.window.activeTextEditor?.document.uri.toString();
  const choices: Choice<vscode.Uri | 'file' | 'folder'>[] = files
    .sort((a, b) => a.path.localeCompare(b.path))
    .map((uri) => ({
      label: `$(file) ${vscode.workspace.asRelativePath(uri)}`,
      value: uri,
      picked: uri.toString() === current,
    }));
  choices.push(
    { label: `$(folder-opened) ${vscode.l10n.t('Choose a folder of images…')}`, value: 'folder' },
    { label: `$(go-to-file) ${vscode.l10n.t('Choose a file…')}`, value: 'file' },
  );
  const answer = await pickOne(choices, {
    title: vscode.l10n.t('New Labeling Project'),
    placeholder: vscode.l10n.t('What do you want to label?'),
    back: false,
  });
  if (answer === undefined || answer === BACK) return undefined;
  if (answer !== 'file' && answer !== 'folder') return answer;
  const folder = answer === 'folder';
  const chosen = await vscode.window.showOpenDialog({
    canSelectFiles: !folder,
    canSelectFolders: folder,
    ...(folder ? {} : { filters: { [vscode.l10n.t('Data')]: ['csv', 'tsv', 'jsonl'] } }),
  });
  return chosen?.[0];
};

import * as vscode from 'vscode';
import { OUTSIDE_PROJECTS } from '../projectDocument.ts';
import { BACK, pickOne } from './steps.ts';
import type { Choice } from './steps.ts';

const DATA_FILES = '**/*.{csv,tsv,jsonl}';
const IMAGE_FILES = '**/*.{png,jpg,jpeg,webp,gif,avif,tif,tiff}';
const MAX_LISTED = 200;
/** Enough to meet every folder of images in most workspaces, and bounded in all. */
const MAX_IMAGES = 5000;

type SourceChoice = Choice<vscode.Uri | 'file' | 'folder'>;

/** Asks where the data are: a file or folder of images of the workspace, or any other. */
export const chooseSource = async (): Promise<vscode.Uri | undefined> => {
  const choices: SourceChoice[] = [
    ...(await tablesAndTexts()),
    ...(await imageFolders()),
    { label: `$(folder-opened) ${vscode.l10n.t('Choose a folder of images…')}`, value: 'folder' },
    { label: `$(go-to-file) ${vscode.l10n.t('Choose a file…')}`, value: 'file' },
  ];
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

const tablesAndTexts = async (): Promise<SourceChoice[]> => {
  const files = await vscode.workspace.findFiles(DATA_FILES, OUTSIDE_PROJECTS, MAX_LISTED);
  const current = vscode.window.activeTextEditor?.document.uri.toString();
  return files
    .sort((a, b) => a.path.localeCompare(b.path))
    .map((uri) => ({
      label: `$(file) ${vscode.workspace.asRelativePath(uri)}`,
      value: uri,
      picked: uri.toString() === current,
    }));
};

/** The workspace's own folders that hold images, at whatever depth. */
const imageFolders = async (): Promise<SourceChoice[]> => {
  const images = await vscode.workspace.findFiles(IMAGE_FILES, OUTSIDE_PROJECTS, MAX_IMAGES);
  const folders = new Map<string, vscode.Uri>();
  for (const image of images) {
    const root = vscode.workspace.getWorkspaceFolder(image)?.uri;
    if (root === undefined) continue;
    const [first, ...rest] = image.path.slice(root.path.length + 1).split('/');
    const folder = first === undefined || rest.length === 0 ? root : vscode.Uri.joinPath(root, first);
    folders.set(folder.toString(), folder);
  }
  return [...folders.values()]
    .sort((a, b) => a.path.localeCompare(b.path))
    .map((uri) => ({
      label: `$(file-media) ${vscode.workspace.asRelativePath(uri)}`,
      description: vscode.l10n.t('images'),
      value: uri,
    }));
};

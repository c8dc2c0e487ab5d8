import path from 'node:path';
import * as vscode from 'vscode';
import { RESULTS_FILE } from '../../protocol/experiment.ts';
import { specName } from './specFile.ts';
import { fileExists } from '../fileExists.ts';

/** Results of presets in a workspace; in the extension's own storage their folder is called by the second name. */
const PRESET_RESULTS = 'experiment-results';
const STORED_RESULTS = 'experiments';

export const resultsFileIn = (folder: vscode.Uri): vscode.Uri => vscode.Uri.joinPath(folder, RESULTS_FILE);

/** Whatever its folder holds. */
export const isResultsFile = (uri: vscode.Uri): boolean => path.posix.basename(uri.path) === RESULTS_FILE;

export const folderOf = (resultsFile: vscode.Uri): vscode.Uri => vscode.Uri.joinPath(resultsFile, '..');

/** Where results go when no folder is open. */
export const storedResults = (globalStorageUri: vscode.Uri): vscode.Uri =>
  vscode.Uri.joinPath(globalStorageUri, STORED_RESULTS);

/** `2025-11-25 16.10.07`, local time; sorts by time and is a file name on every system. */
export const timestamp = (date: Date): string => {
  const two = (value: number): string => String(value).padStart(2, '0');
  const day = [date.getFullYear(), two(date.getMonth() + 1), two(date.getDate())].join('-');
  return `${day} ${[date.getHours(), date.getMinutes(), date.getSeconds()].map(two).join('.')}`;
};

/** A folder that does not exist yet, for the results of a spec: `<name>.results/<time>` beside it. */
export const resultsOfSpec = (spec: vscode.Uri, now: Date): Promise<vscode.Uri> =>
  fresh(vscode.Uri.joinPath(spec, '..', `${specName(spec)}.results`), timestamp(now));

/** The same for a preset: in the first folder of the workspace, else in the extension's storage. */
export const resultsOfPreset = (
  presetId: string,
  globalStorageUri: vscode.Uri,
  now: Date,
): Promise<vscode.Uri> => {
  const workspace = vscode.workspace.workspaceFolders?.[0]?.uri;
  const base =
    workspace === undefined
      ? storedResults(globalStorageUri)
      : vscode.Uri.joinPath(workspace, PRESET_RESULTS);
  return fresh(base, `${presetId} ${timestamp(now)}`);
};

const fresh = async (base: vscode.Uri, name: string): Promise<vscode.Uri> => {
  for (let attempt = 1; ; attempt += 1) {
    const folder = vscode.Uri.joinPath(base, attempt === 1 ? name : `${name} ${attempt}`);
    if (!(await fileExists(folder))) return folder;
  }
};

/** Runs that a results folder holds; each is a file of its own. */
export const countRuns = async (folder: vscode.Uri): Promise<number> => {
  const names = await namesIn(vscode.Uri.joinPath(folder, 'runs'));
  return names.filter((name) => name.endsWith('.json')).length;
};

/** None where there is no folder. */
export const namesIn = async (folder: vscode.Uri): Promise<readonly string[]> => {
  try {
    return (await vscode.workspace.fs.readDirectory(folder)).map(([name]) => name);
  } catch {
    return [];
  }
};

export const folderName = (folder: vscode.Uri): string => path.posix.basename(folder.path);

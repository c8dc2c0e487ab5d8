import { userInfo } from 'node:os';
import * as vscode from 'vscode';

const SECTION = 'nextlabel';

export const showSuggestions = (): boolean =>
  vscode.workspace.getConfiguration(SECTION).get<boolean>('showSuggestions', true);

export const toggleSuggestions = async (): Promise<void> =>
  vscode.workspace
    .getConfiguration(SECTION)
    .update('showSuggestions', !showSuggestions(), vscode.ConfigurationTarget.Global);

export const onDidChangeSuggestions = (listener: () => void): vscode.Disposable =>
  vscode.workspace.onDidChangeConfiguration((event) => {
    if (event.affectsConfiguration(`${SECTION}.showSuggestions`)) listener();
  });

/** Worker threads of an experiment; 0 = as many as there are processors, less one. */
export const experimentJobs = (): number =>
  vscode.workspace.getConfiguration(SECTION).get<number>('experiments.jobs', 0);

/** Chance that the leaderboard warns of a strategy that is as good as random; 0 = it never warns. */
export const guardLevel = (): number =>
  vscode.workspace.getConfiguration(SECTION).get<number>('guardLevel', 0.05);

/** What computes neural networks: auto, or one backend. */
export const BACKEND_SETTING = `${SECTION}.backend`;

export const chosenBackend = (): string =>
  vscode.workspace.getConfiguration(SECTION).get<string>('backend', 'auto');

export const onDidChangeBackend = (listener: () => void): vscode.Disposable =>
  vscode.workspace.onDidChangeConfiguration((event) => {
    if (event.affectsConfiguration(BACKEND_SETTING)) listener();
  });

/** The name stored with each label where the project file names none: the setting, else the user of this computer. */
export const defaultAnnotator = (): string => {
  const setting = vscode.workspace.getConfiguration(SECTION).get<string>('annotator', '').trim();
  if (setting !== '') return setting;
  try {
    return userInfo().username;
  } catch {
    // Some containers run under a user id that has no name.
    return 'annotator';
  }
};

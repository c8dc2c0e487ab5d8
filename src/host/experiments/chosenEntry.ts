import * as vscode from 'vscode';
import { uriOf } from '../chosenProject.ts';
import { showInfo } from '../messages.ts';
import { activeResults } from './experimentEditor.ts';
import type { ExperimentEntry, ExperimentList } from './experimentList.ts';
import { descriptionOf } from './experimentTree.ts';

/** The experiment that a command is about: the one it was called on, the one in view, or the chosen one. */
export const chosenEntry = async (
  list: ExperimentList,
  argument: unknown,
  fits: (entry: ExperimentEntry) => boolean,
): Promise<ExperimentEntry | null> => {
  const entries = await list.entries();
  const given = uriOf(argument) ?? activeResults();
  const found = entries.find(({ uri }) => uri.toString() === given?.toString());
  if (found !== undefined && (fits(found) || argument !== undefined)) return found;
  const fitting = entries.filter(fits);
  if (fitting.length === 0) {
    void showInfo(vscode.l10n.t('There is no such experiment here yet.'), {
      title: vscode.l10n.t('Run Experiment'),
      run: () => vscode.commands.executeCommand('nextlabel.runExperiment'),
    });
    return null;
  }
  const chosen = await vscode.window.showQuickPick(
    fitting.map((entry) => ({ label: entry.name, description: descriptionOf(entry), entry })),
    { title: vscode.l10n.t('Choose an Experiment'), matchOnDescription: true },
  );
  return chosen?.entry ?? null;
};

import { applyEdits, modify } from 'jsonc-parser';
import * as vscode from 'vscode';
import type { PresetInfo } from '../../protocol/experiment.ts';
import type { EngineHandle } from '../engineHandle.ts';
import { choosePreset, nameProblem } from './chooseExperiment.ts';
import { fileExists } from '../fileExists.ts';
import { openSpec, specFileName, specName } from './specFile.ts';

/** Writes a preset's spec under a name of the user's into the workspace, to be edited there. */
export const newSpec = async (engine: EngineHandle): Promise<void> => {
  const preset = await choosePreset(engine);
  if (preset === null) return;
  const target = await chooseTarget(preset);
  if (target === null) return;
  const text = applyEdits(preset.text, modify(preset.text, ['name'], specName(target), {}));
  await vscode.workspace.fs.writeFile(target, Buffer.from(text));
  await openSpec(target);
};

const chooseTarget = async (preset: PresetInfo): Promise<vscode.Uri | null> => {
  const folder = vscode.workspace.workspaceFolders?.[0]?.uri;
  if (folder === undefined) {
    const chosen = await vscode.window.showSaveDialog({
      title: vscode.l10n.t('New Experiment Spec'),
      defaultUri: vscode.Uri.file(specFileName(preset.id)),
      filters: { [vscode.l10n.t('Experiment specs')]: ['experiment.json'] },
    });
    return chosen ?? null;
  }
  const name = await vscode.window.showInputBox({
    title: vscode.l10n.t('New Experiment Spec'),
    prompt: vscode.l10n.t(
      'Name of the experiment; its spec becomes {0} in the workspace.',
      specFileName('…'),
    ),
    value: preset.id,
    validateInput: async (value) => {
      const problem = nameProblem(value);
      if (problem !== null) return problem;
      const isTaken = await fileExists(vscode.Uri.joinPath(folder, specFileName(value.trim())));
      return isTaken ? vscode.l10n.t('{0} exists already.', specFileName(value.trim())) : null;
    },
  });
  return name === undefined ? null : vscode.Uri.joinPath(folder, specFileName(name.trim()));
};

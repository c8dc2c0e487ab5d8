import path from 'node:path';
import * as vscode from 'vscode';
import type { PresetInfo } from '../../protocol/experiment.ts';
import type { EngineHandle } from '../engineHandle.ts';
import { findSpecs, isSpecFile, specName } from './specFile.ts';

/** What the user wants to run, or to do instead. */
export type ExperimentChoice =
  | { readonly kind: 'preset'; readonly preset: PresetInfo }
  | { readonly kind: 'spec'; readonly spec: vscode.Uri }
  | { readonly kind: 'newSpec' | 'browse' };

interface ChoiceItem extends vscode.QuickPickItem {
  /** Null for a separator. */
  readonly choice: ExperimentChoice | null;
}

/** Asks what to run: the spec in the editor, a preset, another spec of the workspace, or one yet to be written. */
export const chooseExperiment = async (engine: EngineHandle): Promise<ExperimentChoice | null> => {
  const chosen = await vscode.window.showQuickPick(allItems(engine), {
    title: vscode.l10n.t('Run Experiment'),
    placeHolder: vscode.l10n.t('Which strategies, on which data?'),
    matchOnDescription: true,
    matchOnDetail: true,
  });
  return chosen?.choice ?? null;
};

export const choosePreset = async (engine: EngineHandle): Promise<PresetInfo | null> => {
  const items = loadPresets(engine).then((presets) => presets.map(presetItem));
  const chosen = await vscode.window.showQuickPick(items, {
    title: vscode.l10n.t('New Experiment Spec'),
    placeHolder: vscode.l10n.t('Begin with which preset?'),
    matchOnDetail: true,
  });
  return chosen?.preset ?? null;
};

export const loadPresets = async (engine: EngineHandle): Promise<readonly PresetInfo[]> =>
  (await engine.client()).presets();

const allItems = async (engine: EngineHandle): Promise<ChoiceItem[]> => {
  const [presets, specs] = await Promise.all([loadPresets(engine), findSpecs()]);
  const current = vscode.window.activeTextEditor?.document.uri;
  const inEditor = current !== undefined && isSpecFile(current) ? current : null;
  const others = specs.filter((uri) => uri.toString() !== inEditor?.toString());
  return [
    ...section(vscode.l10n.t('Spec in the editor'), inEditor === null ? [] : [specItem(inEditor)]),
    ...section(vscode.l10n.t('Specs in the workspace'), others.map(specItem)),
    ...section(vscode.l10n.t('Your own'), [
      {
        label: `$(new-file) ${vscode.l10n.t('New spec from a preset...')}`,
        choice: { kind: 'newSpec' },
      },
      { label: `$(folder-opened) ${vscode.l10n.t('Browse...')}`, choice: { kind: 'browse' } },
    ]),
    // Last, because they are many: what comes behind them is out of sight.
    ...section(
      vscode.l10n.t('Presets'),
      presets.map((preset) => ({ ...presetItem(preset), choice: { kind: 'preset', preset } })),
    ),
  ];
};

const section = (label: string, items: readonly ChoiceItem[]): readonly ChoiceItem[] =>
  items.length === 0 ? [] : [{ label, kind: vscode.QuickPickItemKind.Separator, choice: null }, ...items];

const presetItem = (preset: PresetInfo): vscode.QuickPickItem & { readonly preset: PresetInfo } => ({
  label: `$(beaker) ${preset.title}`,
  detail: preset.description,
  preset,
});

const specItem = (spec: vscode.Uri): ChoiceItem => ({
  label: `$(json) ${specName(spec)}`,
  description: vscode.workspace.asRelativePath(spec),
  choice: { kind: 'spec', spec },
});

/** A spec from anywhere on the disk. */
export const browseForSpec = async (): Promise<vscode.Uri | null> => {
  const base = vscode.workspace.workspaceFolders?.[0]?.uri;
  const chosen = await vscode.window.showOpenDialog({
    title: vscode.l10n.t('Run Experiment'),
    openLabel: vscode.l10n.t('Run'),
    filters: { [vscode.l10n.t('Experiment specs')]: ['json'] },
    ...(base === undefined ? {} : { defaultUri: base }),
  });
  return chosen?.[0] ?? null;
};

/** Why a name cannot be one of a file beside `folder`'s others; null where it can. */
export const nameProblem = (name: string): string | null => {
  if (name.trim() === '') return vscode.l10n.t('A name is needed.');
  if (name !== path.basename(name) || /[\\/:*?"<>|\p{Cc}]/u.test(name)) {
    return vscode.l10n.t('A file name cannot hold any of {0}', '\\ / : * ? " < > |');
  }
  return null;
};

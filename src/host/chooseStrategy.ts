import * as vscode from 'vscode';
import type { EngineInfo, RegistryEntryInfo } from '../protocol/engine.ts';
import type { ProjectConfig } from '../protocol/project.ts';

interface EntryItem extends vscode.QuickPickItem {
  readonly id: string | null;
}

/**
 * Lets the user choose from the strategy registry. What the task model cannot serve is listed below, with the reason,
 * and cannot be chosen. Returns the id, or null.
 */
export const chooseStrategy = (info: EngineInfo, config: ProjectConfig): Promise<string | null> => {
  const model = info.models.find((entry) => entry.id === config.model);
  const reasonAgainst = (strategy: RegistryEntryInfo): string | null => {
    const missing = missingFrom(strategy, model, config);
    if (missing.length === 0) return null;
    return vscode.l10n.t('{0} does not give: {1}', model?.title ?? config.model, missing.join(', '));
  };
  return choose(
    entryItems(
      info.strategies.filter((entry) => entry.simulationOnly !== true),
      config.strategy,
      reasonAgainst,
    ),
    vscode.l10n.t('Choose Strategy'),
    vscode.l10n.t('What should be labeled next?'),
  );
};

/** The same for the task model; listed last are those that cannot serve the strategy in use. */
export const chooseModel = (info: EngineInfo, config: ProjectConfig): Promise<string | null> => {
  const strategy = info.strategies.find((entry) => entry.id === config.strategy);
  const reasonAgainst = (model: RegistryEntryInfo): string | null => {
    if (model.input === 'pixels' && config.kind !== 'image') {
      return vscode.l10n.t('It looks at the pixels of images, which this project has none of.');
    }
    const missing = strategy === undefined ? [] : missingFrom(strategy, model, config);
    if (missing.length === 0) return null;
    return vscode.l10n.t(
      'The strategy {0} needs what it does not give: {1}. Choose another strategy first.',
      strategy?.title ?? config.strategy,
      missing.join(', '),
    );
  };
  return choose(
    entryItems(info.models, config.model, reasonAgainst),
    vscode.l10n.t('Choose Model'),
    vscode.l10n.t('Which model learns from the labels?'),
  );
};

/** What the strategy needs and the model, as the project sets it, does not give; in words. */
export const missingFrom = (
  strategy: RegistryEntryInfo,
  model: RegistryEntryInfo | undefined,
  config: ProjectConfig,
): readonly string[] => {
  if (model === undefined) return [];
  const isOn = (param: string | undefined) => param !== undefined && config.modelParams[param] === true;
  return strategy.capabilities
    .filter((need) => !model.capabilities.includes(need) && !isOn(model.capabilitiesIf?.[need]))
    .map((need) => {
      const param = model.capabilitiesIf?.[need];
      // `decisionValues` reads as "decision values".
      const words = need.replace(/[A-Z]/g, (capital) => ` ${capital.toLowerCase()}`);
      return param === undefined ? words : vscode.l10n.t('{0} (its parameter "{1}" is off)', words, param);
    });
};

/** What can be chosen, then what cannot, each with the reason. */
const entryItems = (
  entries: readonly RegistryEntryInfo[],
  current: string,
  reasonAgainst: (entry: RegistryEntryInfo) => string | null,
): readonly EntryItem[] => {
  const possible: EntryItem[] = [];
  const impossible: EntryItem[] = [];
  for (const entry of entries) {
    const reason = reasonAgainst(entry);
    if (reason === null) possible.push(entryItem(entry, current));
    else impossible.push({ id: null, label: `$(circle-slash) ${entry.title}`, detail: reason });
  }
  if (impossible.length === 0) return possible;
  const separator: EntryItem = {
    id: null,
    label: vscode.l10n.t('Not available'),
    kind: vscode.QuickPickItemKind.Separator,
  };
  return [...possible, separator, ...impossible];
};

const entryItem = (entry: RegistryEntryInfo, current: string): EntryItem => ({
  id: entry.id,
  label: entry.title,
  detail: entry.description,
  ...(entry.id === current ? { description: vscode.l10n.t('current') } : {}),
});

/** A quick pick in which items without an id can be read but not taken. */
const choose = (items: readonly EntryItem[], title: string, placeholder: string): Promise<string | null> => {
  const pick = vscode.window.createQuickPick<EntryItem>();
  pick.title = title;
  pick.placeholder = placeholder;
  pick.matchOnDetail = true;
  pick.items = items;
  pick.activeItems = items.filter((item) => item.description !== undefined).slice(0, 1);
  return new Promise((resolve) => {
    pick.onDidAccept(() => {
      const id = pick.selectedItems[0]?.id ?? null;
      if (id === null) return;
      resolve(id);
      pick.hide();
    });
    pick.onDidHide(() => {
      resolve(null);
      pick.dispose();
    });
    pick.show();
  });
};

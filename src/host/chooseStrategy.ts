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
  const missing = (entry: RegistryEntryInfo): readonly string[] =>
    entry.capabilities.filter((need) => model !== undefined && !model.capabilities.includes(need));
  const live = info.strategies.filter((entry) => entry.simulationOnly !== true);
  const possible = live.filter((entry) => missing(entry).length === 0);
  const impossible = live.filter((entry) => missing(entry).length > 0);
  const items: EntryItem[] = possible.map((entry) => entryItem(entry, config.strategy));
  if (impossible.length > 0) {
    items.push({ id: null, label: vscode.l10n.t('Not available'), kind: vscode.QuickPickItemKind.Separator });
    for (const entry of impossible) {
      items.push({
        id: null,
        label: `$(circle-slash) ${entry.title}`,
        detail: vscode.l10n.t(
          '{0} does not give: {1}',
          model?.title ?? config.model,
          missing(entry).join(', '),
        ),
      });
    }
  }
  return choose(items, vscode.l10n.t('Choose Strategy'), vscode.l10n.t('What should be labeled next?'));
};

export const chooseModel = (info: EngineInfo, config: ProjectConfig): Promise<string | null> =>
  choose(
    info.models.map((entry) => entryItem(entry, config.model)),
    vscode.l10n.t('Choose Model'),
    vscode.l10n.t('Which model learns from the labels?'),
  );

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

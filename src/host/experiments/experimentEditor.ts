import * as vscode from 'vscode';
import { besideColumn } from '../besideColumn.ts';
import type { ExperimentPanelOptions } from './experimentPanel.ts';
import { resultsFileIn } from './resultsPlace.ts';

export const EXPERIMENT_VIEW = 'nextlabel.experiment';

/** The custom editor of results folders. */
export class ExperimentEditor implements vscode.CustomReadonlyEditorProvider {
  readonly #options: ExperimentPanelOptions;

  constructor(options: ExperimentPanelOptions) {
    this.#options = options;
  }

  openCustomDocument(uri: vscode.Uri): vscode.CustomDocument {
    return { uri, dispose: () => undefined };
  }

  async resolveCustomEditor(document: vscode.CustomDocument, panel: vscode.WebviewPanel): Promise<void> {
    // With the view comes the RPC library; activation does without both.
    const { ExperimentPanel } = await import('./experimentPanel.ts');
    const view = new ExperimentPanel(document.uri, panel, this.#options);
    panel.onDidDispose(() => view.dispose());
    await view.open();
  }

  register(): vscode.Disposable {
    return vscode.window.registerCustomEditorProvider(EXPERIMENT_VIEW, this, {
      // The view asks for everything when it is shown again: a hidden one costs no memory.
      webviewOptions: { retainContextWhenHidden: false, enableFindWidget: true },
      supportsMultipleEditorsPerDocument: false,
    });
  }
}

/** The results file of the view in front, else null. */
export const activeResults = (): vscode.Uri | null => {
  const input = vscode.window.tabGroups.activeTabGroup.activeTab?.input;
  return input instanceof vscode.TabInputCustom && input.viewType === EXPERIMENT_VIEW ? input.uri : null;
};

/** Opens the results of a folder where they are open already, else beside what is open now if `beside`. */
export const openResults = async (folder: vscode.Uri, beside = false): Promise<void> => {
  const file = resultsFileIn(folder);
  await vscode.commands.executeCommand('vscode.openWith', file, EXPERIMENT_VIEW, {
    viewColumn: tabOf(file)?.group.viewColumn ?? (beside ? besideColumn() : vscode.ViewColumn.Active),
    preview: false,
  });
};

/** True where the results are on screen. */
export const isShown = (folder: vscode.Uri): boolean => tabOf(resultsFileIn(folder))?.isActive === true;

export const closeResults = async (folder: vscode.Uri): Promise<void> => {
  const tab = tabOf(resultsFileIn(folder));
  if (tab !== undefined) await vscode.window.tabGroups.close(tab);
};

const tabOf = (file: vscode.Uri): vscode.Tab | undefined =>
  vscode.window.tabGroups.all
    .flatMap(({ tabs }) => tabs)
    .find(
      ({ input }) =>
        input instanceof vscode.TabInputCustom &&
        input.viewType === EXPERIMENT_VIEW &&
        input.uri.toString() === file.toString(),
    );

import * as vscode from 'vscode';
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

/** Opens the results of a folder, beside what is open now if `beside`. */
export const openResults = async (folder: vscode.Uri, beside = false): Promise<void> => {
  const isEmpty = vscode.window.tabGroups.activeTabGroup.activeTab === undefined;
  await vscode.commands.executeCommand('vscode.openWith', resultsFileIn(folder), EXPERIMENT_VIEW, {
    viewColumn: beside && !isEmpty ? vscode.ViewColumn.Beside : vscode.ViewColumn.Active,
    preview: false,
  });
};

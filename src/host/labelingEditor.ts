import * as vscode from 'vscode';
import type { ViewAction } from '../protocol/labeling.ts';
import type { LabelingPanel, PanelOptions } from './labelingPanel.ts';

export const LABELING_VIEW = 'nextlabel.labeling';

/** The custom editor of project files, and the views that it has open. */
export class LabelingEditor implements vscode.CustomTextEditorProvider {
  readonly #options: PanelOptions;
  readonly #panels = new Set<LabelingPanel>();
  readonly #changed = new vscode.EventEmitter<void>();
  #lastActive: LabelingPanel | null = null;
  /** Another view is active, or none. */
  readonly onDidChangeActive = this.#changed.event;

  constructor(options: PanelOptions) {
    this.#options = options;
  }

  /** The view that has the focus, else the one that had it last and is still visible. */
  get active(): LabelingPanel | null {
    const panels = [...this.#panels];
    const focused = panels.find(({ panel }) => panel.active);
    if (focused !== undefined) return focused;
    return this.#lastActive?.panel.visible === true ? this.#lastActive : null;
  }

  async resolveCustomTextEditor(document: vscode.TextDocument, panel: vscode.WebviewPanel): Promise<void> {
    // With the view comes the RPC library; activation does without both.
    const { LabelingPanel } = await import('./labelingPanel.ts');
    const view = new LabelingPanel(document, panel, this.#options);
    this.#panels.add(view);
    this.#lastActive = view;
    panel.onDidChangeViewState(() => {
      if (panel.active) this.#lastActive = view;
      this.#changed.fire();
    });
    panel.onDidDispose(() => {
      this.#panels.delete(view);
      if (this.#lastActive === view) this.#lastActive = null;
      view.dispose();
      this.#changed.fire();
    });
    await view.open();
    this.#changed.fire();
  }

  act(action: ViewAction): void {
    this.active?.act(action);
  }

  register(): vscode.Disposable {
    return vscode.Disposable.from(
      this.#changed,
      vscode.window.registerCustomEditorProvider(LABELING_VIEW, this, {
        // The state is rebuilt from the session when a view is shown again: a hidden view costs no memory.
        // The find widget also gives the keybindings their context `webviewFindWidgetEnabled`: it holds inside this view only.
        webviewOptions: { retainContextWhenHidden: false, enableFindWidget: true },
        supportsMultipleEditorsPerDocument: false,
      }),
    );
  }
}

export const openLabelingView = async (uri: vscode.Uri): Promise<void> => {
  await vscode.commands.executeCommand('vscode.openWith', uri, LABELING_VIEW);
};

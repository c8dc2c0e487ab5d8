import * as vscode from 'vscode';
import { besideColumn } from '../besideColumn.ts';
import { chosenProject, withSession } from '../chosenProject.ts';
import type { LabelingEditor } from '../labelingEditor.ts';
import type { GainViewParts } from './gainPanel.ts';
import { registerHandlers } from '../registerHandlers.ts';
import { requireTrust } from '../trust.ts';

/** The command that shows how well the gains of a project's labels are predicted. */
export const registerGainViews = (
  parts: GainViewParts & { readonly editor: LabelingEditor },
): vscode.Disposable => {
  const views = new GainViews(parts);
  return registerHandlers(
    {
      showGains: async (argument) => {
        const project = await chosenProject(parts.editor, argument);
        if (project !== null && requireTrust()) views.show(project);
      },
    },
    parts.log,
  );
};

/** At most one view for each project. */
class GainViews {
  readonly #parts: GainViewParts;
  readonly #panels = new Map<string, vscode.WebviewPanel>();

  constructor(parts: GainViewParts) {
    this.#parts = parts;
  }

  /** Shows that of a project, whose session stays open until the view is closed. */
  show(project: vscode.Uri): void {
    const key = project.toString();
    const open = this.#panels.get(key);
    if (open !== undefined) {
      open.reveal();
      return;
    }
    void withSession(this.#parts.projects, project, async (session) => {
      // With the view comes the RPC library; activation does without both.
      const { GainPanel } = await import('./gainPanel.ts');
      const panel = vscode.window.createWebviewPanel(
        'nextlabel.gains',
        vscode.l10n.t('Gain Predictions: {0}', session.config.name),
        besideColumn(),
        { enableFindWidget: true },
      );
      this.#panels.set(key, panel);
      const closed = new Promise<void>((resolve) => panel.onDidDispose(() => resolve()));
      const view = new GainPanel(panel, project, { ...this.#parts, session });
      await closed;
      this.#panels.delete(key);
      view.dispose();
    });
  }
}

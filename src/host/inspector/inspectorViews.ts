import * as vscode from 'vscode';
import { chosenProject, withSession } from '../chosenProject.ts';
import type { LabelingEditor } from '../labelingEditor.ts';
import { isProjectFile } from '../projectDocument.ts';
import { registerHandlers } from '../registerHandlers.ts';
import { requireTrust } from '../trust.ts';
import type { InspectorPanel, InspectorParts, WantedView } from './inspectorPanel.ts';

export const INSPECTOR_VIEW = 'nextlabel.inspector';

/** The commands that open the strategy inspector, and its views that are restored with the window. */
export const registerInspector = (
  parts: InspectorParts & { readonly editor: LabelingEditor },
): vscode.Disposable => {
  const views = new InspectorViews(parts);
  return vscode.Disposable.from(
    registerHandlers(
      {
        inspectStrategies: async (argument) => {
          const project = await chosenProject(parts.editor, argument);
          if (project !== null && requireTrust()) views.show(project, wantedOf(argument));
        },
      },
      parts.log,
    ),
    vscode.window.registerWebviewPanelSerializer(INSPECTOR_VIEW, {
      deserializeWebviewPanel: (panel, state) => {
        views.restore(panel, state);
        return Promise.resolve();
      },
    }),
  );
};

/** The item that a view asks about, as the labeling view hands it over. */
const wantedOf = (argument: unknown): WantedView | null => {
  if (typeof argument !== 'object' || argument === null || !('itemId' in argument)) return null;
  const { itemId } = argument;
  return typeof itemId === 'string' ? { tab: 'why', itemId } : null;
};

/** At most one view for each project. */
class InspectorViews {
  readonly #parts: InspectorParts;
  readonly #open = new Map<string, { readonly panel: vscode.WebviewPanel; view: InspectorPanel | null }>();

  constructor(parts: InspectorParts) {
    this.#parts = parts;
  }

  /** Shows that of a project, whose session stays open until the view is closed. */
  show(project: vscode.Uri, wanted: WantedView | null): void {
    const open = this.#open.get(project.toString());
    if (open !== undefined) {
      open.panel.reveal();
      if (wanted !== null) open.view?.show(wanted);
      return;
    }
    const panel = vscode.window.createWebviewPanel(
      INSPECTOR_VIEW,
      titleOf(project),
      vscode.ViewColumn.Beside,
      {
        enableFindWidget: true,
      },
    );
    this.#serve(panel, project, wanted);
  }

  /** A view of the last window; `state` is what its page kept. */
  restore(panel: vscode.WebviewPanel, state: unknown): void {
    const project = placeOf(state);
    if (project === null || this.#open.has(project.toString()) || !vscode.workspace.isTrusted)
      panel.dispose();
    else this.#serve(panel, project, null);
  }

  #serve(panel: vscode.WebviewPanel, project: vscode.Uri, wanted: WantedView | null): void {
    const key = project.toString();
    const entry: { readonly panel: vscode.WebviewPanel; view: InspectorPanel | null } = { panel, view: null };
    this.#open.set(key, entry);
    const closed = new Promise<void>((resolve) =>
      panel.onDidDispose(() => {
        this.#open.delete(key);
        resolve();
      }),
    );
    void withSession(this.#parts.projects, project, async (session) => {
      // With the view comes the RPC library; activation does without both.
      const { InspectorPanel } = await import('./inspectorPanel.ts');
      if (this.#open.get(key) !== entry) return;
      panel.title = vscode.l10n.t('Strategy Inspector: {0}', session.config.name);
      const view = new InspectorPanel(panel, project, { ...this.#parts, session });
      entry.view = view;
      if (wanted !== null) view.show(wanted);
      await closed;
      view.dispose();
    }).finally(() => {
      // Where the project could not be opened, the reason has been said.
      if (this.#open.get(key) === entry) panel.dispose();
    });
  }
}

const titleOf = (project: vscode.Uri): string =>
  vscode.l10n.t('Strategy Inspector: {0}', project.path.replace(/^.*\/|\.nextlabel\.json$/g, ''));

const placeOf = (state: unknown): vscode.Uri | null => {
  if (typeof state !== 'object' || state === null || !('place' in state)) return null;
  const { place } = state;
  if (typeof place !== 'string') return null;
  const uri = vscode.Uri.parse(place);
  return isProjectFile(uri) ? uri : null;
};

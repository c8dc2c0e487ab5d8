import * as vscode from 'vscode';
import { besideColumn } from '../besideColumn.ts';
import { chosenProject, uriOf, withSession } from '../chosenProject.ts';
import type { EngineHandle } from '../engineHandle.ts';
import { activeResults } from '../experiments/experimentEditor.ts';
import { folderName, folderOf, isResultsFile } from '../experiments/resultsPlace.ts';
import type { LabelingEditor } from '../labelingEditor.ts';
import { messageOf, showError, showLogAction } from '../messages.ts';
import type { OpenProjects } from '../openProjects.ts';
import { isProjectFile } from '../projectDocument.ts';
import { registerHandlers } from '../registerHandlers.ts';
import { requireTrust } from '../trust.ts';
import type { InspectorPanel, WantedView } from './inspectorPanel.ts';
import type { InspectorSubject } from './inspectorSubject.ts';
import { projectSubject } from './projectSubject.ts';

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
          const place = resultsOf(argument) ?? (await chosenProject(parts.editor, argument));
          if (place !== null && requireTrust()) views.show(place, wantedOf(argument));
        },
        showLeaderboard: async (argument) => {
          const project = await chosenProject(parts.editor, argument);
          if (project !== null && requireTrust()) views.show(project, { tab: 'leaderboard', itemId: null });
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

/** What a view of the inspector needs of the extension. */
export interface InspectorParts {
  readonly extensionUri: vscode.Uri;
  readonly projects: OpenProjects;
  readonly engine: EngineHandle;
  readonly log: vscode.LogOutputChannel;
}

/** The experiment that a command is called on, or that is in view where it is called on nothing; null for a project. */
const resultsOf = (argument: unknown): vscode.Uri | null => {
  if (argument === undefined) return activeResults();
  const given = uriOf(argument);
  return given !== null && isResultsFile(given) ? given : null;
};

/** The item that a view asks about, as the labeling view hands it over. */
const wantedOf = (argument: unknown): WantedView | null => {
  if (typeof argument !== 'object' || argument === null || !('itemId' in argument)) return null;
  const { itemId } = argument;
  return typeof itemId === 'string' ? { tab: 'why', itemId } : null;
};

interface OpenView {
  readonly panel: vscode.WebviewPanel;
  view: InspectorPanel | null;
}

/** At most one view for each project and each experiment. */
class InspectorViews {
  readonly #parts: InspectorParts;
  readonly #open = new Map<string, OpenView>();

  constructor(parts: InspectorParts) {
    this.#parts = parts;
  }

  /** Shows that of a project, whose session stays open until the view is closed, or of a results file. */
  show(place: vscode.Uri, wanted: WantedView | null): void {
    const open = this.#open.get(keyOf(place));
    if (open !== undefined) {
      open.panel.reveal();
      if (wanted !== null) open.view?.show(wanted);
      return;
    }
    const panel = vscode.window.createWebviewPanel(INSPECTOR_VIEW, titleOf(place), besideColumn(), {
      enableFindWidget: true,
    });
    this.#serve(panel, place, wanted);
  }

  /** A view of the last window; `state` is what its page kept. */
  restore(panel: vscode.WebviewPanel, state: unknown): void {
    const place = placeOf(state);
    if (place === null || this.#open.has(keyOf(place)) || !vscode.workspace.isTrusted) panel.dispose();
    else this.#serve(panel, place, null);
  }

  #serve(panel: vscode.WebviewPanel, place: vscode.Uri, wanted: WantedView | null): void {
    const key = keyOf(place);
    const entry: OpenView = { panel, view: null };
    this.#open.set(key, entry);
    const closed = new Promise<void>((resolve) =>
      panel.onDidDispose(() => {
        this.#open.delete(key);
        resolve();
      }),
    );
    void this.#withSubject(place, async (subject, name) => {
      // With the view comes the RPC library; activation does without both.
      const { InspectorPanel } = await import('./inspectorPanel.ts');
      if (this.#open.get(key) !== entry) return;
      panel.title = vscode.l10n.t('Strategy Inspector: {0}', name);
      const { extensionUri, log } = this.#parts;
      const view = new InspectorPanel(panel, { extensionUri, subject, log });
      entry.view = view;
      if (wanted !== null) view.show(wanted);
      await closed;
      view.dispose();
    }).finally(() => {
      // Where there was nothing to be opened, the reason has been said.
      if (this.#open.get(key) === entry) panel.dispose();
    });
  }

  async #withSubject(
    place: vscode.Uri,
    work: (subject: InspectorSubject, name: string) => Promise<void>,
  ): Promise<void> {
    const { extensionUri, projects, engine } = this.#parts;
    if (!isResultsFile(place)) {
      await withSession(projects, place, (session) =>
        work(projectSubject(place, { extensionUri, projects, engine, session }), session.config.name),
      );
      return;
    }
    try {
      const { RunSubject } = await import('./runSubject.ts');
      const subject = new RunSubject(place, { extensionUri, engine: await engine.client() });
      await work(subject, (await subject.desk.facts()).projectName);
    } catch (error) {
      void showError(messageOf(error), showLogAction());
    }
  }
}

const keyOf = (place: vscode.Uri): string => place.with({ fragment: '' }).toString();

/** Until the name is known. */
const titleOf = (place: vscode.Uri): string => {
  const name = isResultsFile(place)
    ? folderName(folderOf(place))
    : place.path.replace(/^.*\/|\.nextlabel\.json$/g, '');
  return vscode.l10n.t('Strategy Inspector: {0}', name);
};

const placeOf = (state: unknown): vscode.Uri | null => {
  if (typeof state !== 'object' || state === null || !('place' in state)) return null;
  const { place } = state;
  if (typeof place !== 'string') return null;
  const uri = vscode.Uri.parse(place);
  return isProjectFile(uri) || isResultsFile(uri) ? uri : null;
};

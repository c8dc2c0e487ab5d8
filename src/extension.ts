import * as vscode from 'vscode';
import { registerCommands } from './host/commands.ts';
import { EngineHandle } from './host/engineHandle.ts';
import type { ExperimentEntry } from './host/experiments/experimentList.ts';
import { registerExperiments } from './host/experiments/registerExperiments.ts';
import { LabelingEditor } from './host/labelingEditor.ts';
import { registerGainViews } from './host/gains/gainViews.ts';
import { GuardWatch } from './host/guardWatch.ts';
import { registerInspector } from './host/inspector/inspectorViews.ts';
import { OpenProjects } from './host/openProjects.ts';
import { diagnoseProjectFiles } from './host/projectDiagnostics.ts';
import { ProjectTree } from './host/projectTree.ts';
import { showStatus } from './host/statusBar.ts';
import { registerViewActions } from './host/viewActions.ts';
import { WhatIfDocuments } from './host/whatIf/whatIfDocuments.ts';
import type { LabelingSession } from './session/session.ts';

/** What `activate` returns; for tests only, no promise of stability. */
export interface NextLabelApi {
  /** The session of a project that is open, else null. */
  readonly session: (projectFile: vscode.Uri) => LabelingSession | null;
  /** Process id of the engine, null while none runs. */
  readonly enginePid: () => Promise<number | null>;
  /** What the experiments view lists. */
  readonly experiments: () => Promise<readonly ExperimentEntry[]>;
}

/** What must end before the extension host does: open projects first, then the engine that serves them. */
let closing: (() => Promise<void>) | null = null;

export const activate = (context: vscode.ExtensionContext): NextLabelApi => {
  const log = vscode.window.createOutputChannel('NextLabel', { log: true });
  const engine = new EngineHandle({
    modulePath: context.asAbsolutePath('dist/engine.cjs'),
    packagesFolder: vscode.Uri.joinPath(context.globalStorageUri, 'packages').fsPath,
    log,
  });
  const projects = new OpenProjects(engine, log);
  const { extensionUri, globalStorageUri } = context;
  const editor = new LabelingEditor({ extensionUri, projects, log });
  const documents = new WhatIfDocuments();
  const experiments = registerExperiments({ extensionUri, globalStorageUri, engine, log });
  closing = async () => {
    await projects.dispose();
    await engine.dispose();
  };
  context.subscriptions.push(
    log,
    editor.register(),
    documents,
    registerCommands({ editor, projects, engine, log, globalStorageUri, documents }),
    registerGainViews({ editor, extensionUri, projects, log }),
    registerInspector({ editor, extensionUri, projects, engine, log }),
    new GuardWatch({ projects, engine, memory: context.workspaceState, log }),
    registerViewActions(editor),
    diagnoseProjectFiles(),
    new ProjectTree(projects),
    showStatus({ editor, projects, engine }),
    experiments,
  );
  return {
    session: (projectFile) => projects.session(projectFile),
    enginePid: async () => (await engine.client()).pid,
    experiments: () => experiments.list.entries(),
  };
};

export const deactivate = async (): Promise<void> => {
  await closing?.();
  closing = null;
};

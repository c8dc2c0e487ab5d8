import * as vscode from 'vscode';
import { chooseObjective } from './chooseObjective.ts';
import { chooseModel, chooseStrategy } from './chooseStrategy.ts';
import { chosenProject, withSession } from './chosenProject.ts';
import type { EngineHandle } from './engineHandle.ts';
import { exportLabels } from './exportLabels.ts';
import { importData } from './importData.ts';
import { openLabelingView } from './labelingEditor.ts';
import type { LabelingEditor } from './labelingEditor.ts';
import { showInfo, unlessCancelled } from './messages.ts';
import { newProject } from './newProject/newProject.ts';
import type { OpenProjects } from './openProjects.ts';
import { changeProject, openAsText } from './projectDocument.ts';
import { registerHandlers } from './registerHandlers.ts';
import type { Handler } from './registerHandlers.ts';
import { openSample } from './sampleProject.ts';
import { saveNetwork, startFromNetwork } from './savedNetwork.ts';
import { setUpGpu } from './setUpGpu.ts';
import { toggleSuggestions } from './settings.ts';
import { requireTrust } from './trust.ts';
import { runWhatIf } from './whatIf/runWhatIf.ts';
import type { WhatIfDocuments } from './whatIf/whatIfDocuments.ts';

export interface CommandParts {
  readonly editor: LabelingEditor;
  readonly projects: OpenProjects;
  readonly engine: EngineHandle;
  readonly log: vscode.LogOutputChannel;
  readonly globalStorageUri: vscode.Uri;
  readonly documents: WhatIfDocuments;
}

/** Every command but the fixed actions of the labeling view. */
export const registerCommands = (parts: CommandParts): vscode.Disposable => {
  const handlers = { ...generalCommands(parts), ...projectCommands(parts), ...choiceCommands(parts) };
  return registerHandlers(handlers, parts.log);
};

const generalCommands = ({ engine, log, globalStorageUri }: CommandParts): Record<string, Handler> => ({
  newProject: (argument) => newProject(engine, argument instanceof vscode.Uri ? argument : undefined),
  openSample: (argument) =>
    openSample({
      engine,
      storageUri: globalStorageUri,
      ...(argument === 'tabular' || argument === 'text' || argument === 'image' ? { kind: argument } : {}),
    }),
  restartEngine: () => engine.restart(),
  setUpGpu: () => setUpGpu({ engine, log }),
  toggleSuggestions: () => toggleSuggestions(),
  keyboardShortcuts: async () => {
    await vscode.commands.executeCommand('workbench.action.openGlobalKeybindings', 'nextlabel');
  },
  showLog: () => log.show(),
});

type OnProject = (work: (uri: vscode.Uri) => Promise<void>) => Handler;

const forProjects =
  (editor: LabelingEditor): OnProject =>
  (work) =>
  async (argument) => {
    const uri = await chosenProject(editor, argument);
    if (uri !== null) await work(uri);
  };

/** Commands that let the user choose something and write it into the project file. */
const choiceCommands = ({ editor, projects, engine }: CommandParts): Record<string, Handler> => {
  const onProject = forProjects(editor);
  const change = (field: 'strategy' | 'model', choose: typeof chooseStrategy): Handler =>
    onProject(async (uri) => {
      if (!requireTrust()) return;
      const client = await engine.client();
      const info = await client.hello();
      await withSession(projects, uri, async (session) => {
        const id = await choose(info, session.config);
        if (id !== null && id !== session.config[field]) await changeProject(uri, { [field]: id });
      });
    });
  return {
    chooseStrategy: change('strategy', chooseStrategy),
    chooseObjective: onProject(async (uri) => {
      if (!requireTrust()) return;
      await withSession(projects, uri, async (session) => {
        const objective = await chooseObjective(session.config);
        if (objective !== null) await changeProject(uri, { objective });
      });
    }),
    saveNetwork: onProject((uri) => withSession(projects, uri, (session) => saveNetwork(session, uri))),
    startFromNetwork: onProject(async (uri) => {
      if (requireTrust()) await startFromNetwork(uri);
    }),
    chooseModel: change('model', chooseModel),
  };
};

const projectCommands = ({ editor, projects, engine, documents }: CommandParts): Record<string, Handler> => {
  const onProject = forProjects(editor);
  return {
    openLabelingView: onProject(openLabelingView),
    importAgain: onProject((uri) =>
      withSession(projects, uri, (session) => importData(session, { quiet: false })),
    ),
    exportLabels: onProject((uri) => withSession(projects, uri, (session) => exportLabels(session, uri))),
    rankNow: onProject(async (uri) => {
      if (!requireTrust()) return;
      await withSession(projects, uri, async (session) => {
        if (session.needsImport) {
          void showInfo(vscode.l10n.t('There is nothing to rank before the data are imported.'));
          return;
        }
        await session.rankNow();
      });
    }),
    whatIf: onProject(async (uri) => {
      if (!requireTrust()) return;
      await withSession(projects, uri, (session) =>
        unlessCancelled(runWhatIf({ engine, documents }, session, uri)),
      );
    }),
    openProjectFile: onProject((uri) => openAsText(uri)),
    editClassKeys: onProject((uri) => openAsText(uri, 'classes')),
  };
};

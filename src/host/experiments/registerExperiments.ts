import * as vscode from 'vscode';
import type { PresetInfo } from '../../protocol/experiment.ts';
import type { EngineHandle } from '../engineHandle.ts';
import { showInfo } from '../messages.ts';
import { registerHandlers } from '../registerHandlers.ts';
import type { Handler } from '../registerHandlers.ts';
import { requireTrust } from '../trust.ts';
import { chosenEntry } from './chosenEntry.ts';
import { browseForSpec, chooseExperiment, loadPresets } from './chooseExperiment.ts';
import type { ExperimentChoice } from './chooseExperiment.ts';
import { deleteResults, openSpecOf, resumeJob, revealFolder } from './entryActions.ts';
import { closeResults, ExperimentEditor, openResults } from './experimentEditor.ts';
import { ExperimentList } from './experimentList.ts';
import type { ExperimentEntry } from './experimentList.ts';
import { ExperimentRunner } from './experimentRunner.ts';
import type { ExperimentJob } from './experimentRunner.ts';
import { ExperimentTree } from './experimentTree.ts';
import { newSpec } from './newSpec.ts';
import { folderOf, resultsOfPreset, resultsOfSpec } from './resultsPlace.ts';
import { diagnoseSpecs } from './specDiagnostics.ts';
import { readSpec, specFileName, specName } from './specFile.ts';
import { isBusy, startExperiment } from './startExperiment.ts';

export interface ExperimentParts {
  readonly extensionUri: vscode.Uri;
  readonly globalStorageUri: vscode.Uri;
  readonly engine: EngineHandle;
  readonly log: vscode.LogOutputChannel;
}

/** Everything about experiments; `list` is for tests. */
export interface Experiments {
  readonly list: ExperimentList;
  dispose(): void;
}

export const registerExperiments = (parts: ExperimentParts): Experiments => {
  const runner = new ExperimentRunner(parts.engine, parts.log);
  const list = new ExperimentList(runner, parts.globalStorageUri);
  const editor = new ExperimentEditor({
    ...parts,
    runner,
    runCommand: (command, resultsFile) =>
      void vscode.commands.executeCommand(viewCommands[command], resultsFile),
  });
  const disposable = vscode.Disposable.from(
    runner,
    list,
    editor.register(),
    new ExperimentTree(list),
    diagnoseSpecs(parts.engine, parts.log),
    registerHandlers({ ...runCommands(parts, runner), ...entryCommands(parts, runner, list) }, parts.log),
  );
  return { list, dispose: () => void disposable.dispose() };
};

/** What the buttons of the results view do. */
const viewCommands = {
  cancel: 'nextlabel.cancelExperiment',
  resume: 'nextlabel.resumeExperiment',
  inspect: 'nextlabel.inspectStrategies',
  openSpec: 'nextlabel.openExperimentSpec',
  revealFolder: 'nextlabel.revealExperiment',
} as const;

const runCommands = (parts: ExperimentParts, runner: ExperimentRunner): Record<string, Handler> => ({
  runExperiment: async (argument) => {
    if (!requireTrust()) return;
    const choice = await givenChoice(parts.engine, argument);
    // Before anything is written for a run that cannot begin.
    if (choice === null || (choice.kind !== 'newSpec' && isBusy(runner))) return;
    const job = await jobFor(parts, choice);
    if (job !== null) await startExperiment({ ...parts, runner }, job);
  },
  cancelExperiment: () => {
    if (runner.running === null) void showInfo(vscode.l10n.t('No experiment is running.'));
    runner.cancel();
  },
});

const entryCommands = (
  parts: ExperimentParts,
  runner: ExperimentRunner,
  list: ExperimentList,
): Record<string, Handler> => {
  const onEntry =
    (work: (entry: ExperimentEntry) => Promise<void>, fits = (_: ExperimentEntry) => true): Handler =>
    async (argument) => {
      const entry = await chosenEntry(list, argument, fits);
      if (entry !== null) await work(entry);
    };
  return {
    openExperiment: onEntry(({ uri }) => openResults(folderOf(uri))),
    openExperimentSpec: onEntry(openSpecOf),
    revealExperiment: onEntry(revealFolder),
    deleteExperiment: onEntry(async (entry) => {
      if (!(await deleteResults(entry))) return;
      await closeResults(folderOf(entry.uri));
      list.refresh();
    }),
    resumeExperiment: onEntry(
      async (entry) => {
        if (!requireTrust()) return;
        const job = await resumeJob(entry);
        if (job !== null) await startExperiment({ ...parts, runner }, job);
      },
      ({ state }) => state === 'incomplete',
    ),
  };
};

/** A spec of the Explorer or an editor, or the id of a preset; else the user is asked. */
const givenChoice = async (engine: EngineHandle, argument: unknown): Promise<ExperimentChoice | null> => {
  if (argument instanceof vscode.Uri) return { kind: 'spec', spec: argument };
  if (typeof argument === 'string') {
    const preset = (await loadPresets(engine)).find(({ id }) => id === argument);
    if (preset !== undefined) return { kind: 'preset', preset };
  }
  return chooseExperiment(engine);
};

const jobFor = async (parts: ExperimentParts, choice: ExperimentChoice): Promise<ExperimentJob | null> => {
  switch (choice.kind) {
    case 'preset':
      return presetJob(choice.preset, parts.globalStorageUri);
    case 'spec':
      return specJob(choice.spec);
    case 'browse': {
      const spec = await browseForSpec();
      return spec === null ? null : specJob(spec);
    }
    case 'newSpec':
      await newSpec(parts.engine);
      return null;
  }
};

const specJob = async (spec: vscode.Uri): Promise<ExperimentJob> => ({
  name: specName(spec),
  specText: await readSpec(spec),
  spec,
  folder: await resultsOfSpec(spec, new Date()),
  resume: false,
});

/** The preset's text is kept with its results, so that they can be resumed and their spec can be looked at. */
const presetJob = async (preset: PresetInfo, globalStorageUri: vscode.Uri): Promise<ExperimentJob> => {
  const folder = await resultsOfPreset(preset.id, globalStorageUri, new Date());
  const spec = vscode.Uri.joinPath(folder, specFileName(preset.id));
  return { name: preset.id, specText: preset.text, spec, folder, resume: false };
};

import * as vscode from 'vscode';
import type { NotRun } from '../../protocol/experiment.ts';
import type { EngineHandle } from '../engineHandle.ts';
import { messageOf, showError, showInfo, showLogAction, showWarning } from '../messages.ts';
import type { MessageAction } from '../messages.ts';
import { isShown, openResults } from './experimentEditor.ts';
import type { ExperimentEnd, ExperimentJob, ExperimentRunner } from './experimentRunner.ts';
import { progressText } from '../../protocol/experimentProgress.ts';
import { runsText } from './runsText.ts';
import { countRuns } from './resultsPlace.ts';
import { rangeOf } from './specDiagnostics.ts';
import { openSpec } from './specFile.ts';
import { fileExists } from '../fileExists.ts';

export interface StartParts {
  readonly engine: EngineHandle;
  readonly runner: ExperimentRunner;
}

/**
 * Starts a job in the background and opens its results as soon as there is something to look at. A spec with a mistake
 * and a second experiment beside a running one are refused with a message.
 */
export const startExperiment = async (parts: StartParts, job: ExperimentJob): Promise<void> => {
  if (isBusy(parts.runner) || !(await isSound(parts.engine, job))) return;
  // The check took its time.
  if (isBusy(parts.runner)) return;
  const ended = parts.runner.run(job, () => void showPlanned(job));
  void ended.then(async (end) => tellEnd(parts, job, end, await countRuns(job.folder)));
};

const showPlanned = async (job: ExperimentJob): Promise<void> => {
  try {
    // The text of a preset: only now, since results begin in an empty folder.
    if (!(await fileExists(job.spec)))
      await vscode.workspace.fs.writeFile(job.spec, Buffer.from(job.specText));
    // A view that is looked at already follows by itself, and takes the focus from nobody.
    if (!isShown(job.folder)) await openResults(job.folder, true);
  } catch (error) {
    void showError(messageOf(error), showLogAction());
  }
};

const showResults = ({ folder }: ExperimentJob): MessageAction => ({
  title: vscode.l10n.t('Show Results'),
  run: () => openResults(folder),
});

const resumeAction = (parts: StartParts, job: ExperimentJob): MessageAction => ({
  title: vscode.l10n.t('Resume'),
  run: () => startExperiment(parts, { ...job, resume: true }),
});

/** True, with a message that offers to show it, while an experiment runs. */
export const isBusy = ({ running }: ExperimentRunner): boolean => {
  if (running === null) return false;
  const { job, progress } = running;
  void showWarning(
    progress === null
      ? vscode.l10n.t(
          'The experiment {0} is running, and only one runs at a time. Cancel it, or wait.',
          job.name,
        )
      : vscode.l10n.t(
          'The experiment {0} is running ({1}), and only one runs at a time. Cancel it, or wait.',
          job.name,
          progressText(progress),
        ),
    ...(progress === null ? [] : [showResults(job)]),
  );
  return true;
};

const isSound = async (engine: EngineHandle, { specText, spec }: ExperimentJob): Promise<boolean> => {
  const client = await engine.client();
  const problems = await client.checkSpec({ specText, specPath: spec.fsPath });
  const [first] = problems;
  if (first === undefined) return true;
  const { line, column, message } = first;
  const file = vscode.workspace.asRelativePath(spec);
  const words =
    problems.length === 1
      ? vscode.l10n.t('{0}, line {1}, column {2}: {3}.', file, line, column, message)
      : vscode.l10n.t(
          '{0}, line {1}, column {2}: {3}. There are {4} problems in all.',
          ...[file, line, column, message, problems.length],
        );
  void showError(words, {
    title: vscode.l10n.t('Show the Problem'),
    run: async () => openSpec(spec, rangeOf(await vscode.workspace.openTextDocument(spec), first)),
  });
  return false;
};

/** `kept`: a run or two may have ended after the last that was reported. */
const tellEnd = (parts: StartParts, job: ExperimentJob, end: ExperimentEnd, kept: number): void => {
  const { name } = job;
  switch (end.kind) {
    case 'complete':
      tellComplete(job, end.outcome.done, end.outcome.notRun);
      return;
    case 'cancelled':
      // Where nothing had begun, nothing needs to be said.
      if (end.progress === null) return;
      void showInfo(
        vscode.l10n.t(
          'The experiment {0} was cancelled; {1} are kept.',
          name,
          runsText(kept, end.progress.total),
        ),
        resumeAction(parts, job),
      );
      return;
    case 'failed':
      void showError(
        vscode.l10n.t('The experiment {0} did not finish: {1}', name, end.message),
        end.progress === null ? showLogAction() : resumeAction(parts, job),
      );
      return;
  }
};

const tellComplete = (job: ExperimentJob, done: number, notRun: readonly NotRun[]): void => {
  const finished = vscode.l10n.t(
    'The experiment {0} is finished: {1} runs.',
    job.name,
    done.toLocaleString(),
  );
  const [first] = notRun;
  if (first === undefined) {
    void showInfo(finished, showResults(job));
    return;
  }
  const words = vscode.l10n.t('Not everything was run: {0}', first.reason);
  void showWarning(`${finished} ${words}`, showResults(job));
};

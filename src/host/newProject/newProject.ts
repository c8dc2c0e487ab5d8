import * as path from 'node:path';
import * as vscode from 'vscode';
import type { DataPreview } from '../../protocol/engine.ts';
import { PROJECT_FILE_SUFFIX } from '../../session/projectFile.ts';
import { writeProjectFile } from '../../session/projectFileText.ts';
import type { ProjectDraft } from '../../session/projectFileText.ts';
import type { EngineHandle } from '../engineHandle.ts';
import { issueLine } from '../importReport.ts';
import { openLabelingView } from '../labelingEditor.ts';
import { withProgress } from '../longOperation.ts';
import { isCancellation, issuesOf, messageOf, showError, showLogAction } from '../messages.ts';
import { requireTrust } from '../trust.ts';
import {
  changeClasses,
  changeFeatures,
  changeId,
  changeKind,
  changeLabel,
  changeName,
  changeText,
} from './changeSteps.ts';
import type { ChangeStep } from './changeSteps.ts';
import { chooseSource } from './chooseSource.ts';
import { classesText, kindTitle, labelText, planFrom, planText } from './projectPlan.ts';
import type { ProjectPlan } from './projectPlan.ts';
import { BACK, pickOne } from './steps.ts';
import type { Choice } from './steps.ts';
import { fileExists } from '../fileExists.ts';

/** From data to an open labeling view; each guess is shown and can be changed, Enter takes them all. */
export const newProject = async (engine: EngineHandle, given?: vscode.Uri): Promise<void> => {
  if (!requireTrust()) return;
  const source = given ?? (await chooseSource());
  if (source === undefined) return;
  const preview = await previewData(engine, source);
  if (preview === null) return;
  const plan = await settlePlan(
    planFrom(preview, defaultName(source)),
    preview,
    path.basename(source.fsPath),
  );
  if (plan === null) return;
  const folder = projectFolder(source, preview);
  const relative = path.relative(folder.fsPath, source.fsPath).replaceAll('\\', '/');
  await createProject(folder, plan.name, { ...plan, source: relative === '' ? '.' : relative });
};

/** Writes a project file that does not exist yet and opens its labeling view. */
export const createProject = async (
  folder: vscode.Uri,
  name: string,
  draft: ProjectDraft,
): Promise<vscode.Uri> => {
  const uri = await freeFile(folder, name);
  await vscode.workspace.fs.writeFile(uri, Buffer.from(writeProjectFile(draft)));
  await openLabelingView(uri);
  return uri;
};

const previewData = async (engine: EngineHandle, source: vscode.Uri): Promise<DataPreview | null> => {
  const name = path.basename(source.fsPath);
  try {
    const client = await engine.client();
    const preview = await withProgress(vscode.l10n.t('Looking at {0}', name), ({ signal }) =>
      client.preview(source.fsPath, { signal }),
    );
    const [problem] = preview.problems;
    if (problem === undefined) return preview;
    void showError(vscode.l10n.t('{0} cannot be labeled: {1}', name, issueLine(problem)));
  } catch (error) {
    if (isCancellation(error)) return null;
    const [issue] = issuesOf(error);
    const reason = issue === undefined ? messageOf(error) : issueLine(issue);
    void showError(vscode.l10n.t('{0} cannot be labeled: {1}', name, reason), showLogAction());
  }
  return null;
};

/** Shows the whole plan; the first choice creates the project, the others change one part and come back here. */
const settlePlan = async (
  guessed: ProjectPlan,
  preview: DataPreview,
  sourceName: string,
): Promise<ProjectPlan | null> => {
  let plan: ProjectPlan | null = guessed;
  while (plan !== null) {
    const step: ChangeStep | 'create' | typeof BACK | undefined = await pickOne(planChoices(plan, preview), {
      title: vscode.l10n.t('New Labeling Project from {0}', sourceName),
      placeholder: vscode.l10n.t('{0}. Enter creates the project.', preview.summary),
      back: false,
    });
    if (step === undefined || step === BACK) return null;
    if (step !== 'create') {
      plan = await step(plan, preview);
      continue;
    }
    if (isComplete(plan)) return plan;
    plan = await changeClasses(plan, preview);
    if (plan !== null && isComplete(plan)) return plan;
  }
  return null;
};

/** Classes are the one thing that data without labels cannot tell. */
const isComplete = (plan: ProjectPlan): boolean => plan.classes.length >= 2;

const planChoices = (plan: ProjectPlan, preview: DataPreview): readonly Choice<ChangeStep | 'create'>[] => {
  const none = vscode.l10n.t('none');
  const change = (title: string, value: string, step: ChangeStep): Choice<ChangeStep> => ({
    label: `$(edit) ${title}`,
    description: value,
    value: step,
  });
  const table = preview.format !== 'imageFolder';
  const choices: (Choice<ChangeStep | 'create'> | false)[] = [
    {
      label: `$(check) ${vscode.l10n.t('Create project {0}', plan.name)}`,
      detail: planText(plan),
      value: 'create',
    },
    change(vscode.l10n.t('Change classes…'), classesText(plan.classes), changeClasses),
    change(vscode.l10n.t('Change label column…'), labelText(plan, preview), changeLabel),
    table && change(vscode.l10n.t('Change kind…'), kindTitle(plan.kind), changeKind),
    plan.kind === 'text' && change(vscode.l10n.t('Change text column…'), plan.textColumn ?? none, changeText),
    plan.kind === 'tabular' &&
      change(vscode.l10n.t('Change features…'), String(plan.featureColumns.length), changeFeatures),
    table && change(vscode.l10n.t('Change id column…'), plan.idColumn ?? none, changeId),
    change(vscode.l10n.t('Change name…'), plan.name, changeName),
  ];
  return choices.filter((choice) => choice !== false);
};

const defaultName = (source: vscode.Uri): string => {
  const { name } = path.parse(source.fsPath);
  return name === '' ? 'labels' : name;
};

/** Beside the data; inside a folder of images only where that is the workspace's own folder. */
const projectFolder = (source: vscode.Uri, preview: DataPreview): vscode.Uri => {
  const isRoot = vscode.workspace.workspaceFolders?.some(
    (folder) => folder.uri.toString() === source.toString(),
  );
  return preview.format === 'imageFolder' && isRoot === true ? source : vscode.Uri.joinPath(source, '..');
};

/** `name.nextlabel.json`, or `name-2.nextlabel.json` ...: an existing project is never overwritten. */
const freeFile = async (folder: vscode.Uri, name: string): Promise<vscode.Uri> => {
  for (let count = 1; ; count++) {
    const suffix = count === 1 ? '' : `-${count}`;
    const uri = vscode.Uri.joinPath(folder, `${name}${suffix}${PROJECT_FILE_SUFFIX}`);
    if (!(await fileExists(uri))) return uri;
  }
};

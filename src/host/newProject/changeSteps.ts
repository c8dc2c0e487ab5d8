import * as vscode from 'vscode';
import type { DataPreview } from '../../protocol/engine.ts';
import type { ProjectKind } from '../../protocol/project.ts';
import { kindTitle, parseClasses, withColumn, withKind, withLabelColumn } from './projectPlan.ts';
import type { ProjectPlan } from './projectPlan.ts';
import { askText, BACK, pickMany, pickOne } from './steps.ts';
import type { Answer, Choice } from './steps.ts';

/** Asks for one change; null when the user left the wizard. Back gives the plan as it was. */
export type ChangeStep = (plan: ProjectPlan, preview: DataPreview) => Promise<ProjectPlan | null>;

const apply = <Value>(
  plan: ProjectPlan,
  answer: Answer<Value>,
  change: (value: Value) => ProjectPlan,
): ProjectPlan | null => {
  if (answer === undefined) return null;
  return answer === BACK ? plan : change(answer);
};

export const changeKind: ChangeStep = async (plan, preview) => {
  const kinds: readonly ProjectKind[] = preview.format === 'imageFolder' ? ['image'] : ['tabular', 'text'];
  const answer = await pickOne(
    kinds.map((kind) => ({ label: kindTitle(kind), value: kind, picked: kind === plan.kind })),
    { title: vscode.l10n.t('Kind'), placeholder: vscode.l10n.t('What is one item?'), back: true },
  );
  return apply(plan, answer, (kind) => withKind(plan, kind, preview));
};

const columnChoices = (preview: DataPreview, current: string | null): Choice<string | null>[] =>
  preview.columns.map((column) => ({
    label: column.name,
    description: columnText(column),
    value: column.name,
    picked: column.name === current,
  }));

const columnText = ({ type, distinct, missing, example }: DataPreview['columns'][number]): string =>
  [
    vscode.l10n.t('{0}, {1} different', type, distinct),
    missing > 0 ? vscode.l10n.t('{0} missing', missing) : '',
    example,
  ]
    .filter((part) => part !== '')
    .join(' · ');

const changeColumn =
  (part: 'idColumn' | 'textColumn' | 'labelColumn', title: () => string, none: () => string): ChangeStep =>
  async (plan, preview) => {
    const choices = columnChoices(preview, plan[part]);
    if (part !== 'textColumn') {
      choices.unshift({ label: none(), value: null, picked: plan[part] === null });
    }
    const answer = await pickOne(choices, { title: title(), placeholder: preview.summary, back: true });
    return apply(plan, answer, (column) =>
      part === 'labelColumn' ? withLabelColumn(plan, column, preview) : withColumn(plan, part, column),
    );
  };

export const changeId = changeColumn(
  'idColumn',
  () => vscode.l10n.t('Id column'),
  () => vscode.l10n.t('None: use a hash of the content'),
);

export const changeText = changeColumn(
  'textColumn',
  () => vscode.l10n.t('Text column'),
  () => '',
);

export const changeLabel: ChangeStep = async (plan, preview) => {
  if (preview.format === 'imageFolder') return changeFolderLabels(plan);
  return changeColumn(
    'labelColumn',
    () => vscode.l10n.t('Label column'),
    () => vscode.l10n.t('None: no row is labeled yet'),
  )(plan, preview);
};

const changeFolderLabels = async (plan: ProjectPlan): Promise<ProjectPlan | null> => {
  const answer = await pickOne<string | null>(
    [
      {
        label: vscode.l10n.t('None: no image is labeled yet'),
        value: null,
        picked: plan.labelColumn === null,
      },
      {
        label: vscode.l10n.t('The name of the sub-folder'),
        value: 'folder',
        picked: plan.labelColumn !== null,
      },
    ],
    { title: vscode.l10n.t('Labels'), placeholder: vscode.l10n.t('Are images labeled already?'), back: true },
  );
  return apply(plan, answer, (labelColumn) => ({
    ...plan,
    labelColumn,
    hiddenColumns: labelColumn === null ? plan.hiddenColumns : [],
  }));
};

export const changeFeatures: ChangeStep = async (plan, preview) => {
  const taken = new Set([plan.idColumn, plan.labelColumn, ...plan.hiddenColumns]);
  const choices = preview.columns
    .filter((column) => !taken.has(column.name))
    .map((column) => ({
      label: column.name,
      description: columnText(column),
      value: column.name,
      picked: plan.featureColumns.includes(column.name),
    }));
  const answer = await pickMany(choices, {
    title: vscode.l10n.t('Feature columns'),
    placeholder: vscode.l10n.t('The columns that the model sees'),
    back: true,
  });
  return apply(plan, answer, (featureColumns) => ({ ...plan, featureColumns }));
};

export const changeClasses: ChangeStep = async (plan) => {
  const answer = await askText({
    title: vscode.l10n.t('Classes'),
    placeholder: vscode.l10n.t('What can an item be? Names with commas between them.'),
    value: plan.classes.join(', '),
    back: true,
    problem: (text) =>
      parseClasses(text).length < 2 ? vscode.l10n.t('At least two different classes are needed.') : null,
  });
  return apply(plan, answer, (text) => ({ ...plan, classes: parseClasses(text) }));
};

export const changeName: ChangeStep = async (plan) => {
  const answer = await askText({
    title: vscode.l10n.t('Name'),
    placeholder: vscode.l10n.t('Name of the project and of its file'),
    value: plan.name,
    back: true,
    problem: (text) =>
      /^[^\\/:*?"<>|]+$/.test(text.trim())
        ? null
        : vscode.l10n.t('A file name is needed: not empty, without \\ / : * ? " < > |'),
  });
  return apply(plan, answer, (name) => ({ ...plan, name: name.trim() }));
};

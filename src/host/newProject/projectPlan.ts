import * as vscode from 'vscode';
import type { DataPreview } from '../../protocol/engine.ts';
import type { ProjectKind } from '../../protocol/project.ts';
import type { ProjectDraft } from '../../session/projectFileText.ts';

/** What the new project will be, as guessed and then changed; `source` is set when the file is written. */
export interface ProjectPlan extends Omit<ProjectDraft, 'source'> {
  readonly name: string;
}

export const planFrom = (preview: DataPreview, name: string): ProjectPlan => {
  const { kind, idColumn, textColumn, featureColumns, classes } = preview.guess;
  // Where every row is labeled already, taking the labels over would leave nothing to label: only the classes are.
  // The column itself is hidden: it would tell annotator and model the answer.
  const complete = completeLabels(preview);
  const labelColumn = complete === null ? preview.guess.labelColumn : null;
  const hiddenColumns = complete === null ? [] : [complete];
  return { name, kind, idColumn, textColumn, labelColumn, featureColumns, hiddenColumns, classes };
};

/** The column that labels every row that was looked at, null where there is none. */
export const completeLabels = ({ guess, columns }: DataPreview): string | null => {
  const column = columns.find(({ name }) => name === guess.labelColumn);
  return column?.missing === 0 ? column.name : null;
};

/** What the wizard says about the label column. */
export const labelText = (plan: ProjectPlan, preview: DataPreview): string => {
  if (plan.labelColumn !== null) return plan.labelColumn;
  const complete = completeLabels(preview);
  return complete === null
    ? vscode.l10n.t('none')
    : vscode.l10n.t('none: {0} labels every row and is hidden, so that they can be labeled anew', complete);
};

export const kindTitle = (kind: ProjectKind): string =>
  ({
    tabular: vscode.l10n.t('rows of a table'),
    text: vscode.l10n.t('texts'),
    image: vscode.l10n.t('images'),
  })[kind];

export const classesText = (classes: readonly string[], shown = 6): string => {
  if (classes.length === 0) return vscode.l10n.t('none yet');
  const names = classes.slice(0, shown).join(', ');
  const more = classes.length - shown;
  return more > 0 ? vscode.l10n.t('{0} and {1} more', names, more) : names;
};

/** `rows of a table · 21 features · label y · classes 0, 1, 2` */
export const planText = (plan: ProjectPlan): string =>
  [
    kindTitle(plan.kind),
    plan.kind === 'tabular' ? vscode.l10n.t('{0} features', plan.featureColumns.length) : '',
    plan.kind === 'text' ? vscode.l10n.t('text {0}', plan.textColumn ?? '?') : '',
    plan.idColumn === null ? '' : vscode.l10n.t('id {0}', plan.idColumn),
    plan.labelColumn === null ? '' : vscode.l10n.t('label {0}', plan.labelColumn),
    plan.hiddenColumns.length === 0 ? '' : vscode.l10n.t('{0} hidden', plan.hiddenColumns.join(', ')),
    plan.classes.length === 0
      ? vscode.l10n.t('classes are asked for next')
      : vscode.l10n.t('classes {0}', classesText(plan.classes)),
  ]
    .filter((part) => part !== '')
    .join(' · ');

/** Class names from what was typed: commas or line breaks between them, blanks around them dropped. */
export const parseClasses = (typed: string): readonly string[] => [
  ...new Set(
    typed
      .split(/[,\n]/)
      .map((name) => name.trim())
      .filter((name) => name !== ''),
  ),
];

/** The same columns read as another kind of item. */
export const withKind = (plan: ProjectPlan, kind: ProjectKind, preview: DataPreview): ProjectPlan => {
  const free = preview.columns
    .map((column) => column.name)
    .filter(
      (name) => name !== plan.idColumn && name !== plan.labelColumn && !plan.hiddenColumns.includes(name),
    );
  const text = preview.columns.find((column) => column.type === 'text')?.name ?? free[0] ?? null;
  return {
    ...plan,
    kind,
    textColumn: kind === 'text' ? (plan.textColumn ?? text) : null,
    featureColumns: kind === 'tabular' ? free : [],
  };
};

/** A column has one part only: the one that it was given last. */
export const withColumn = (
  plan: ProjectPlan,
  part: 'idColumn' | 'textColumn' | 'labelColumn',
  column: string | null,
): ProjectPlan => {
  const cleared = {
    idColumn: plan.idColumn === column ? null : plan.idColumn,
    textColumn: plan.textColumn === column ? null : plan.textColumn,
    labelColumn: plan.labelColumn === column ? null : plan.labelColumn,
  };
  const others = (names: readonly string[]): string[] => names.filter((name) => name !== column);
  const [featureColumns, hiddenColumns] = [others(plan.featureColumns), others(plan.hiddenColumns)];
  return { ...plan, ...cleared, featureColumns, hiddenColumns, [part]: column };
};

/** Its classes are known only for the label column that the first look at the data found. */
export const withLabelColumn = (
  plan: ProjectPlan,
  column: string | null,
  { guess }: DataPreview,
): ProjectPlan => {
  const changed = withColumn(plan, 'labelColumn', column);
  if (column === null || column === plan.labelColumn) return changed;
  return { ...changed, classes: column === guess.labelColumn ? guess.classes : [] };
};

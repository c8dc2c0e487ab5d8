import * as vscode from 'vscode';
import type { Objective } from '../protocol/gains.ts';
import type { ProjectConfig } from '../protocol/project.ts';
import { isWeight, toSetting } from '../protocol/objective.ts';
import type { ObjectiveSetting } from '../protocol/objective.ts';

interface KindItem extends vscode.QuickPickItem {
  readonly objective: Objective['kind'];
}

/**
 * Lets the user say which score labels are wanted for, with a weight for each class or the class to find where the score
 * needs it. Null where the user leaves.
 */
export const chooseObjective = async (config: ProjectConfig): Promise<ObjectiveSetting | null> => {
  const chosen = await vscode.window.showQuickPick(kindItems(config.objective), {
    title: vscode.l10n.t('Choose Objective'),
    placeHolder: vscode.l10n.t('What should more labels improve? The strategy “Neural process” ranks by it.'),
    matchOnDetail: true,
  });
  if (chosen === undefined) return null;
  switch (chosen.objective) {
    case 'accuracy':
    case 'balancedAccuracy':
      return chosen.objective;
    case 'weightedAccuracy':
      return chooseWeights(config);
    case 'f1':
      return chooseClass(config);
  }
};

const kindItems = (current: Objective): readonly KindItem[] => {
  const items: readonly KindItem[] = [
    {
      objective: 'accuracy',
      label: vscode.l10n.t('Accuracy'),
      detail: vscode.l10n.t('The share of items that the model gets right.'),
    },
    {
      objective: 'balancedAccuracy',
      label: vscode.l10n.t('Balanced accuracy'),
      detail: vscode.l10n.t('Every class counts the same, however rare it is.'),
    },
    {
      objective: 'weightedAccuracy',
      label: vscode.l10n.t('Weighted accuracy'),
      detail: vscode.l10n.t('You say how much an item of each class counts.'),
    },
    {
      objective: 'f1',
      label: vscode.l10n.t('F1 of a class'),
      detail: vscode.l10n.t('Find all items of one class, with few false alarms.'),
    },
  ];
  const described = items.map((item) =>
    item.objective === current.kind ? { ...item, description: vscode.l10n.t('current') } : item,
  );
  // The one in use stands first, so that Enter keeps it.
  return described.sort((a, b) => Number(b.description !== undefined) - Number(a.description !== undefined));
};

const chooseWeights = async ({ classes, objective }: ProjectConfig): Promise<ObjectiveSetting | null> => {
  const weights: number[] = [];
  for (const [index, { name }] of classes.entries()) {
    const before = objective.kind === 'weightedAccuracy' ? objective.weights[index] : undefined;
    const text = await vscode.window.showInputBox({
      title: vscode.l10n.t('Weight of {0} ({1} of {2})', name, index + 1, classes.length),
      prompt: vscode.l10n.t('How much an item of the class {0} counts: a number above 0.', name),
      value: String(before ?? 1),
      validateInput: (value) =>
        readWeight(value) === null ? vscode.l10n.t('A number above 0, such as 1 or 2.5.') : null,
    });
    const weight = text === undefined ? null : readWeight(text);
    if (weight === null) return null;
    weights.push(weight);
  }
  return toSetting(
    { kind: 'weightedAccuracy', weights },
    classes.map(({ name }) => name),
  );
};

const readWeight = (text: string): number | null => {
  const weight = text.trim() === '' ? Number.NaN : Number(text);
  return isWeight(weight) ? weight : null;
};

const chooseClass = async ({ classes, objective }: ProjectConfig): Promise<ObjectiveSetting | null> => {
  const current = objective.kind === 'f1' ? objective.positive : null;
  const items = classes.map(({ name, description }, index) => ({
    name,
    label: name,
    detail: description,
    ...(index === current ? { description: vscode.l10n.t('current') } : {}),
  }));
  const chosen = await vscode.window.showQuickPick(items, {
    title: vscode.l10n.t('F1 of Which Class?'),
    placeHolder: vscode.l10n.t('The class to find'),
  });
  return chosen === undefined ? null : { id: 'f1', class: chosen.name };
};

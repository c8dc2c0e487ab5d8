import type { Objective } from './gains.ts';
import type { ClassDefinition } from './project.ts';

/** An objective as the project file writes it: classes by name. */
export type ObjectiveSetting =
  | 'accuracy'
  | 'balancedAccuracy'
  | { readonly id: 'weightedAccuracy'; readonly weights: Readonly<Record<string, number>> }
  | { readonly id: 'f1'; readonly class: string };

/** What the schema cannot say: whether the classes are those of the project. `path`: where the setting stands. */
export const checkObjective = (
  setting: ObjectiveSetting,
  classNames: readonly string[],
  report: (problem: string, path: readonly string[]) => void,
): void => {
  if (typeof setting === 'string') return;
  if (setting.id === 'f1') {
    if (classNames.includes(setting.class)) return;
    report(`The objective is for the class "${setting.class}", which the project does not have`, [
      'objective',
      'class',
    ]);
    return;
  }
  for (const [name, weight] of Object.entries(setting.weights)) {
    const path = ['objective', 'weights', name];
    if (!classNames.includes(name)) report(`The project has no class "${name}" to weight`, path);
    else if (!isWeight(weight)) report(`The weight of the class "${name}" must be above 0`, path);
  }
  const missing = classNames.filter((name) => !Object.hasOwn(setting.weights, name));
  if (missing.length === 0) return;
  const names = missing.map((name) => `"${name}"`).join(', ');
  report(`Every class needs a weight; without one: ${names}`, ['objective', 'weights']);
};

/** Whether a class can have that weight. */
export const isWeight = (weight: number): boolean => Number.isFinite(weight) && weight > 0;

/** The setting with classes by index; it has been checked. */
export const toObjective = (setting: ObjectiveSetting, classNames: readonly string[]): Objective => {
  if (typeof setting === 'string') return { kind: setting };
  if (setting.id === 'f1') return { kind: 'f1', positive: classNames.indexOf(setting.class) };
  return { kind: 'weightedAccuracy', weights: classNames.map((name) => setting.weights[name]!) };
};

/** The objective as the project file writes it. */
export const toSetting = (objective: Objective, classNames: readonly string[]): ObjectiveSetting => {
  switch (objective.kind) {
    case 'accuracy':
    case 'balancedAccuracy':
      return objective.kind;
    case 'f1':
      return { id: 'f1', class: classNames[objective.positive]! };
    case 'weightedAccuracy': {
      const weights = classNames.map((name, index) => [name, objective.weights[index]!] as const);
      return { id: 'weightedAccuracy', weights: Object.fromEntries(weights) };
    }
  }
};

/** The class that an objective is about; null where it is about all. */
export const objectiveClass = (
  objective: Objective,
  classes: readonly Pick<ClassDefinition, 'name'>[],
): string | null => (objective.kind === 'f1' ? (classes[objective.positive]?.name ?? null) : null);

/** What is stored of an objective: names, since the order of classes may change. */
export const objectiveText = (objective: Objective, classNames: readonly string[]): string =>
  JSON.stringify(toSetting(objective, classNames));

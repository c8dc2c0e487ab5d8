import { parseJsonDocument, problemAt } from '../documents/jsonDocument.ts';
import type { JsonDocumentKind, JsonProblem, ReportProblem } from '../documents/jsonDocument.ts';
import type { ClassDefinition, ProjectConfig } from '../protocol/project.ts';
import { assignColours } from './classColours.ts';
import { checkFrozenModel, toFrozenModel } from './frozenFeatures.ts';
import { assignKeys, keyProblem, normaliseKey } from './classKeys.ts';
import { checkObjective, toObjective } from '../protocol/objective.ts';
import { PIXEL_MODELS } from '../protocol/pixelModels.ts';
import { projectFileSchema } from './projectFileSchema.ts';
import type { ProjectFile } from './projectFileSchema.ts';

export { projectFileSchema } from './projectFileSchema.ts';

export const PROJECT_FILE_SUFFIX = '.nextlabel.json';

/** Something wrong in a project file. */
export type ProjectProblem = JsonProblem;

/**
 * Either a config and no problems, or null and at least one problem. Warnings tell of what has no effect; the project
 * works all the same.
 */
export type ProjectFileResult =
  | {
      readonly config: ProjectConfig;
      readonly problems: readonly [];
      readonly warnings: readonly ProjectProblem[];
    }
  | { readonly config: null; readonly problems: readonly ProjectProblem[]; readonly warnings: readonly [] };

/**
 * Parses and completes the text of a project file. `fileName` (with or without folders) gives the project its name;
 * `defaults.annotator` is used where the file names none.
 */
export const parseProjectFile = (
  text: string,
  fileName: string,
  defaults: { readonly annotator: string } = { annotator: 'annotator' },
): ProjectFileResult => {
  const { value, problems } = parseJsonDocument(text, PROJECT_FILE, checkMeaning);
  if (value === null) return { config: null, problems, warnings: [] };
  const config = complete(value, projectName(fileName), defaults.annotator);
  return { config, problems: [], warnings: warningsOf(text, config) };
};

const PROJECT_FILE: JsonDocumentKind<typeof projectFileSchema> = {
  schema: projectFileSchema,
  title: 'A project file',
  root: 'The project',
  explain: (issue, path) =>
    issue.type === 'min_length' && path.length === 1 && path[0] === 'classes'
      ? 'A project needs at least two classes, otherwise there is nothing to decide'
      : null,
};

/** `images/cats.nextlabel.json` is the project `cats`. */
export const projectName = (fileName: string): string => {
  const base = fileName.split(/[/\\]/).at(-1) ?? fileName;
  return base.endsWith(PROJECT_FILE_SUFFIX) ? base.slice(0, -PROJECT_FILE_SUFFIX.length) : base;
};

/** What the schema cannot say. */
const checkMeaning = (file: ProjectFile, report: ReportProblem): void => {
  if (file.kind === 'text' && (file.text ?? null) === null) {
    report('A text project names the column that holds the text in "text"', ['text']);
  }
  const model = asChoice(file.model).id;
  if (file.kind !== 'image' && PIXEL_MODELS.has(model)) {
    report(`The model "${model}" looks at the pixels of images; a ${file.kind} project has none`, ['model']);
  }
  const names = new Map<string, number>();
  const keys = new Map<string, string>();
  for (const [index, entry] of file.classes.entries()) {
    const { name, key } = typeof entry === 'string' ? { name: entry, key: undefined } : entry;
    const path = typeof entry === 'string' ? ['classes', index] : ['classes', index, 'name'];
    const earlier = names.get(name);
    if (earlier !== undefined) {
      report(`The class "${name}" is there twice (classes ${earlier + 1} and ${index + 1})`, path);
    }
    names.set(name, index);
    if (key !== undefined)
      checkKey({ name, key, keys }, (message) => report(message, ['classes', index, 'key']));
  }
  checkObjective(file.objective, [...names.keys()], report);
  checkFrozenModel(file, report);
};

const warningsOf = (text: string, { frozenModel, model }: ProjectConfig): readonly ProjectProblem[] => {
  if (frozenModel === null || !PIXEL_MODELS.has(model)) return [];
  const message = `The model "${model}" learns from the pixels themselves: "features" has no effect with it`;
  return [problemAt(text, ['features'], message)];
};

const checkKey = (
  { name, key, keys }: { name: string; key: string; keys: Map<string, string> },
  report: (message: string) => void,
): void => {
  const problem = keyProblem(key);
  if (problem !== null) {
    report(`Class "${name}": ${problem}`);
    return;
  }
  const holder = keys.get(normaliseKey(key));
  if (holder !== undefined) report(`The classes "${holder}" and "${name}" both have the key "${key}"`);
  keys.set(normaliseKey(key), name);
};

const complete = (file: ProjectFile, name: string, annotator: string): ProjectConfig => {
  const model = asChoice(file.model);
  const strategy = asChoice(file.strategy);
  const classes = completeClasses(file.classes);
  return {
    name,
    kind: file.kind,
    source: file.source,
    idColumn: file.id ?? null,
    featureColumns: Array.isArray(file.features) ? file.features : [],
    frozenModel: toFrozenModel(file.features),
    textColumn: file.text ?? null,
    labelColumn: file.label ?? null,
    hiddenColumns: file.hide ?? [],
    classes,
    model: model.id,
    modelParams: model.params ?? {},
    strategy: strategy.id,
    strategyParams: strategy.params ?? {},
    objective: toObjective(
      file.objective,
      classes.map((each) => each.name),
    ),
    network: file.network ?? null,
    batchSize: file.batchSize,
    randomShare: file.randomShare,
    repeatShare: file.repeatShare,
    annotator: file.annotator ?? annotator,
    seed: file.seed ?? seedOf(name),
  };
};

const asChoice = (choice: ProjectFile['model']): Exclude<ProjectFile['model'], string> =>
  typeof choice === 'string' ? { id: choice } : choice;

const completeClasses = (entries: ProjectFile['classes']): readonly ClassDefinition[] => {
  const classes = entries.map((entry) => (typeof entry === 'string' ? { name: entry } : entry));
  const keys = assignKeys(classes.map((entry) => entry.key));
  const colours = assignColours(classes.map((entry) => entry.colour));
  return classes.map((entry, index) => ({
    name: entry.name,
    key: keys[index]!,
    colour: colours[index]!,
    description: entry.description ?? '',
  }));
};

/** FNV-1a (Fowler, Noll, Vo), 32 bits, over UTF-16 units: the same name gives the same seed on every machine. */
const seedOf = (name: string): number => {
  let hash = 0x811c9dc5;
  for (let index = 0; index < name.length; index++) {
    hash = Math.imul(hash ^ name.charCodeAt(index), 0x01000193);
  }
  return hash >>> 0;
};

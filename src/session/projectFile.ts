import { findNodeAtLocation, getNodeValue, parseTree, printParseErrorCode } from 'jsonc-parser';
import type { Node, ParseError } from 'jsonc-parser';
import * as v from 'valibot';
import type { ClassDefinition, ProjectConfig } from '../protocol/project.ts';
import { assignColours } from './classColours.ts';
import { assignKeys, keyProblem, normaliseKey } from './classKeys.ts';
import { projectFileSchema } from './projectFileSchema.ts';
import type { ProjectFile } from './projectFileSchema.ts';

export { projectFileSchema } from './projectFileSchema.ts';

export const PROJECT_FILE_SUFFIX = '.nextlabel.json';

/** Comments and a trailing comma are welcome: the file is edited by hand. */
export const PROJECT_FILE_SYNTAX = { allowTrailingComma: true, disallowComments: false } as const;

/** Something wrong in a project file; line and column count from 1, column in UTF-16 units. */
export interface ProjectProblem {
  readonly message: string;
  readonly line: number;
  readonly column: number;
  /** Position in the text and extent, in UTF-16 units. */
  readonly offset: number;
  readonly length: number;
}

/** Either a config and no problems, or null and at least one problem. */
export type ProjectFileResult =
  | { readonly config: ProjectConfig; readonly problems: readonly [] }
  | { readonly config: null; readonly problems: readonly ProjectProblem[] };

type Path = readonly (string | number)[];
type Report = (message: string, path: Path) => void;

/**
 * Parses and completes the text of a project file. `fileName` (with or without folders) gives the project its name;
 * `defaults.annotator` is used where the file names none.
 */
export const parseProjectFile = (
  text: string,
  fileName: string,
  defaults: { readonly annotator: string } = { annotator: 'annotator' },
): ProjectFileResult => {
  // A byte order mark keeps its place as a blank, so that every offset stays true.
  const plain = text.startsWith('\ufeff') ? ` ${text.slice(1)}` : text;
  if (plain.trim() === '') return failed(at(text, 0, 0, 'The file is empty'));
  const syntaxErrors: ParseError[] = [];
  const tree = parseTree(plain, syntaxErrors, PROJECT_FILE_SYNTAX);
  const [first] = syntaxErrors;
  if (first !== undefined) return failed(at(text, first.offset, first.length, syntaxMessage(first)));
  if (tree?.type !== 'object') return failed(at(text, 0, 1, 'A project file is one JSON object, { ... }'));
  const problems: ProjectProblem[] = [];
  const report: Report = (message, path) => {
    const node = nearestNode(tree, path);
    problems.push(at(text, node.offset, node.length, message));
  };
  const parsed = v.safeParse(projectFileSchema, getNodeValue(tree));
  if (!parsed.success) {
    for (const issue of parsed.issues) report(issueMessage(issue), issuePath(issue));
    return { config: null, problems };
  }
  checkMeaning(parsed.output, report);
  if (problems.length > 0) return { config: null, problems };
  return { config: complete(parsed.output, projectName(fileName), defaults.annotator), problems: [] };
};

const failed = (problem: ProjectProblem): ProjectFileResult => ({ config: null, problems: [problem] });

/** `images/cats.nextlabel.json` is the project `cats`. */
export const projectName = (fileName: string): string => {
  const base = fileName.split(/[/\\]/).at(-1) ?? fileName;
  return base.endsWith(PROJECT_FILE_SUFFIX) ? base.slice(0, -PROJECT_FILE_SUFFIX.length) : base;
};

/** One line for logs and messages: `cats.nextlabel.json:3:5: ...`. */
export const formatProblem = (problem: ProjectProblem, fileName: string): string =>
  `${fileName}:${problem.line}:${problem.column}: ${problem.message}`;

const at = (text: string, offset: number, length: number, message: string): ProjectProblem => {
  const before = text.slice(0, offset).split(/\r\n|\r|\n/);
  return { message, line: before.length, column: (before.at(-1) ?? '').length + 1, offset, length };
};

/** `PropertyNameExpected` -> `property name expected`. */
const syntaxMessage = (error: ParseError): string =>
  `Not valid JSON: ${printParseErrorCode(error.error)
    .replace(/([a-z])([A-Z])/g, '$1 $2')
    .toLowerCase()}`;

/** The node at the path, else the closest one above it (a missing field is shown at its object). */
const nearestNode = (tree: Node, path: Path): Node => {
  for (let length = path.length; length > 0; length--) {
    const node = findNodeAtLocation(tree, path.slice(0, length));
    if (node !== undefined) return length === path.length ? node : headOf(node);
  }
  return headOf(tree);
};

/** Only the opening bracket: a whole object underlined says nothing. */
const headOf = (node: Node): Node => ({ ...node, length: 1 });

const issuePath = (issue: v.BaseIssue<unknown>): Path =>
  (issue.path ?? [])
    .map((item) => item.key)
    .filter((key) => typeof key === 'string' || typeof key === 'number');

const issueMessage = (issue: v.BaseIssue<unknown>): string => {
  const path = issuePath(issue);
  const field = path.length === 0 ? 'The project' : `"${path.join('.')}"`;
  if (issue.type === 'strict_object' && issue.expected === 'never') return `${field} is not a known field`;
  if (issue.type === 'strict_object' && issue.received === 'undefined') return `${field} is missing`;
  if (issue.type === 'min_length' && path.length === 1 && path[0] === 'classes') {
    return 'A project needs at least two classes, otherwise there is nothing to decide';
  }
  if (issue.type === 'min_length') return `${field} must not be empty`;
  return `${field}: expected ${issue.expected ?? 'another value'}, found ${issue.received}`;
};

/** What the schema cannot say. */
const checkMeaning = (file: ProjectFile, report: Report): void => {
  if (file.kind === 'text' && (file.text ?? null) === null) {
    report('A text project names the column that holds the text in "text"', ['text']);
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
  return {
    name,
    kind: file.kind,
    source: file.source,
    idColumn: file.id ?? null,
    featureColumns: file.features ?? [],
    textColumn: file.text ?? null,
    labelColumn: file.label ?? null,
    hiddenColumns: file.hide ?? [],
    classes: completeClasses(file.classes),
    model: model.id,
    modelParams: model.params ?? {},
    strategy: strategy.id,
    strategyParams: strategy.params ?? {},
    batchSize: file.batchSize,
    randomShare: file.randomShare,
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

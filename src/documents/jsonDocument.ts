import { findNodeAtLocation, getNodeValue, parseTree, printParseErrorCode } from 'jsonc-parser';
import type { Node, ParseError } from 'jsonc-parser';
import * as v from 'valibot';

/** Comments and a trailing comma are welcome: these files are edited by hand. */
export const JSON_SYNTAX = { allowTrailingComma: true, disallowComments: false } as const;

/** Something wrong in a JSON document; line and column count from 1, column in UTF-16 units. */
export interface JsonProblem {
  readonly message: string;
  readonly line: number;
  readonly column: number;
  /** Position in the text and extent, in UTF-16 units. */
  readonly offset: number;
  readonly length: number;
}

export type JsonPath = readonly (string | number)[];
/** Notes a problem at the value that the path names, or at the closest one above it. */
export type ReportProblem = (message: string, path: JsonPath) => void;

/** What kind of document it is, in words. */
export interface JsonDocumentKind<Schema extends v.GenericSchema> {
  readonly schema: Schema;
  /** Begins a sentence about the whole, such as `A project file`. */
  readonly title: string;
  /** Names the root in messages, such as `The project`. */
  readonly root: string;
  /** A better sentence for an issue of the schema than the general one, or null. */
  readonly explain?: (issue: v.BaseIssue<unknown>, path: JsonPath) => string | null;
}

/** Either a value and no problems, or null and at least one problem. */
export type JsonDocumentResult<Value> =
  | { readonly value: Value; readonly problems: readonly [] }
  | { readonly value: null; readonly problems: readonly JsonProblem[] };

/** Parses a document that people edit; `checkMeaning` reports what the schema cannot say. */
export const parseJsonDocument = <Schema extends v.GenericSchema>(
  text: string,
  kind: JsonDocumentKind<Schema>,
  checkMeaning: (value: v.InferOutput<Schema>, report: ReportProblem) => void,
): JsonDocumentResult<v.InferOutput<Schema>> => {
  // A byte order mark keeps its place as a blank, so that every offset stays true.
  const plain = text.startsWith('\ufeff') ? ` ${text.slice(1)}` : text;
  if (plain.trim() === '') return failed(at(text, 0, 0, 'The file is empty'));
  const syntaxErrors: ParseError[] = [];
  const tree = parseTree(plain, syntaxErrors, JSON_SYNTAX);
  const [first] = syntaxErrors;
  if (first !== undefined) return failed(at(text, first.offset, first.length, syntaxMessage(first)));
  if (tree?.type !== 'object') return failed(at(text, 0, 1, `${kind.title} is one JSON object, { ... }`));
  const problems: JsonProblem[] = [];
  const report: ReportProblem = (message, path) => {
    const node = nearestNode(tree, path);
    problems.push(at(text, node.offset, node.length, message));
  };
  const parsed = v.safeParse(kind.schema, getNodeValue(tree));
  if (!parsed.success) {
    for (const issue of parsed.issues.flatMap(innerIssues)) {
      const path = issuePath(issue);
      report(kind.explain?.(issue, path) ?? issueMessage(issue, path, kind.root), path);
    }
    return { value: null, problems };
  }
  checkMeaning(parsed.output, report);
  return problems.length > 0 ? { value: null, problems } : { value: parsed.output, problems: [] };
};

/** A problem at the value that the path names in a text that is valid JSON, or at the closest one above it. */
export const problemAt = (text: string, path: JsonPath, message: string): JsonProblem => {
  const tree = parseTree(text.replace(/^\ufeff/, ' '), [], JSON_SYNTAX);
  if (tree === undefined) return at(text, 0, 0, message);
  const node = nearestNode(tree, path);
  return at(text, node.offset, node.length, message);
};

/** One line for logs and messages: `cats.nextlabel.json:3:5: ...`. */
export const formatProblem = (problem: JsonProblem, fileName: string): string =>
  `${fileName}:${problem.line}:${problem.column}: ${problem.message}`;

const failed = (
  problem: JsonProblem,
): { readonly value: null; readonly problems: readonly JsonProblem[] } => ({
  value: null,
  problems: [problem],
});

const at = (text: string, offset: number, length: number, message: string): JsonProblem => {
  const before = text.slice(0, offset).split(/\r\n|\r|\n/);
  return { message, line: before.length, column: (before.at(-1) ?? '').length + 1, offset, length };
};

/** `PropertyNameExpected` -> `property name expected`. */
const syntaxMessage = (error: ParseError): string =>
  `Not valid JSON: ${printParseErrorCode(error.error)
    .replace(/([a-z])([A-Z])/g, '$1 $2')
    .toLowerCase()}`;

/** The node at the path, else the closest one above it (a missing field is shown at its object). */
const nearestNode = (tree: Node, path: JsonPath): Node => {
  for (let length = path.length; length > 0; length--) {
    const node = findNodeAtLocation(tree, path.slice(0, length));
    if (node !== undefined) return length === path.length ? node : headOf(node);
  }
  return headOf(tree);
};

/** Only the opening bracket: a whole object underlined says nothing. */
const headOf = (node: Node): Node => ({ ...node, length: 1 });

/** Where one of several forms is expected and an object stands, what is wrong inside of it says more. */
const innerIssues = (issue: v.BaseIssue<unknown>): readonly v.BaseIssue<unknown>[] => {
  const outer = issue.path ?? [];
  const inner = (issue.issues ?? []).filter(({ path = [] }) => path.length > 0);
  if (issue.type !== 'union' || inner.length === 0) return [issue];
  // The path of an inner issue begins at the value of the union.
  return inner.map((each) => ({ ...each, path: [...outer, ...(each.path ?? [])] as typeof issue.path }));
};

const issuePath = (issue: v.BaseIssue<unknown>): JsonPath =>
  (issue.path ?? [])
    .map((item) => item.key)
    .filter((key) => typeof key === 'string' || typeof key === 'number');

const issueMessage = (issue: v.BaseIssue<unknown>, path: JsonPath, root: string): string => {
  const field = path.length === 0 ? root : `"${path.join('.')}"`;
  if (issue.type === 'strict_object' && issue.expected === 'never') return `${field} is not a known field`;
  if (issue.type === 'strict_object' && issue.received === 'undefined') return `${field} is missing`;
  if (issue.type === 'min_length') return `${field} must not be empty`;
  return `${field}: expected ${issue.expected ?? 'another value'}, found ${issue.received}`;
};

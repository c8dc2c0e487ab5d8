import { findNodeAtLocation, parseTree } from 'jsonc-parser';
import type { ProjectKind } from '../protocol/project.ts';
import { JSON_SYNTAX } from '../documents/jsonDocument.ts';
import type { ProjectFile } from './projectFileSchema.ts';

/** What a new project must say; everything else has a default. */
export interface ProjectDraft {
  readonly source: string;
  readonly kind: ProjectKind;
  readonly idColumn: string | null;
  readonly textColumn: string | null;
  readonly labelColumn: string | null;
  readonly featureColumns: readonly string[];
  readonly hiddenColumns: readonly string[];
  readonly classes: readonly string[];
}

export type ProjectChanges = Partial<
  Pick<ProjectFile, 'strategy' | 'model' | 'objective' | 'network' | 'batchSize' | 'randomShare'>
>;

/** The text of a new project file. Fields that only repeat a default are left out. */
export const writeProjectFile = (draft: ProjectDraft): string => {
  const file = {
    source: draft.source,
    kind: draft.kind,
    ...(draft.idColumn === null ? {} : { id: draft.idColumn }),
    ...(draft.kind === 'tabular' && draft.featureColumns.length > 0
      ? { features: draft.featureColumns }
      : {}),
    ...(draft.textColumn === null ? {} : { text: draft.textColumn }),
    ...(draft.labelColumn === null ? {} : { label: draft.labelColumn }),
    ...(draft.hiddenColumns.length === 0 ? {} : { hide: draft.hiddenColumns }),
    classes: draft.classes.map((name) => ({ name })),
    strategy: 'margin',
  };
  return `${JSON.stringify(file, null, 2)}\n`;
};

/**
 * Changes single fields in place; every other byte stays as it is: comments, order, indentation. Throws when the text
 * is not a JSON object with at least one field, which no valid project file is.
 */
export const updateProjectFile = (text: string, changes: ProjectChanges): string => {
  let updated = text;
  for (const [field, value] of Object.entries(changes)) updated = setField(updated, field, value);
  return updated;
};

const setField = (text: string, field: string, value: unknown): string => {
  const place = locateField(text, [field]);
  if (place !== null) return splice(text, place, JSON.stringify(value));
  const properties = parseTree(text, [], JSON_SYNTAX)?.children ?? [];
  const [first, last] = [properties[0], properties.at(-1)];
  if (first === undefined || last === undefined) throw new Error('Not a project file: it has no fields');
  // The new field stands after the last one, on a line of its own where the fields have lines of their own.
  const gap = /(\r\n|\n|\r)?[ \t]*$/.exec(text.slice(0, first.offset))?.[0] ?? ' ';
  const addition = `,${gap === '' ? ' ' : gap}${JSON.stringify(field)}: ${JSON.stringify(value)}`;
  return splice(text, { offset: last.offset + last.length, length: 0 }, addition);
};

const splice = (text: string, place: { offset: number; length: number }, replacement: string): string =>
  text.slice(0, place.offset) + replacement + text.slice(place.offset + place.length);

/** Where a field's value stands in the text (UTF-16 offsets), null where the file has no such field. */
export const locateField = (
  text: string,
  path: readonly (string | number)[],
): { readonly offset: number; readonly length: number } | null => {
  const tree = parseTree(text, [], JSON_SYNTAX);
  const node = tree === undefined ? undefined : findNodeAtLocation(tree, [...path]);
  return node === undefined ? null : { offset: node.offset, length: node.length };
};

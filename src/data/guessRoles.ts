import { sortClasses } from './columns.ts';
import type { DescribedColumn } from './describeColumns.ts';
import { exportedFields, dataPrefix } from './export/exportRecord.ts';
import type { DataPreview } from '../protocol/engine.ts';
import type { SourceSample } from './readers/reader.ts';

type Guess = DataPreview['guess'];

/** Names that people give to the column of labels, the surest first. */
const labelNames = [
  /^(?:label|labels|class|classes|target|y)$/i,
  /^(?:category|categories|sentiment|outcome|intent|topic|tag|species|variety|diagnosis|gold|annotation)$/i,
  /(?:^|[_\-. ])(?:label|class|target|category)$/i,
];
const idNames = [
  /^_?(?:id|uid|uuid|guid|key)$/i,
  /^(?:item|row|doc|document|record|sample|text)[_\- ]?id$/i,
  /[_\- ]id$/i,
];
const textNames =
  /^(?:text|content|body|sentence|review|message|comment|document|abstract|title|tweet|utterance)$/i;

/** More classes than this cannot be told apart by key or eye. */
const mostClasses = 60;
/** Below so many words a value is a name, not a text. */
const textWords = 4;
const textLength = 40;

/** Guesses what the columns of a table are for. Every guess is shown to the user before it is used. */
export function guessRoles(columns: readonly DescribedColumn[], sample: SourceSample): Guess {
  const ours = sample.ownExport ? new Set<string>(exportedFields) : new Set<string>();
  const open = columns.filter(({ name }) => !ours.has(name));
  const id = sample.ownExport ? named(columns, 'id') : guessId(open, sample.rows.length);
  const label = sample.ownExport ? named(columns, 'label') : guessLabel(open, id, sample.rows.length);
  const rest = open.filter((column) => column !== id && column !== label);
  const text = guessText(rest);
  const kind = text === null ? 'tabular' : 'text';
  const features = rest.filter(({ type }) => type === 'number' || type === 'category');
  return {
    kind,
    idColumn: id?.name ?? null,
    textColumn: text?.name ?? null,
    labelColumn: label?.name ?? null,
    featureColumns: kind === 'tabular' ? features.map(({ name }) => name) : [],
    classes: label === null ? [] : classesOf(columns.indexOf(label), sample.rows),
  };
}

function named(columns: readonly DescribedColumn[], name: string): DescribedColumn | null {
  return columns.find((column) => column.name === name) ?? null;
}

function guessId(columns: readonly DescribedColumn[], rows: number): DescribedColumn | null {
  const unique = columns.filter(
    ({ distinct, missing, example }) => distinct === rows && missing === 0 && !example.includes('.'),
  );
  for (const pattern of idNames) {
    const found = unique.find(({ name }) => pattern.test(name));
    if (found !== undefined) return found;
  }
  return null;
}

function guessLabel(
  columns: readonly DescribedColumn[],
  id: DescribedColumn | null,
  rows: number,
): DescribedColumn | null {
  const few = columns.filter((column) => {
    const limit = Math.min(mostClasses, Math.max(10, rows / 2));
    return column !== id && column.distinct <= limit && column.meanLength <= textLength;
  });
  for (const pattern of labelNames) {
    const found = few.findLast(({ name }) => pattern.test(name.trim().replace(dataPrefix, '')));
    if (found !== undefined) return found;
  }
  return null;
}

/** The column of free text, if the items are texts: the one so called, else the longest. */
function guessText(columns: readonly DescribedColumn[]): DescribedColumn | null {
  const numbers = columns.filter(({ type }) => type === 'number').length;
  const written = columns.filter(({ numeric, type }) => !numeric && type !== 'empty');
  const called = written.find(({ name }) => textNames.test(name.replace(dataPrefix, '')));
  if (called !== undefined && numbers <= 5) return called;
  const texts = written.filter(
    ({ type, meanWords, meanLength }) =>
      type === 'text' && (meanWords >= textWords || meanLength >= textLength),
  );
  // A table of many measures with a remark in it is a table.
  if (texts.length === 0 || numbers > 5) return null;
  return texts.reduce((longest, column) => (column.meanLength > longest.meanLength ? column : longest));
}

function classesOf(index: number, rows: readonly (readonly string[])[]): readonly string[] {
  // "none" or "NA" may well be a class: only an empty cell says that there is no label, here as in an import.
  const names = rows.map((row) => (row[index] ?? '').trim()).filter((name) => name !== '');
  return sortClasses(new Set(names));
}

/** Sub-folder names are labels where there are several and each holds several images. */
export function guessImages(rows: readonly (readonly string[])[]): Guess {
  const folders = new Set(rows.map(([, folder]) => folder ?? '').filter((folder) => folder !== ''));
  const named = folders.size >= 2 && folders.size <= Math.min(mostClasses, Math.max(2, rows.length / 2));
  return {
    kind: 'image',
    idColumn: null,
    textColumn: null,
    labelColumn: named ? 'folder' : null,
    featureColumns: [],
    classes: named ? sortClasses(folders) : [],
  };
}

import { basename, extname } from 'node:path';
import { DataError } from './dataError.ts';
import { guessImages, guessRoles } from './guessRoles.ts';
import { describeColumns } from './describeColumns.ts';
import type { DataPreview, ImportIssue } from '../protocol/engine.ts';
import { readerFor } from './readers/registry.ts';
import { readSourceHead } from './readers/sourceHead.ts';

/**
 * A first look at a source: a bounded part of it is read (10,000 rows, about 4 MB, 2,000 images), and what it seems to
 * be is guessed. Problems that would stop an import come back in `problems`; a source that is not there or may not be
 * read rejects with DataError of reason `unreadable`.
 */
export async function previewSource(path: string, signal?: AbortSignal): Promise<DataPreview> {
  signal?.throwIfAborted();
  try {
    return await look(path, signal);
  } catch (cause) {
    signal?.throwIfAborted();
    if (cause instanceof DataError && cause.reason !== 'unreadable') return unusable(path, cause.issues);
    throw cause;
  }
}

async function look(path: string, signal: AbortSignal | undefined): Promise<DataPreview> {
  const head = await readSourceHead(path);
  const reader = readerFor(head);
  const sample = await reader.sample(head, signal);
  const columns = describeColumns(sample.columns, sample.rows);
  const guess = reader.id === 'imageFolder' ? guessImages(sample.rows) : guessRoles(columns, sample);
  return {
    format: reader.format(head),
    summary: sample.summary,
    columns: columns.map(({ name, type, distinct, missing, example }) => ({
      name,
      type,
      distinct,
      missing,
      example,
    })),
    sampledRows: sample.rows.length,
    guess,
    problems: [],
  };
}

/** What can be said of a source that cannot be imported: only why. */
function unusable(path: string, problems: readonly ImportIssue[]): DataPreview {
  const formats = new Map([
    ['.tsv', 'tsv'],
    ['.jsonl', 'jsonl'],
    ['.ndjson', 'jsonl'],
    ['.json', 'jsonl'],
    ['', 'imageFolder'],
  ] as const);
  const extension = extname(path).toLowerCase();
  const format = (formats as ReadonlyMap<string, DataPreview['format']>).get(extension) ?? 'csv';
  return {
    format,
    summary: `${basename(path)} cannot be imported as it stands`,
    columns: [],
    sampledRows: 0,
    guess: {
      kind: format === 'imageFolder' ? 'image' : 'tabular',
      idColumn: null,
      textColumn: null,
      labelColumn: null,
      featureColumns: [],
      classes: [],
    },
    problems,
  };
}

import { DataError } from '../dataError.ts';
import { delimitedReader } from './delimited.ts';
import { imageFolderReader } from './imageFolder.ts';
import { jsonlReader } from './jsonl.ts';
import type { Reader } from './reader.ts';
import type { SourceHead } from './sourceHead.ts';

/** Asked in this order; delimited text comes last because any text may be a table of one column. */
export const readers: readonly Reader[] = [imageFolderReader, jsonlReader, delimitedReader];

/** The reader for a source. Throws DataError when there is none. */
export function readerFor(head: SourceHead): Reader {
  const reader = readers.find((candidate) => candidate.claims(head));
  if (reader !== undefined) return reader;
  const message = `${head.name} is of no kind that NextLabel reads; expected CSV, TSV, JSONL or a folder of images.`;
  throw new DataError('wrongType', message, { file: head.name });
}

import { DataError } from '../dataError.ts';
import { requireColumns } from '../columnNames.ts';
import type { ImportIssue, ImportSpec } from '../../protocol/engine.ts';
import { lineEndOf, readLineBlocks } from './byteLines.ts';
import type { LineReadOptions } from './byteLines.ts';
import { CsvCursor } from './csvCursor.ts';
import type { Row } from './csvCursor.ts';
import { delimiterNames, sniffDelimiter } from './delimiters.ts';
import type { Header } from './header.ts';
import { previewLimits } from './previewLimits.ts';
import type { ReadContext, Reader, SourceItem, SourceSample } from './reader.ts';
import { RowEncoder } from './rowEncoder.ts';
import type { SourceHead } from './sourceHead.ts';

interface RowBlock {
  readonly header: Header;
  readonly rows: readonly Row[];
  /** Offset in the file up to which everything is read. */
  readonly offset: number;
}

/** CSV, TSV and other delimited text in UTF-8. */
export const delimitedReader: Reader = {
  id: 'delimited',
  claims: (head) => !head.isFolder,
  format: (head) => (delimiterOf(head) === '\t' ? 'tsv' : 'csv'),
  sample: sampleDelimited,
  read: readDelimited,
};

async function* readDelimited(
  head: SourceHead,
  spec: ImportSpec,
  context: ReadContext,
): AsyncGenerator<readonly SourceItem[]> {
  let encoder: RowEncoder | null = null;
  const onIssue = (found: ImportIssue): void => context.issues.add(found);
  for await (const { header, rows, offset } of readRows(head, onIssue, {
    signal: context.signal,
    onSourceHash: context.onSourceHash,
  })) {
    if (encoder === null) {
      requireColumns(spec, header.columns, head.name);
      context.onColumns(header.columns);
      encoder = new RowEncoder(header.columns, spec, context.issues);
    }
    const items: SourceItem[] = [];
    for (const { values, line } of rows) {
      const item = encoder.encode(values, line);
      if (item !== null) items.push(item);
    }
    yield items;
    context.onFraction(offset / head.size);
  }
}

async function sampleDelimited(head: SourceHead, signal: AbortSignal | undefined): Promise<SourceSample> {
  const rows: (readonly string[])[] = [];
  let header: Header = { columns: [], present: true, escapedIndex: -1 };
  for await (const block of readRows(head, () => undefined, { signal })) {
    header = block.header;
    for (const row of block.rows) if (rows.length < previewLimits.rows) rows.push(row.values);
    if (rows.length >= previewLimits.rows || block.offset >= previewLimits.bytes) break;
  }
  const delimiter = delimiterNames.get(delimiterOf(head)) ?? 'comma';
  const columns = header.columns.length;
  const separated = columns === 1 ? 'one column' : `${delimiter}-separated, ${columns} columns`;
  const place = header.present ? 'header in line 1' : 'no header: the columns are numbered';
  return {
    summary: `${separated}, ${place}`,
    columns: header.columns,
    rows,
    ownExport: header.escapedIndex >= 0,
  };
}

function delimiterOf(head: SourceHead): string {
  const { bytes, size, markBytes } = head;
  const whole = bytes.length + markBytes >= size;
  const end = whole ? bytes.length : bytes.lastIndexOf(lineEndOf(head)) + 1;
  return sniffDelimiter(end > 0 ? bytes.subarray(0, end) : bytes);
}

/** Streams the rows of the file; rows that are not whole are left out and reported. Throws DataError. */
async function* readRows(
  head: SourceHead,
  onIssue: (found: ImportIssue) => void,
  options: Omit<LineReadOptions, 'lineEnd'>,
): AsyncGenerator<RowBlock> {
  const lineEnd = lineEndOf(head);
  const cursor = new CsvCursor({ file: head.name, delimiter: delimiterOf(head), lineEnd, onIssue });
  for await (const block of readLineBlocks(head, { ...options, lineEnd })) {
    options.signal?.throwIfAborted();
    const rows = cursor.take(block);
    const offset = block.offset + block.bytes.length;
    if (cursor.header !== null) yield { header: cursor.header, rows, offset };
  }
  if (cursor.dataRows === 0) {
    const message = `${head.name} has a header but no rows.`;
    throw new DataError('emptyFile', message, { file: head.name, line: 1 });
  }
}

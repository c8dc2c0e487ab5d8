import { escapeFormula } from '../formulaEscape.ts';
import { ChunkWriter } from './chunkWriter.ts';
import { contentEntries, dataPrefix, exportedFields, fieldsOf } from './exportRecord.ts';
import type { Exporter, ExportRecord, Sink, WriteOptions } from './exportRecord.ts';

/**
 * RFC 4180 with a header. The columns of the data are those of the first record; a field that only a later record has
 * goes as JSON text into `data_other`, so that nothing is lost although the header is written first. `nextlabel_escaped`
 * says for each row whether formula cells are escaped; our own import reverses it.
 */
export const csvExporter: Exporter = { extension: '.csv', title: 'CSV', write: writeCsv };

async function writeCsv(
  records: AsyncIterable<ExportRecord>,
  sink: Sink,
  { escapeFormulas = true, signal }: WriteOptions = {},
): Promise<number> {
  const writer = new ChunkWriter(sink);
  const cell = escapeFormulas ? (text: string) => quote(escapeFormula(text)) : quote;
  let columns: readonly string[] | null = null;
  let count = 0;
  for await (const record of records) {
    signal?.throwIfAborted();
    if (columns === null) {
      columns = contentEntries(record).map(([name]) => name);
      writer.add(headerLine(columns));
    }
    const values = rowOf(record, columns, escapeFormulas);
    if (writer.add(`${values.map(cell).join(',')}\r\n`)) await writer.flush();
    count += 1;
  }
  if (columns === null) writer.add(headerLine([]));
  await writer.flush();
  return count;
}

function headerLine(columns: readonly string[]): string {
  const names = [...exportedFields, ...columns.map((name) => dataPrefix + name)];
  return `${names.map(quote).join(',')}\r\n`;
}

function rowOf(record: ExportRecord, columns: readonly string[], escaped: boolean): string[] {
  const fields = Object.values(fieldsOf(record)).map((value) => (value === null ? '' : String(value)));
  const content = new Map(contentEntries(record));
  const data = columns.map((name) => {
    const text = asText(content.get(name));
    content.delete(name);
    return text;
  });
  const other = content.size === 0 ? '' : JSON.stringify(Object.fromEntries(content));
  return [...fields, String(escaped), other, ...data];
}

function asText(value: unknown): string {
  if (typeof value === 'string') return value;
  return value === undefined || value === null ? '' : JSON.stringify(value);
}

const needsQuotes = /[",\r\n]|^\s|\s$/;

function quote(text: string): string {
  return needsQuotes.test(text) ? `"${text.replaceAll('"', '""')}"` : text;
}

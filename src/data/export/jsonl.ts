import { ChunkWriter } from './chunkWriter.ts';
import { contentEntries, dataPrefix, fieldsOf } from './exportRecord.ts';
import type { Exporter, ExportRecord, Sink, WriteOptions } from './exportRecord.ts';

/** One JSON object a line, with the same names as the CSV columns; absent values are null. */
export const jsonlExporter: Exporter = { extension: '.jsonl', title: 'JSON Lines', write: writeJsonl };

async function writeJsonl(
  records: AsyncIterable<ExportRecord>,
  sink: Sink,
  { signal }: WriteOptions = {},
): Promise<number> {
  const writer = new ChunkWriter(sink);
  let count = 0;
  for await (const record of records) {
    signal?.throwIfAborted();
    if (writer.add(`${lineOf(record)}\n`)) await writer.flush();
    count += 1;
  }
  await writer.flush();
  return count;
}

function lineOf(record: ExportRecord): string {
  const fields = JSON.stringify({ ...fieldsOf(record), nextlabel_escaped: false });
  const data = contentEntries(record).map(
    ([name, value]) => `,${JSON.stringify(dataPrefix + name)}:${JSON.stringify(value)}`,
  );
  return `${fields.slice(0, -1)}${data.join('')}}`;
}

import { contentEntries, dataPrefix, fieldsOf } from './exportRecord.ts';
import type { Exporter, ExportRecord } from './exportRecord.ts';
import { writeEach } from './writeEach.ts';

/** One JSON object a line, with the same names as the CSV columns; absent values are null. */
export const jsonlExporter: Exporter = {
  extension: '.jsonl',
  title: 'JSON Lines',
  write: (records, sink, options) =>
    writeEach(records, sink, { piece: (record) => `${lineOf(record)}\n` }, options),
};

function lineOf(record: ExportRecord): string {
  const fields = JSON.stringify({ ...fieldsOf(record), nextlabel_escaped: false });
  const data = contentEntries(record).map(
    ([name, value]) => `,${JSON.stringify(dataPrefix + name)}:${JSON.stringify(value)}`,
  );
  return `${fields.slice(0, -1)}${data.join('')}}`;
}

import { ChunkWriter } from './chunkWriter.ts';
import { contentEntries, fieldsOf } from './exportRecord.ts';
import type { Exporter, ExportRecord, Sink, WriteOptions } from './exportRecord.ts';

/**
 * Label Studio's JSON task list (its guide, "Task format" and "Import annotations"): a choice over one object tag. It
 * fits a labeling interface with `<Choices name="label" toName="item">` and an object tag called `item` over `$text`,
 * `$image` or `$row`. `completed_by` is left out on purpose: an import with a user whom that Label Studio does not know
 * is refused as a whole; the annotator's name stands in `meta`.
 */
export const labelStudioExporter: Exporter = {
  extension: '.json',
  title: 'Label Studio JSON',
  write: writeTasks,
};

async function writeTasks(
  records: AsyncIterable<ExportRecord>,
  sink: Sink,
  { signal }: WriteOptions = {},
): Promise<number> {
  const writer = new ChunkWriter(sink);
  let count = 0;
  for await (const record of records) {
    signal?.throwIfAborted();
    const separator = count === 0 ? '[\n' : ',\n';
    if (writer.add(separator + JSON.stringify(taskOf(record)))) await writer.flush();
    count += 1;
  }
  writer.add(count === 0 ? '[]\n' : '\n]\n');
  await writer.flush();
  return count;
}

function taskOf(record: ExportRecord): object {
  return {
    data: { ...dataOf(record), nextlabel_id: record.id },
    annotations: record.label === null && !record.skipped ? [] : [annotationOf(record)],
    meta: fieldsOf(record),
  };
}

/** The object tag's data under the name of its kind, and a row's own columns beside it. */
function dataOf(record: ExportRecord): object {
  const content = new Map(contentEntries(record));
  if (record.kind === 'image') {
    const named = content.get('file');
    const file = typeof named === 'string' ? named : '';
    // How Label Studio serves files of its local storage; the folder is set in its storage settings.
    return {
      ...Object.fromEntries(content),
      image: `/data/local-files/?d=${encodeURI(file).replaceAll('#', '%23')}`,
    };
  }
  if (record.kind === 'tabular') return { row: Object.fromEntries(content) };
  return Object.fromEntries(content);
}

function annotationOf(record: ExportRecord): object {
  const choice = {
    id: 'label',
    from_name: 'label',
    to_name: 'item',
    type: 'choices',
    value: { choices: [record.label] },
  };
  return {
    result: record.label === null ? [] : [choice],
    was_cancelled: record.label === null && record.skipped,
    ground_truth: false,
    lead_time: record.secondsSpent,
    ...(record.labeledAt === null ? {} : { created_at: record.labeledAt }),
  };
}

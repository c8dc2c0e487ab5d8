import { contentEntries, fieldsOf } from './exportRecord.ts';
import type { Exporter, ExportRecord } from './exportRecord.ts';
import { writeEach } from './writeEach.ts';
import type { RecordFormat } from './writeEach.ts';

/**
 * Label Studio's JSON task list (its guide, "Task format" and "Import annotations"): a choice over one object tag. It
 * fits a labeling interface with `<Choices name="label" toName="item">` and an object tag called `item` over `$text`,
 * `$image` or `$row`. `completed_by` is left out on purpose: an import with a user whom that Label Studio does not know
 * is refused as a whole; the annotator's name stands in `meta`.
 */
export const labelStudioExporter: Exporter = {
  extension: '.json',
  title: 'Label Studio JSON',
  write: (records, sink, options) => writeEach(records, sink, taskList, options),
};

/** One JSON array, a task a line. */
const taskList: RecordFormat = {
  piece: (record, index) => (index === 0 ? '[\n' : ',\n') + JSON.stringify(taskOf(record)),
  end: (count) => (count === 0 ? '[]\n' : '\n]\n'),
};

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

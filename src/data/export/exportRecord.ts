import type { ProjectKind } from '../../protocol/project.ts';

/** An item with its label, as an export writes it. */
export interface ExportRecord {
  readonly id: string;
  readonly label: string | null;
  readonly annotator: string | null;
  /** ISO 8601 in UTC; null where the label came with the source or there is none. */
  readonly labeledAt: string | null;
  readonly secondsSpent: number | null;
  readonly round: number | null;
  /** 1-based rank by the strategy when it was shown. */
  readonly rank: number | null;
  readonly strategy: string | null;
  readonly stream: string | null;
  readonly selectionProbability: number | null;
  readonly skipped: boolean;
  readonly flagged: boolean;
  readonly note: string;
  /** Who gave the label: a person here, or the imported file. */
  readonly source: 'annotator' | 'source';
  /** JSON text of the item's content, see ImportedItem. */
  readonly content: string;
  readonly kind: ProjectKind;
}

/** Names of the fields in every format, in the order of the columns; the item's own data follow under `dataPrefix`. */
export const exportedFields = [
  'id',
  'label',
  'annotator',
  'labeled_at',
  'seconds_spent',
  'round',
  'rank',
  'strategy',
  'stream',
  'selection_probability',
  'skipped',
  'flagged',
  'note',
  'source',
  'nextlabel_escaped',
  'data_other',
] as const;

export type ExportedField = Exclude<(typeof exportedFields)[number], 'nextlabel_escaped' | 'data_other'>;

/** Put before the names of the item's own columns, so that a column called `label` or `=cmd` harms nothing. */
export const dataPrefix = 'data.';

/** The values of the fields; numbers and flags keep their type. */
export function fieldsOf(
  record: ExportRecord,
): Readonly<Record<ExportedField, string | number | boolean | null>> {
  return {
    id: record.id,
    label: record.label,
    annotator: record.annotator,
    labeled_at: record.labeledAt,
    seconds_spent: record.secondsSpent,
    round: record.round,
    rank: record.rank,
    strategy: record.strategy,
    stream: record.stream,
    selection_probability: record.selectionProbability,
    skipped: record.skipped,
    flagged: record.flagged,
    note: record.note,
    source: record.source,
  };
}

/** The members of an item's content. Throws SyntaxError when it is no JSON object, which no import writes. */
export function contentEntries(record: ExportRecord): readonly (readonly [string, unknown])[] {
  return Object.entries(JSON.parse(record.content) as Record<string, unknown>);
}

export interface WriteOptions {
  /** CSV: put an apostrophe before cells that a spreadsheet would run. Default true. */
  readonly escapeFormulas?: boolean;
  readonly signal?: AbortSignal;
}

/** Where the text goes; awaited before more is made. */
export type Sink = (chunk: string) => Promise<void>;

export interface Exporter {
  /** With the dot. */
  readonly extension: string;
  readonly title: string;
  /** Streams the records; never holds more than a chunk of them. Returns how many were written. */
  write(records: AsyncIterable<ExportRecord>, sink: Sink, options?: WriteOptions): Promise<number>;
}

import { DataError, issue } from './dataError.ts';
import { sortClasses } from './columns.ts';
import { IssueLog } from './issueLog.ts';
import type { ImportedItem, ImportReport, ImportSpec } from '../protocol/engine.ts';
import { readerFor } from './readers/registry.ts';
import type { Reader, SourceItem } from './readers/reader.ts';
import { readSourceHead } from './readers/sourceHead.ts';
import type { SourceHead } from './readers/sourceHead.ts';

/** What a batch holds at most: enough to keep SQLite busy, little enough to keep a message small. */
const batchItems = 1000;
const batchCharacters = 4 * 1024 * 1024;

export type OnBatch = (itemsJson: string, count: number) => Promise<void>;

export interface ImportOptions {
  readonly signal?: AbortSignal;
  readonly onProgress?: (message: string, fraction: number | null) => void;
}

/**
 * Streams the items of a source in batches, each the JSON text of an `ImportedItem[]`. `onBatch` is awaited before the
 * next batch is made, so memory stays bounded whatever the size of the source. Rows with an error are left out, counted
 * and reported. Ids: the id column's value, else the content hash (see contentHash.ts), so that items keep their id when
 * the source grows, is re-ordered or is labeled later.
 *
 * Rejects with DataError when the source as a whole cannot be used, and with the signal's reason (AbortError) when
 * cancelled; batches already delivered are then to be discarded.
 */
export async function importSource(
  spec: ImportSpec,
  onBatch: OnBatch,
  options: ImportOptions = {},
): Promise<ImportReport> {
  const started = performance.now();
  options.signal?.throwIfAborted();
  const head = await readSourceHead(spec.path);
  const reader = readerFor(head);
  refuseWrongKind(spec, reader, head);
  const issues = new IssueLog();
  const batches = new Batches(onBatch);
  let columns: readonly string[] = [];
  let sourceHash = '';
  let fraction = 0;
  for await (const items of reader.read(head, spec, {
    issues,
    signal: options.signal,
    onFraction: (value) => (fraction = value),
    onColumns: (names) => (columns = names),
    onSourceHash: (hash) => (sourceHash = hash),
  })) {
    for (const item of items) {
      options.signal?.throwIfAborted();
      if (batches.add(item)) await batches.flush();
    }
    options.onProgress?.(`${batches.delivered.toLocaleString('en')} items read`, Math.min(1, fraction));
  }
  await batches.flush();
  options.signal?.throwIfAborted();
  warnOfSingleClass(batches.labels, spec, issues);
  return {
    items: batches.delivered,
    rejected: issues.rejected,
    issues: issues.issues,
    issueCounts: issues.counts,
    labels: sortClasses(batches.labels.keys()).map((name) => [name, batches.labels.get(name) ?? 0]),
    columns,
    sourceHash,
    durationMs: performance.now() - started,
  };
}

/** Gathers items into batches; counts labels. */
class Batches {
  delivered = 0;
  readonly labels = new Map<string, number>();
  readonly #onBatch: OnBatch;
  #items: ImportedItem[] = [];
  #characters = 0;
  #position = 0;

  constructor(onBatch: OnBatch) {
    this.#onBatch = onBatch;
  }

  /** True when the batch is full and has to be flushed. */
  add({ id, hash, line, content, label }: SourceItem): boolean {
    this.#items.push({ id: id ?? hash, hash, position: this.#position, line, content, label });
    this.#position += 1;
    this.#characters += content.length;
    if (label !== null) this.labels.set(label, (this.labels.get(label) ?? 0) + 1);
    return this.#items.length >= batchItems || this.#characters >= batchCharacters;
  }

  async flush(): Promise<void> {
    if (this.#items.length === 0) return;
    const count = this.#items.length;
    const itemsJson = JSON.stringify(this.#items);
    this.#items = [];
    this.#characters = 0;
    await this.#onBatch(itemsJson, count);
    this.delivered += count;
  }
}

function refuseWrongKind(spec: ImportSpec, reader: Reader, head: SourceHead): void {
  const images = reader.id === 'imageFolder';
  if (images === (spec.kind === 'image')) return;
  const message = images
    ? `${head.name} is a folder; expected a .csv, .tsv or .jsonl file for a project of kind "${spec.kind}".`
    : `${head.name} is a file; expected a folder for a project of kind "image".`;
  throw new DataError('wrongType', message, { file: head.name });
}

function warnOfSingleClass(labels: ReadonlyMap<string, number>, spec: ImportSpec, issues: IssueLog): void {
  const [only] = labels;
  if (labels.size !== 1 || only === undefined) return;
  const [name, count] = only;
  const message = `The label column "${String(spec.labelColumn)}" holds a single class ("${name}", ${count} rows); expected at least two, or none.`;
  issues.add(issue('singleClass', 'warning', message, { column: spec.labelColumn }));
}

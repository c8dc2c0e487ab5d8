import { DataError, issue } from '../dataError.ts';
import { requireColumns } from '../columnNames.ts';
import { escapedColumn } from '../formulaEscape.ts';
import type { ImportIssue, ImportSpec } from '../../protocol/engine.ts';
import { badLines, byteName, newline, readLineBlocks } from './byteLines.ts';
import type { LineBlock, LineReadOptions } from './byteLines.ts';
import { membersAsText } from './jsonMembers.ts';
import { previewLimits } from './previewLimits.ts';
import type { ReadContext, Reader, SourceItem, SourceSample } from './reader.ts';
import { RowEncoder } from './rowEncoder.ts';
import type { SourceHead } from './sourceHead.ts';

interface ObjectRow {
  readonly members: readonly (readonly [string, string])[];
  readonly line: number;
}

interface ObjectBlock {
  readonly rows: readonly ObjectRow[];
  readonly offset: number;
}

const namedJsonl: ReadonlySet<string> = new Set(['.jsonl', '.ndjson', '.jsonlines']);

/** How many shapes of rows keep an encoder; more shapes than this are no table. */
const keptEncoders = 256;

/** One JSON object a line, in UTF-8. */
export const jsonlReader: Reader = {
  id: 'jsonl',
  claims: (head) => !head.isFolder && (namedJsonl.has(head.extension) || beginsWithObject(head)),
  format: () => 'jsonl',
  sample: sampleJsonl,
  read: readJsonl,
};

function beginsWithObject(head: SourceHead): boolean {
  const text = head.bytes.toString('utf8').trimStart();
  if (head.extension === '.json') return true;
  if (!text.startsWith('{')) return false;
  try {
    return typeof JSON.parse(text.split('\n', 1)[0] ?? '') === 'object';
  } catch {
    return false;
  }
}

async function* readJsonl(
  head: SourceHead,
  spec: ImportSpec,
  context: ReadContext,
): AsyncGenerator<readonly SourceItem[]> {
  const columns = new Set<string>();
  const encoders = new EncoderCache(spec, context);
  const onIssue = (found: ImportIssue): void => context.issues.add(found);
  const options = { signal: context.signal, onSourceHash: context.onSourceHash };
  let first = true;
  for await (const { rows, offset } of readObjects(head, onIssue, options)) {
    const items: SourceItem[] = [];
    for (const row of rows) {
      for (const [name] of row.members) columns.add(name);
      const item = encodeRow(row, { spec, context, encoders });
      if (item !== null) items.push(item);
    }
    // Labels may come late in the file; what every row needs must be in the first ones.
    if (first && rows.length > 0) {
      requireColumns({ ...spec, labelColumn: null, featureColumns: [] }, [...columns], head.name);
      first = false;
    }
    yield items;
    context.onFraction(offset / head.size);
  }
  requireColumns(spec, [...columns], head.name);
  context.onColumns([...columns]);
}

interface EncodeContext {
  readonly spec: ImportSpec;
  readonly context: ReadContext;
  readonly encoders: EncoderCache;
}

function encodeRow(
  { members, line }: ObjectRow,
  { spec, context, encoders }: EncodeContext,
): SourceItem | null {
  const names = members.map(([name]) => name);
  const needed = spec.kind === 'text' ? spec.textColumn : null;
  if (needed !== null && !names.includes(needed)) {
    const message = `Line ${line}: the object has no "${needed}"; expected the text under that name.`;
    context.issues.add(issue('malformedRow', 'error', message, { line, column: needed }));
    return null;
  }
  if (spec.idColumn !== null && !names.includes(spec.idColumn)) {
    const message = `Line ${line}: the object has no id "${spec.idColumn}"; expected a unique value.`;
    context.issues.add(issue('emptyId', 'error', message, { line, column: spec.idColumn }));
    return null;
  }
  const values = members.map(([, value]) => value);
  return encoders.of(names).encode(values, line);
}

/** Rows of one shape share an encoder. */
class EncoderCache {
  readonly #encoders = new Map<string, RowEncoder>();
  readonly #spec: ImportSpec;
  readonly #context: ReadContext;

  constructor(spec: ImportSpec, context: ReadContext) {
    this.#spec = spec;
    this.#context = context;
  }

  of(names: readonly string[]): RowEncoder {
    const shape = JSON.stringify(names);
    const known = this.#encoders.get(shape);
    if (known !== undefined) return known;
    if (this.#encoders.size >= keptEncoders) this.#encoders.clear();
    const encoder = new RowEncoder(names, this.#spec, this.#context.issues);
    this.#encoders.set(shape, encoder);
    return encoder;
  }
}

async function sampleJsonl(head: SourceHead, signal: AbortSignal | undefined): Promise<SourceSample> {
  const rows: ObjectRow[] = [];
  for await (const block of readObjects(head, () => undefined, { signal })) {
    rows.push(...block.rows.slice(0, previewLimits.rows - rows.length));
    if (rows.length >= previewLimits.rows || block.offset >= previewLimits.bytes) break;
  }
  const columns = [...new Set(rows.flatMap(({ members }) => members.map(([name]) => name)))];
  return {
    summary: `JSON lines, ${columns.length} ${columns.length === 1 ? 'field' : 'fields'}`,
    columns,
    rows: rows.map(({ members }) => {
      const byName = new Map(members);
      return columns.map((name) => byName.get(name) ?? '');
    }),
    ownExport: columns.includes(escapedColumn),
  };
}

async function* readObjects(
  head: SourceHead,
  onIssue: (found: ImportIssue) => void,
  options: Omit<LineReadOptions, 'lineEnd'>,
): AsyncGenerator<ObjectBlock> {
  refuseOtherJson(head);
  const splitter = new ObjectSplitter(onIssue);
  for await (const block of readLineBlocks(head, { ...options, lineEnd: newline })) {
    options.signal?.throwIfAborted();
    yield { rows: splitter.take(block), offset: block.offset + block.bytes.length };
  }
}

/** A JSON array or a table in a file that is called .jsonl would give one error a line; one error is enough. */
function refuseOtherJson(head: SourceHead): void {
  const lines = head.bytes.toString('utf8').split('\n', 50);
  const filled = lines.map((line) => line.trim()).filter((line) => line !== '');
  if (filled.some((line) => line.startsWith('{') && line !== '{')) return;
  const begin = filled[0] ?? '';
  const found = begin.startsWith('[')
    ? 'a JSON array'
    : begin === '{'
      ? 'one JSON object over several lines'
      : `a file whose first line begins with ${JSON.stringify(begin.slice(0, 20))}`;
  const message = `${head.name} is ${found}; expected JSON lines: one object a line.`;
  throw new DataError('wrongType', message, { file: head.name, line: 1 });
}

/** Cuts blocks into lines and lines into objects. Keeps the line number. */
class ObjectSplitter {
  readonly #onIssue: (found: ImportIssue) => void;
  #line = 0;

  constructor(onIssue: (found: ImportIssue) => void) {
    this.#onIssue = onIssue;
  }

  take({ bytes, offset }: LineBlock): readonly ObjectRow[] {
    const rows: ObjectRow[] = [];
    const bad = new Map(badLines(bytes, newline).map((line) => [line.start, line]));
    for (let start = 0; start < bytes.length;) {
      const next = bytes.indexOf(newline, start);
      const end = next < 0 ? bytes.length : next + 1;
      this.#line += 1;
      const broken = bad.get(start);
      if (broken === undefined) this.#parse(bytes.toString('utf8', start, end), rows);
      else {
        const value = byteName(bytes[broken.badByte] ?? 0);
        const message = `Line ${this.#line}: byte ${value} at byte offset ${offset + broken.badByte} is not UTF-8; expected UTF-8 text.`;
        const column = String(broken.badByte - start + 1);
        this.#onIssue(issue('notUtf8', 'error', message, { line: this.#line, column }));
      }
      start = end;
    }
    return rows;
  }

  #parse(text: string, rows: ObjectRow[]): void {
    const source = text.trimEnd();
    if (source === '') return;
    const line = this.#line;
    try {
      const parsed: unknown = JSON.parse(source);
      if (typeof parsed === 'object' && parsed !== null && !Array.isArray(parsed)) {
        rows.push({ members: membersAsText(parsed, source), line });
        return;
      }
      const kind = Array.isArray(parsed) ? 'an array' : parsed === null ? 'null' : `a ${typeof parsed}`;
      this.#malformed('1', `the line is ${kind}; expected a JSON object`);
    } catch (cause) {
      const { column, reason } = describeJsonError(cause, source);
      this.#malformed(column, `not valid JSON: ${reason}`);
    }
  }

  #malformed(column: string, reason: string): void {
    const line = this.#line;
    const message = `Line ${line}, column ${column}: ${reason}.`;
    this.#onIssue(issue('malformedRow', 'error', message, { line, column }));
  }
}

function describeJsonError(cause: unknown, source: string): { column: string; reason: string } {
  const text = cause instanceof Error ? cause.message : String(cause);
  const position = /at position (\d+)/.exec(text)?.[1];
  const ended = text.includes('end of JSON input');
  const at =
    position === undefined ? (ended ? source.length : tokenPosition(text, source)) : Number(position);
  const reason = text.replace(/ in JSON at position.*$/s, '').replace(/, (\.\.\.)?".*$/s, '');
  return { column: String(at + 1), reason: ended ? 'the line ends too early' : reason };
}

/** V8 names only the token where the text is short: the place is that of its first occurrence outside of strings. */
function tokenPosition(message: string, source: string): number {
  const token = /Unexpected token '(.)'/s.exec(message)?.[1];
  if (token === undefined) return 0;
  const blanked = source.replace(/"(?:[^"\\]|\\.)*"/g, (found) => ' '.repeat(found.length));
  return Math.max(0, blanked.indexOf(token));
}

import { resolve } from 'node:path';
import { DataError } from '../dataError.ts';
import { IssueLog } from '../issueLog.ts';
import { delimitedReader } from '../readers/delimited.ts';
import { jsonlReader } from '../readers/jsonl.ts';
import type { SourceItem } from '../readers/reader.ts';
import { readSourceHead } from '../readers/sourceHead.ts';
import { CellColumn } from './cellColumn.ts';
import { InputError } from './inputError.ts';
import type { Table } from './table.ts';

/** Not the registry of readers: that of images loads a native package, which tables do not need. */
const readers = [jsonlReader, delimitedReader];
const shownIssues = 5;

export interface TableRoles {
  readonly label: string | null;
  readonly id: string | null;
}

/**
 * Reads a CSV, TSV or JSONL file whole. A row that is not well formed is an error, since leaving it out would shift the
 * numbers of the rows after it. Throws InputError with file, line and column.
 */
export async function readTable(path: string, roles: TableRoles): Promise<Table> {
  try {
    return await read(path, roles);
  } catch (error) {
    if (error instanceof DataError) throw new InputError(placed(error), { cause: error });
    throw error;
  }
}

async function read(path: string, { label, id }: TableRoles): Promise<Table> {
  const head = await readSourceHead(resolve(path));
  const reader = readers.find((candidate) => candidate.claims(head));
  if (reader === undefined) {
    throw new InputError(`${head.name} is a folder; expected a CSV, TSV or JSONL file.`);
  }
  const issues = new IssueLog();
  const builder = new TableBuilder();
  let names: readonly string[] = [];
  const context = {
    issues,
    signal: undefined,
    onFraction: () => undefined,
    onColumns: (columns: readonly string[]) => (names = columns),
    onSourceHash: () => undefined,
  };
  const spec = {
    kind: 'tabular',
    path,
    idColumn: id,
    textColumn: null,
    labelColumn: label,
    featureColumns: [],
  } as const;
  for await (const items of reader.read(head, spec, context)) for (const item of items) builder.add(item);
  refuseBrokenRows(issues, head.name);
  const { rows, lines, labels, columns } = builder;
  const own = names.filter((name) => name !== label);
  const numbers = reader === delimitedReader ? names.map((name, index) => [name, index + 1] as const) : [];
  return {
    file: head.name,
    rows,
    lines,
    columns: new Map(own.map((name) => [name, columns.get(name) ?? new CellColumn()])),
    columnNumbers: new Map(numbers),
    labels,
    ids: id === null ? null : builder.ids,
  };
}

class TableBuilder {
  rows = 0;
  readonly lines: number[] = [];
  readonly labels: (string | null)[] = [];
  readonly ids: string[] = [];
  readonly columns = new Map<string, CellColumn>();

  add({ content, line, label, id }: SourceItem): void {
    const row = this.rows;
    for (const [name, cell] of Object.entries(JSON.parse(content) as Readonly<Record<string, string>>)) {
      let column = this.columns.get(name);
      if (column === undefined) this.columns.set(name, (column = new CellColumn()));
      column.set(row, cell);
    }
    this.lines.push(line ?? 0);
    this.labels.push(label);
    this.ids.push(id ?? '');
    this.rows += 1;
  }
}

function refuseBrokenRows({ issues, rejected }: IssueLog, file: string): void {
  if (rejected === 0) return;
  const errors = issues.filter(({ severity }) => severity === 'error').slice(0, shownIssues);
  const shown = errors.map(({ message }) => withFile(file, message));
  const rest = rejected - shown.length;
  throw new InputError([...shown, ...(rest > 0 ? [`... and ${rest} more rows.`] : [])].join('\n'));
}

/** Messages about a source begin with its name; its line, where it has one, belongs beside it. */
function placed({ message, issues }: DataError): string {
  const { file = null, line = null } = issues[0] ?? {};
  if (file === null) return message;
  if (line === null || /\bline \d/i.test(message)) {
    return message.includes(file) ? message : withFile(file, message);
  }
  const rest = message.startsWith(`${file} `) ? message.slice(file.length + 1) : message;
  return `${file}, line ${line}: ${rest}`;
}

/** "Line 3, column 2: ..." as the readers say it, with the file before it. */
function withFile(file: string, message: string): string {
  return message.startsWith('Line ') ? `${file}, l${message.slice(1)}` : `${file}: ${message}`;
}

import { parse } from 'csv-parse/sync';

export const delimiterNames: ReadonlyMap<string, string> = new Map([
  [',', 'comma'],
  [';', 'semicolon'],
  ['\t', 'tab'],
  ['|', 'pipe'],
]);

/** Rows that are looked at; a delimiter that fits fifty rows by accident is no accident. */
const sampledRows = 50;

/**
 * The delimiter that cuts the first rows into the most columns of equal number; comma when none cuts them at all.
 * `head` should hold whole lines, or the whole file.
 */
export function sniffDelimiter(head: Buffer): string {
  let best = { delimiter: ',', score: 0 };
  for (const delimiter of delimiterNames.keys()) {
    const widths = rowWidths(head, delimiter);
    const first = widths[0] ?? 0;
    if (first < 2) continue;
    const agreeing = widths.filter((width) => width === first).length / widths.length;
    const score = agreeing * agreeing * Math.log2(1 + first);
    if (score > best.score) best = { delimiter, score };
  }
  return best.delimiter;
}

function rowWidths(head: Buffer, delimiter: string): number[] {
  const rows = parse(head, {
    delimiter,
    record_delimiter: ['\r\n', '\n', '\r'],
    relax_column_count: true,
    relax_quotes: true,
    skip_empty_lines: true,
    skip_records_with_error: true,
    to: sampledRows,
  }) as unknown as readonly string[][];
  return rows.map((row) => row.length);
}

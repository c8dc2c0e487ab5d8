import { parse } from 'csv-parse/sync';

export const delimiterNames: ReadonlyMap<string, string> = new Map([
  [',', 'comma'],
  [';', 'semicolon'],
  ['\t', 'tab'],
  ['|', 'pipe'],
]);

/** Rows that are looked at; a delimiter that fits fifty rows by accident is no accident. */
const sampledRows = 50;

/** Separates nothing in a list of one text a line, whose commas are punctuation (ASCII's unit separator). */
export const noDelimiter = '\u001f';

/**
 * The delimiter that cuts the first rows into the most columns of equal number. Where none cuts the first row: the one
 * that cuts most of the others (their header is at fault), else `noDelimiter`. `head` should hold whole lines, or the
 * whole file.
 */
export function sniffDelimiter(head: Buffer): string {
  const candidates = [...delimiterNames.keys()].map((delimiter) => {
    const widths = rowWidths(head, delimiter);
    return { delimiter, score: agreement(widths, widths[0] ?? 0), rest: widths.slice(1) };
  });
  const best = candidates.reduce((first, other) => (other.score > first.score ? other : first));
  if (best.score > 0) return best.delimiter;
  const headless = candidates.find(({ rest }) => agreement(rest, rest[0] ?? 0) > 1);
  return headless?.delimiter ?? noDelimiter;
}

/** 0 for one column; else more for more columns and for more rows that agree on them, 1 for two and 80 % of the rows. */
function agreement(widths: readonly number[], width: number): number {
  if (width < 2 || widths.length === 0) return 0;
  const agreeing = widths.filter((other) => other === width).length / widths.length;
  return agreeing * agreeing * Math.log2(1 + width);
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

import type { DataCell, DataColumn, DataTable } from './dataTable.ts';

/**
 * CSV by RFC 4180, with a header. A column with parts becomes one column for each (`waveform mean`, `waveform sd`);
 * numbers have every digit, and one that there is not is an empty cell. A text that a spreadsheet would run (CWE-1236)
 * gets an apostrophe before it.
 */
export function toCsv({ columns, rows }: DataTable): string {
  const header = columns.flatMap(({ name, parts }) =>
    (parts ?? ['']).map((part) => csvCell(`${name} ${part}`.trim())),
  );
  const lines = rows.map((row) => columns.flatMap((column, index) => csvCells(column, row[index])));
  return [header, ...lines].map((cells) => `${cells.join(',')}\r\n`).join('');
}

function csvCells({ parts }: DataColumn, cell: DataCell | undefined): readonly string[] {
  const count = parts?.length ?? 1;
  const values = cell?.values;
  if (values !== undefined) {
    return Array.from({ length: count }, (_, index) => fullNumber(values[index] ?? null));
  }
  return [csvCell(cell?.text ?? ''), ...new Array<string>(count - 1).fill('')];
}

const fullNumber = (value: number | null): string =>
  value === null || !Number.isFinite(value) ? '' : String(value);

function csvCell(text: string): string {
  const runs = /^[=+\-@\t\r]/.test(text) && !isNumber(text);
  const safe = runs ? `'${text}` : text;
  return /[",\r\n]|^\s|\s$/.test(safe) ? `"${safe.replaceAll('"', '""')}"` : safe;
}

const isNumber = (text: string): boolean => text.trim() !== '' && Number.isFinite(Number(text));

/** A table of GitHub's Markdown under its title, the best in bold and ties in italics. */
export function toMarkdown({ title, columns, rows, note }: DataTable): string {
  const texts = [
    columns.map(({ name }) => markdownText(name)),
    ...rows.map((row) => columns.map((_, index) => markdownCell(row[index]))),
  ];
  const widths = columns.map((_, index) => Math.max(3, ...texts.map((row) => lengthOf(row[index] ?? ''))));
  const line = (cells: readonly string[]): string =>
    `| ${cells.map((cell, index) => padded(cell, widths[index] ?? 0, columns[index])).join(' | ')} |`;
  const rule = columns.map(({ kind }, index) => {
    const dashes = '-'.repeat((widths[index] ?? 3) - 1);
    return kind === 'number' ? `${dashes}:` : `${dashes}-`;
  });
  const [header = [], ...body] = texts;
  const legend = markLegend(rows, 'in italics');
  const after = [note, legend].filter((text) => text !== '').join(' ');
  const lines = [`### ${markdownText(title)}`, '', line(header), line(rule), ...body.map(line)];
  return [...lines, ...(after === '' ? [] : ['', markdownText(after)])].join('\n');
}

const lengthOf = (text: string): number => Array.from(text).length;

function padded(text: string, width: number, column: DataColumn | undefined): string {
  const space = ' '.repeat(Math.max(0, width - lengthOf(text)));
  return column?.kind === 'number' ? space + text : text + space;
}

function markdownCell(cell: DataCell | undefined): string {
  const text = markdownText(cell?.text ?? '');
  if (cell?.mark === 'best') return `**${text}**`;
  return cell?.mark === 'tied' ? `_${text}_` : text;
}

/** Text that Markdown shows as it is, on one line; also in a cell of a table. */
export function markdownText(text: string): string {
  return text
    .replace(/\s*[\r\n\u2028\u2029]+\s*/g, ' ')
    .replace(/[\\`*_[\]|~#]/g, '\\$&')
    .replaceAll('&', '&amp;')
    .replaceAll('<', '&lt;')
    .replaceAll('>', '&gt;');
}

/** A table for the booktabs package, the best in bold and ties underlined. */
export function toLatex({ id, title, columns, rows, note }: DataTable): string {
  const line = (cells: readonly string[]): string => `    ${cells.join(' & ')} \\\\`;
  const legend = markLegend(rows, 'underlined');
  const caption = [`${title}.`, note, legend].filter((text) => text !== '').join(' ');
  return [
    '\\begin{table}',
    '  \\centering',
    `  \\caption{${latexText(caption)}}`,
    `  \\label{tab:${id}}`,
    `  \\begin{tabular}{${columns.map(({ kind }) => (kind === 'number' ? 'r' : 'l')).join('')}}`,
    '    \\toprule',
    line(columns.map(({ name }) => latexText(name))),
    '    \\midrule',
    ...rows.map((row) => line(columns.map((_, index) => latexCell(row[index])))),
    '    \\bottomrule',
    '  \\end{tabular}',
    '\\end{table}',
  ].join('\n');
}

function latexCell(cell: DataCell | undefined): string {
  const text = latexText(cell?.text ?? '');
  if (cell?.mark === 'best') return `\\textbf{${text}}`;
  return cell?.mark === 'tied' ? `\\underline{${text}}` : text;
}

const latexCharacters: Readonly<Record<string, string>> = {
  '\\': '\\textbackslash{}',
  '~': '\\textasciitilde{}',
  '^': '\\textasciicircum{}',
  '<': '\\textless{}',
  '>': '\\textgreater{}',
  '|': '\\textbar{}',
  // After the end of a row these would be read as its options.
  '[': '{[}',
  '*': '{*}',
  '±': '$\\pm$',
  '−': '$-$',
  '–': '--',
  '’': "'",
  µ: '$\\mu$',
};

function latexText(text: string): string {
  return text
    .replace(/\s+/g, ' ')
    .replace(/[\\~^<>|[*±−–’µ]|[&%$#_{}]/g, (found) => latexCharacters[found] ?? `\\${found}`);
}

/** How the marks of a table look, as a sentence about those that occur: `Best in bold, ties in italics.` */
export function markLegend(rows: DataTable['rows'], tiedLook: string): string {
  const marks = new Set(rows.flatMap((row) => row.map(({ mark }) => mark)));
  const parts = [
    ...(marks.has('best') ? ['best in bold'] : []),
    ...(marks.has('tied') ? [`ties ${tiedLook}`] : []),
  ];
  const [first = '', ...rest] = parts;
  return parts.length === 0 ? '' : `${first.charAt(0).toUpperCase()}${[first.slice(1), ...rest].join(', ')}.`;
}

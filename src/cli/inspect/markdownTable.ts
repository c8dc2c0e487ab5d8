import type { DataTable } from '../../charts/dataTable.ts';
import { toMarkdown } from '../../charts/tableText.ts';

/** A table of Markdown; a column whose name begins with # holds numbers. */
export function markdownTable(
  title: string,
  columns: readonly string[],
  rows: readonly (readonly string[])[],
  note = '',
): string {
  const table: DataTable = {
    id: '',
    title,
    columns: columns.map((name) => ({
      name: name.replace(/^#/, ''),
      kind: name.startsWith('#') ? 'number' : 'text',
    })),
    rows: rows.map((row) => row.map((text) => ({ text }))),
    note,
  };
  return toMarkdown(table);
}

/** Three significant digits; a dash where there is no number. */
export function brief(value: number | null | undefined): string {
  if (value === null || value === undefined || !Number.isFinite(value)) return '–';
  return Number(value.toPrecision(3)).toString();
}

export const percent = (share: number): string => `${(share * 100).toFixed(1)} %`;

export const counted = (count: number, one: string, many = `${one}s`): string =>
  `${count.toLocaleString('en')} ${count === 1 ? one : many}`;

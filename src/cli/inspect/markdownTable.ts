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

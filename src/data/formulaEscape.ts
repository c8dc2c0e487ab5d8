/**
 * Spreadsheets run a cell that begins with one of these (CWE-1236; OWASP ASVS 5.0, 1.2.10), so an export puts an
 * apostrophe before it. A cell that already has apostrophes before such a character gets one more: then removing one
 * gives every cell back exactly, and no cell is changed that a spreadsheet would not run.
 */
const runnable = /^'*[=+\-@\t\r\0]/;
const escaped = /^'+[=+\-@\t\r\0]/;

/** The header cell by which our own CSV export is known; its value says whether that row is escaped. */
export const escapedColumn = 'nextlabel_escaped';

export function escapeFormula(cell: string): string {
  return runnable.test(cell) ? `'${cell}` : cell;
}

/** Inverse of `escapeFormula`; only for rows that our own export marked as escaped. */
export function unescapeFormula(cell: string): string {
  return escaped.test(cell) ? cell.slice(1) : cell;
}

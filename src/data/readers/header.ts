import { DataError } from '../dataError.ts';
import { listNames } from '../columnNames.ts';
import { escapedColumn } from '../formulaEscape.ts';
import { isNumeric } from '../columns.ts';

/** How the first row of a delimited file is to be understood. */
export interface Header {
  readonly columns: readonly string[];
  /** False when the first row already is data. */
  readonly present: boolean;
  /** Index of the column by which our own export says that a row's cells are escaped; -1 in any other file. */
  readonly escapedIndex: number;
}

/**
 * Reads the first row. A row of nothing but numbers that are not a count (0,1,2,... as tables without column names are
 * often saved) is data; the columns are then called column1, column2 ... Throws DataError for duplicate names.
 */
export function readHeader(firstRow: readonly string[], file: string): Header {
  if (isDataRow(firstRow)) {
    return { columns: firstRow.map((_, index) => `column${index + 1}`), present: false, escapedIndex: -1 };
  }
  const columns = firstRow.map((cell, index) => (cell.trim() === '' ? `column${index + 1}` : cell.trim()));
  refuseDuplicates(columns, file);
  return { columns, present: true, escapedIndex: columns.indexOf(escapedColumn) };
}

function isDataRow(row: readonly string[]): boolean {
  if (!row.every(isNumeric)) return false;
  const first = Number(row[0]);
  return !row.every((cell, index) => Number(cell) === first + index) || row.length === 1;
}

function refuseDuplicates(columns: readonly string[], file: string): void {
  const repeated = [...new Set(columns.filter((name, index) => columns.indexOf(name) !== index))];
  if (repeated.length === 0) return;
  const places = repeated.slice(0, 5).map((name) => {
    const numbers = columns.flatMap((other, index) => (other === name ? [index + 1] : []));
    return `columns ${numbers.join(' and ')}`;
  });
  const message = `${file}: the header in line 1 repeats ${listNames(repeated, 5)} (${places.join('; ')}); expected a name of its own for each column.`;
  throw new DataError('duplicateHeader', message, { file, line: 1, column: repeated[0] ?? null });
}

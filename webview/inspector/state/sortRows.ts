import type { DataTable } from '../../../src/charts/dataTable.ts';

export interface SortOrder {
  readonly column: number;
  readonly descending: boolean;
}

/**
 * Places of the rows in the order of a column: numbers by their first value, texts by their letters with numbers in them
 * counted (`item 2` before `item 10`). Cells without a value come last either way; equal ones keep their order.
 */
export function sortedPlaces({ columns, rows }: DataTable, order: SortOrder | null): readonly number[] {
  const places = Array.from(rows.keys());
  if (order === null) return places;
  const { column, descending } = order;
  const sign = descending ? -1 : 1;
  if (columns[column]?.kind === 'number') {
    const values = rows.map((row) => row[column]?.values?.[0] ?? numberOf(row[column]?.text));
    return places.sort((a, b) => compareKnown(values[a] ?? null, values[b] ?? null, sign));
  }
  const letters = new Intl.Collator(undefined, { numeric: true });
  const texts = rows.map((row) => row[column]?.text ?? '');
  return places.sort((a, b) => {
    const [one, other] = [texts[a]!, texts[b]!];
    if (one === '' || other === '') return Number(one === '') - Number(other === '');
    return sign * letters.compare(one, other);
  });
}

function compareKnown(a: number | null, b: number | null, sign: number): number {
  if (a === null || b === null) return Number(a === null) - Number(b === null);
  return sign * (a - b);
}

function numberOf(text = ''): number | null {
  const value = Number.parseFloat(text);
  return Number.isNaN(value) ? null : value;
}

/** What a press on the heading of a column changes: up, down, then as the rows were given. */
export function nextOrder(before: SortOrder | null, column: number): SortOrder | null {
  if (before?.column !== column) return { column, descending: false };
  return before.descending ? null : { column, descending: true };
}

import { isNumeric } from '../columns.ts';

/**
 * The distinct labels in the order of the classes: by value if all are numbers, else by code unit, which is the same on
 * every machine and in other software.
 */
export function classNames(labels: Iterable<string | null>): readonly string[] {
  const names = [...new Set(labels)].filter((label) => label !== null).sort(byCodeUnit);
  return names.every(isNumeric) ? names.sort((a, b) => Number(a) - Number(b)) : names;
}

export function byCodeUnit(a: string, b: string): number {
  return a < b ? -1 : a > b ? 1 : 0;
}

/** Class indices of the labels of `rows`, all of which carry one of `classes`. */
export function classIndices(
  labels: readonly (string | null)[],
  rows: Int32Array,
  classes: readonly string[],
): Int32Array {
  const indices = new Map<string | null, number>(classes.map((name, index) => [name, index]));
  return rows.map((row) => indices.get(labels[row] ?? null) ?? -1);
}

/** Rows that carry a label, and those that do not, ascending. */
export function splitRows(labels: readonly (string | null)[]): {
  readonly labeled: Int32Array;
  readonly open: Int32Array;
} {
  const rows = Int32Array.from(labels.keys());
  return {
    labeled: rows.filter((row) => labels[row] !== null),
    open: rows.filter((row) => labels[row] === null),
  };
}

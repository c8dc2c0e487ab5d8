import { isMissing } from '../columns.ts';
import { listNames } from '../columnNames.ts';
import { describeColumns } from '../describeColumns.ts';
import type { DenseMatrix } from '../../engine/numeric/matrix.ts';
import { byCodeUnit } from './classNames.ts';
import { cellError, InputError } from './inputError.ts';
import type { Table } from './table.ts';

interface FeatureColumn {
  readonly name: string;
  /** First column of the matrix that it fills. */
  readonly offset: number;
  /** Categories with their place after `offset`; null for a column of numbers. */
  readonly categories: ReadonlyMap<string, number> | null;
}

/** Which columns are features. */
export interface FeatureChoice {
  readonly excluded: ReadonlySet<string>;
  /** Tells the user how to leave a column out, as the end of a sentence. */
  readonly howToLeaveOut: (column: string) => string;
}

type NamedColumn = FeatureChoice & { readonly name: string };

/** How the columns of a file become features. */
export interface FeaturePlan {
  readonly columns: readonly FeatureColumn[];
  /** Columns of the matrix. */
  readonly width: number;
}

/**
 * Decides by the rows of `table` what its columns become. A column most of whose values are numbers enters as it stands;
 * another one is one-hot, a column of the matrix for each category by code unit. Throws InputError where it is free text
 * or empty.
 */
export function planFeatures(table: Table, rows: Int32Array, choice: FeatureChoice): FeaturePlan {
  const columns: FeatureColumn[] = [];
  let width = 0;
  for (const name of table.columns.keys()) {
    if (choice.excluded.has(name)) continue;
    const categories = categoriesOf(table, rows, { name, ...choice });
    columns.push({ name, offset: width, categories });
    width += categories?.size ?? 1;
    if (categories === null) continue;
    refuseFreeText(table, rows, { name, ...choice });
  }
  if (width === 0) throw new InputError(`${table.file} has no column that could be a feature.`);
  return { columns, width };
}

function categoriesOf(
  table: Table,
  rows: Int32Array,
  { name, howToLeaveOut }: NamedColumn,
): ReadonlyMap<string, number> | null {
  const cells = table.columns.get(name)!;
  const values = new Set<string>();
  let present = 0;
  let numbers = 0;
  for (const row of rows) {
    if (!Number.isNaN(cells.number(row))) {
      present += 1;
      numbers += 1;
    } else if (!isMissing(cells.text(row))) present += 1;
  }
  if (present === 0)
    throw new InputError(`${table.file}: column "${name}" is empty; ${howToLeaveOut(name)}.`);
  if (numbers > present / 2) return null;
  for (const row of rows) values.add(cells.text(row));
  return new Map([...values].sort(byCodeUnit).map((value, index) => [value, index]));
}

function refuseFreeText(
  { file, columns }: Table,
  rows: Int32Array,
  { name, howToLeaveOut }: NamedColumn,
): void {
  const cells = columns.get(name)!;
  const [column] = describeColumns(
    [name],
    Array.from(rows, (row) => [cells.text(row)]),
  );
  if (column?.type !== 'text') return;
  const example = column.example.slice(0, 40);
  throw new InputError(
    `${file}: column "${name}" holds free text or ids (such as "${example}"); expected numbers or categories. ` +
      `If it is no feature, ${howToLeaveOut(name)}.`,
  );
}

/**
 * The rows of `table` as features, float64 as they stand in the file. A category that the plan does not know is all 0.
 * Throws InputError where a planned column is absent or a number is missing, with file, line and column.
 */
export function encodeFeatures(plan: FeaturePlan, table: Table, rows: Int32Array): DenseMatrix {
  const absent = plan.columns.filter(({ name }) => !table.columns.has(name)).map(({ name }) => name);
  if (absent.length > 0) {
    const subject = absent.length === 1 ? 'column' : 'columns';
    const known = listNames([...table.columns.keys()]);
    throw new InputError(
      `${table.file}, line 1: expected the ${subject} ${listNames(absent)}; it has ${known}.`,
    );
  }
  const data = new Float64Array(rows.length * plan.width);
  for (const { name, offset, categories } of plan.columns) {
    const cells = table.columns.get(name)!;
    for (let index = 0; index < rows.length; index++) {
      const row = rows[index]!;
      const start = index * plan.width + offset;
      if (categories === null) data[start] = numberAt(table, row, name);
      else {
        const place = categories.get(cells.text(row));
        if (place !== undefined) data[start + place] = 1;
      }
    }
  }
  return { rows: rows.length, columns: plan.width, data };
}

/** The number in a cell. Throws InputError naming file, line and column where there is none. */
export function numberAt(table: Table, row: number, column: string): number {
  const cells = table.columns.get(column)!;
  const value = cells.number(row);
  if (!Number.isNaN(value)) return value;
  const text = cells.text(row);
  const found = isMissing(text) ? 'the value is missing' : `"${text.slice(0, 40)}" is no number`;
  throw cellError(table, row, column, `${found}; expected a number`);
}

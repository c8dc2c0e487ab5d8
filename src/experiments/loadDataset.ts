import { stat } from 'node:fs/promises';
import path from 'node:path';
import { classIndices, classNames, splitRows } from '../data/tables/classNames.ts';
import { encodeFeatures, planFeatures } from '../data/tables/features.ts';
import { InputError, refusing } from '../data/tables/inputError.ts';
import type { NamedDataset } from '../data/tables/namedDataset.ts';
import { readTable } from '../data/tables/readTable.ts';
import type { Table } from '../data/tables/table.ts';
import type { DatasetRows } from '../engine/experiments/datasetRows.ts';
import { findGenerator } from '../engine/generators/registry.ts';
import { createRng } from '../engine/numeric/rng.ts';
import type { DatasetSpec } from '../protocol/experiment.ts';

/** Of a generated number, for people. */
const SHOWN_DIGITS = 6;

/**
 * A data set of a spec in memory; `baseFolder` is what its file names are relative to. Throws InputError with file, line
 * and column.
 */
export async function loadDataset(dataset: DatasetSpec, baseFolder: string): Promise<DatasetRows> {
  return (await loadNamedDataset(dataset, baseFolder)).rows;
}

/** The same with names of columns and what stands in them. */
export async function loadNamedDataset(dataset: DatasetSpec, baseFolder: string): Promise<NamedDataset> {
  const { name, generate, source } = dataset;
  if (generate !== null) return generateDataset(name, generate);
  // What is not there is told as the file that it would be.
  const found = await stat(path.resolve(baseFolder, source!)).catch(() => null);
  return found?.isDirectory() === true ? readImages(dataset, baseFolder) : readDataset(dataset, baseFolder);
}

/** Decoding images takes a native package, which nothing else here needs and which may be missing. */
async function readImages(dataset: DatasetSpec, baseFolder: string): Promise<NamedDataset> {
  const library = await import('./loadImages.ts').catch((error: unknown) => {
    const [line] = String(error).split('\n', 1);
    throw new InputError(
      `${dataset.source!} is a folder of images, which cannot be read here: the package sharp does not load (${line!}).`,
    );
  });
  return library.loadImages(dataset, baseFolder);
}

function generateDataset(
  name: string,
  { id, params, seed }: NonNullable<DatasetSpec['generate']>,
): NamedDataset {
  const rng = createRng(seed).fork(`generate ${id}`);
  const { features, labels, classes, columns } = refusing(() => findGenerator(id).generate(params, rng));
  const placeOf = new Map(columns.map((column, place) => [column, place]));
  return {
    rows: { name, features, labels, classes, test: null },
    columns: columns.map((column, first) => ({ name: column, first, width: 1 })),
    cell: (row, column) => {
      const value = features.data[row * features.columns + (placeOf.get(column) ?? NaN)];
      return value === undefined ? '' : String(Number(value.toPrecision(SHOWN_DIGITS)));
    },
  };
}

async function readDataset(
  { name, source, testSource, label, features }: DatasetSpec,
  baseFolder: string,
): Promise<NamedDataset> {
  const roles = { label, id: null };
  const table = await readTable(path.resolve(baseFolder, source!), roles);
  const classes = classNames(table.labels);
  if (classes.length < 2) {
    throw new InputError(
      `${table.file}: the column "${label!}" must hold at least two classes; it has ${classes.length}.`,
    );
  }
  const rows = labeledRows(table, label!);
  const plan = planFeatures(table, rows, {
    excluded: excludedColumns(table, features),
    howToLeaveOut: () => 'leave it out by listing the others in "features"',
  });
  const test = testSource === null ? null : await readTable(path.resolve(baseFolder, testSource), roles);
  const testRows = test && labeledRows(test, label!);
  return {
    rows: {
      name,
      classes,
      features: encodeFeatures(plan, table, rows),
      labels: classIndices(table.labels, rows, classes),
      test: test && {
        features: encodeFeatures(plan, test, testRows!),
        labels: testLabels(test, testRows!, classes),
      },
    },
    columns: plan.columns.map(({ name: column, offset, categories }) => ({
      name: column,
      first: offset,
      width: categories?.size ?? 1,
    })),
    // Every row has a label, so that rows are those of the file.
    cell: (row, column) => table.columns.get(column)?.text(row) ?? '',
  };
}

/** All rows. Throws InputError where one has no label: leaving it out would shift the rows after it. */
function labeledRows(table: Table, label: string): Int32Array {
  const { labeled, open } = splitRows(table.labels);
  if (open.length === 0) return labeled;
  const line = table.lines[open[0]!] ?? 0;
  const many = open.length === 1 ? 'a row has' : `${open.length} rows have`;
  throw new InputError(
    `${table.file}, line ${line}: ${many} no class in the column "${label}"; an experiment needs one in each row.`,
  );
}

function excludedColumns(table: Table, features: readonly string[] | null): ReadonlySet<string> {
  if (features === null) return new Set();
  const absent = features.find((name) => !table.columns.has(name));
  if (absent !== undefined) {
    throw new InputError(`${table.file}, line 1: there is no feature column "${absent}".`);
  }
  return new Set([...table.columns.keys()].filter((name) => !features.includes(name)));
}

function testLabels(table: Table, rows: Int32Array, classes: readonly string[]): Int32Array {
  const stray = rows.find((row) => !classes.includes(table.labels[row] ?? ''));
  if (stray !== undefined) {
    throw new InputError(
      `${table.file}, line ${table.lines[stray] ?? 0}: the class "${table.labels[stray] ?? ''}" is not in the data ` +
        `file, which has ${classes.join(', ')}.`,
    );
  }
  return classIndices(table.labels, rows, classes);
}

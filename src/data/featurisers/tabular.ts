import { createRng } from '../../engine/numeric/rng.ts';
import { DataError } from '../dataError.ts';
import { chooseEncoding } from './columnEncoding.ts';
import type { ColumnPlace } from '../columnPlace.ts';
import type { ColumnEncoding } from './columnEncoding.ts';
import { ColumnStatistics } from './columnStatistics.ts';
import { mostColumns } from './featuriser.ts';
import type { Features, Featuriser, FeaturiseRequest } from './featuriser.ts';
import { cellOf, forEachItem, parseContent } from './passes.ts';
import { sharedFloats } from './sharedFloats.ts';
import { SparseProjection } from './sparseProjection.ts';

/**
 * Numbers standardised to mean 0 and variance 1, categories one-hot. Where that makes more than 512 columns they are
 * projected to 512. Two passes: statistics of each column, then the rows.
 */
export const tabularFeaturiser: Featuriser = { kind: 'tabular', version: 1, featurise: featuriseTable };

/** Where the features of a column of the data stand; null where there are too many for columns of their own. */
export async function columnPlaces(request: FeaturiseRequest): Promise<readonly ColumnPlace[] | null> {
  const { encodings } = await chooseEncodings(request);
  let first = 0;
  const places = encodings.map(({ name, width }) => ({ name, first: (first += width) - width, width }));
  return first > mostColumns ? null : places;
}

/** One pass over the items. */
async function chooseEncodings(
  request: FeaturiseRequest,
): Promise<{ readonly encodings: readonly ColumnEncoding[]; readonly notes: string[] }> {
  const choices = (await measureColumns(request)).map(chooseEncoding);
  return {
    encodings: choices.flatMap(({ encoding }) => (encoding === null ? [] : [encoding])),
    notes: choices.flatMap(({ note }) => (note === null ? [] : [note])),
  };
}

async function featuriseTable(request: FeaturiseRequest): Promise<Features> {
  const { encodings, notes } = await chooseEncodings(request);
  if (encodings.length === 0) {
    if (request.rowCount > 0)
      notes.push('No column can be used to tell rows apart: every row has the same features.');
    return {
      matrix: { rows: request.rowCount, columns: 1, data: sharedFloats(request.rowCount) },
      notes,
    };
  }
  const width = encodings.reduce((sum, encoding) => sum + encoding.width, 0);
  if (width > mostColumns) {
    notes.push(`${width.toLocaleString('en')} features were projected at random to ${mostColumns}.`);
  }
  return { matrix: await encodeRows(request, encodings, width), notes };
}

/** One pass; without named feature columns, every column of the items but id and label is measured. */
async function measureColumns(request: FeaturiseRequest): Promise<readonly ColumnStatistics[]> {
  const { spec, seed } = request;
  const rng = createRng(seed);
  const statistics = new Map(spec.featureColumns.map((name) => [name, new ColumnStatistics(name, rng)]));
  const open = spec.featureColumns.length === 0;
  const unused = new Set([spec.idColumn, spec.labelColumn, ...(spec.ignoredColumns ?? [])]);
  let rows = 0;
  await forEachItem(request, { message: 'Measuring columns', share: [0, 0.5] }, ({ content }) => {
    const parsed = parseContent(content);
    if (open) {
      for (const name of Object.keys(parsed)) {
        if (statistics.has(name) || unused.has(name)) continue;
        statistics.set(name, withEarlierRows(new ColumnStatistics(name, rng), rows));
      }
    }
    for (const column of statistics.values()) column.add(cellOf(parsed, column.name));
    rows += 1;
  });
  if (rows > 0) requireFound(statistics, spec.path);
  return [...statistics.values()];
}

/** A column that a later row brings was missing in the rows before. */
function withEarlierRows(column: ColumnStatistics, rows: number): ColumnStatistics {
  column.rows = rows;
  column.missing = rows;
  return column;
}

function requireFound(statistics: ReadonlyMap<string, ColumnStatistics>, path: string): void {
  if (statistics.size > 0) return;
  throw new DataError(
    'missingColumn',
    `${path} has no columns beside id and label; expected at least one feature.`,
  );
}

async function encodeRows(
  request: FeaturiseRequest,
  encodings: readonly ColumnEncoding[],
  width: number,
): Promise<Features['matrix']> {
  const columns = Math.min(width, mostColumns);
  const data = sharedFloats(request.rowCount * columns);
  const projection = width > mostColumns ? new SparseProjection(mostColumns, request.seed) : null;
  let start = 0;
  let first = 0;
  const emit = (offset: number, value: number): void => {
    if (projection === null) data[start + first + offset] = value;
    else projection.add(first + offset, value, data, start);
  };
  await forEachItem(
    request,
    { message: 'Turning rows into numbers', share: [0.5, 1] },
    ({ row, content }) => {
      const parsed = parseContent(content);
      start = row * columns;
      first = 0;
      for (const encoding of encodings) {
        encoding.encode(cellOf(parsed, encoding.name), emit);
        first += encoding.width;
      }
    },
  );
  return { rows: request.rowCount, columns, data };
}

import type { OccludedItem } from '../engine/inspect/contributions.ts';
import type { DenseMatrix, Matrix } from '../engine/numeric/matrix.ts';
import type { ColumnPlace } from './columnPlace.ts';
import type { FeaturiseRequest, ItemContent } from './featurisers/featuriser.ts';
import { imageRegions } from './featurisers/image.ts';
import { cellOf, parseContent } from './featurisers/passes.ts';
import { pixelRegions } from './featurisers/pixels.ts';
import { columnPlaces } from './featurisers/tabular.ts';
import { createTextEncoder, textOf } from './featurisers/text.ts';
import { words } from './featurisers/tokens.ts';

/** Words of a text that are left out, one at a time. */
const mostWords = 200;
/** A value is cut for its feature's name. */
const longestValue = 40;

/** Takes features that people know by name away from an item, one at a time; null where they have no names. */
export type Occluder = (item: ItemContent) => OccludedItem | null;

/**
 * What a column, a word or a part of a picture has to do with an item's features. `features` are those of the request.
 * Columns of a table and parts of a picture are set to their mean over `rows`; words are left out of their text, which
 * is turned into numbers again. One pass over the items. Rejects with the signal's reason when cancelled.
 */
export async function createOccluder(
  request: FeaturiseRequest,
  features: Matrix,
  rows: Int32Array,
): Promise<Occluder> {
  if (request.spec.kind === 'text') return wordOccluder(request);
  if (request.spec.kind === 'image') {
    // A model that was trained elsewhere sees the whole picture in each of its numbers.
    if (typeof request.spec.images === 'object') return () => null;
    const occlude = groupOccluder(features, rows);
    const regions = request.spec.images === 'pixels' ? pixelRegions() : imageRegions();
    return ({ row }) => occlude(row, regions);
  }
  const places = await columnPlaces(request);
  if (places === null) return () => null;
  const occlude = columnOccluder(features, rows, places);
  return ({ row, content }) => {
    const parsed = parseContent(content);
    return occlude(row, (name) => cellOf(parsed, name));
  };
}

/** Takes the columns of a table away from a row of `features`, of which `valueOf` says what stands in each. */
export function columnOccluder(
  features: DenseMatrix,
  rows: Int32Array,
  places: readonly ColumnPlace[],
): (row: number, valueOf: (column: string) => string) => OccludedItem {
  const occlude = groupOccluder(features, rows);
  return (row, valueOf) =>
    occlude(
      row,
      places.map(({ name, first, width }) => ({
        name: `${name} = ${shortened(valueOf(name))}`,
        columns: Array.from({ length: width }, (_, offset) => first + offset),
      })),
    );
}

interface FeatureGroup {
  readonly name: string;
  readonly columns: readonly number[];
}

/** Sets groups of columns to their mean over `rows`. */
function groupOccluder(
  features: DenseMatrix,
  rows: Int32Array,
): (row: number, groups: readonly FeatureGroup[]) => OccludedItem {
  const { columns, data } = features;
  const mean = meanRow(features, rows);
  return (row, groups) => occludeGroups(data.slice(row * columns, (row + 1) * columns), mean, groups);
}

function occludeGroups(
  whole: DenseMatrix['data'],
  mean: Float64Array,
  groups: readonly FeatureGroup[],
): OccludedItem {
  const columns = whole.length;
  const size = groups.length * columns;
  // As precise as the features are.
  const data = whole instanceof Float32Array ? new Float32Array(size) : new Float64Array(size);
  groups.forEach((group, index) => {
    data.set(whole, index * columns);
    for (const column of group.columns) data[index * columns + column] = mean[column]!;
  });
  return {
    whole,
    names: groups.map(({ name }) => name),
    without: { rows: groups.length, columns, data },
    note: '',
  };
}

function meanRow({ columns, data }: DenseMatrix, rows: Int32Array): Float64Array {
  const sums = new Float64Array(columns);
  for (const row of rows) {
    for (let column = 0; column < columns; column += 1) sums[column]! += data[row * columns + column]!;
  }
  return sums.map((sum) => sum / Math.max(1, rows.length));
}

async function wordOccluder(request: FeaturiseRequest): Promise<Occluder> {
  const { columns, encode } = await createTextEncoder(request, [0, 1]);
  return ({ content }) => {
    const tokens = words(textOf(content, request.spec.textColumn));
    const distinct = [...new Set(tokens)];
    const names = distinct.slice(0, mostWords);
    const whole = new Float32Array(columns);
    encode(tokens, whole, 0);
    const data = new Float32Array(names.length * columns);
    names.forEach((name, index) =>
      encode(
        tokens.filter((token) => token !== name),
        data,
        index * columns,
      ),
    );
    const note =
      names.length === distinct.length
        ? ''
        : `Of ${distinct.length} different words only the first ${mostWords} were looked at.`;
    return { whole, names, without: { rows: names.length, columns, data }, note };
  };
}

const shortened = (value: string): string => {
  if (value === '') return '(empty)';
  return value.length <= longestValue ? value : `${value.slice(0, longestValue)}…`;
};

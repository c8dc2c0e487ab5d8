import type { Cancellation } from '../cancellation.ts';
import { throwIfCancelled } from '../cancellation.ts';
import { gatherRows } from '../numeric/gatherRows.ts';
import { kMeans } from '../numeric/kMeans.ts';
import type { Matrix } from '../numeric/matrix.ts';
import type { Rng } from '../numeric/rng.ts';
import { shuffledIndices } from '../numeric/shuffledIndices.ts';
import { NearestPlaces } from './nearestPlaces.ts';

/** The k nearest points of each query, nearest first. */
export interface Neighbours {
  readonly k: number;
  /** Queries x k, row-major. */
  readonly indices: Int32Array;
  /** Euclidean, aligned with `indices`. */
  readonly distances: Float32Array;
}

export interface SearchOptions {
  readonly k: number;
  /** The queries are the points themselves, in their order: none is its own neighbour. */
  readonly isSelf?: boolean;
  readonly signal?: Cancellation | undefined;
  /** Share of the queries that are answered. */
  readonly onProgress?: ((fraction: number) => void) | undefined;
}

export interface NeighbourIndex {
  /** Throws CancelledError. There must be at least `k` points, and one more where they are the queries themselves. */
  search(queries: Matrix, options: SearchOptions): Neighbours;
}

/** So many points or fewer are all compared. */
const ALL = 4096;
/** Lists that are looked into for each query. */
const LOOKED_INTO = 8;
/** Lloyd's iterations; the lists need not be the best ones. */
const ITERATIONS = 6;
/** Points per list that the centres are found from. */
const SAMPLED = 32;
/** Queries between two looks at the signal. */
const PACE = 256;

/**
 * Finds nearest neighbours by inverted lists (Jegou, Douze and Schmid 2011, section IV, without quantisation): the points
 * are put into about √n lists by k-means, and a query is compared with those of the nearest lists. Exact for few points.
 * The first dimensions should vary most, as principal components do: a sum that is too large already is given up.
 */
export function indexNeighbours(points: Matrix, rng: Rng): NeighbourIndex {
  const lists = points.rows <= ALL ? oneList(points) : clusteredLists(points, rng);
  return {
    search: (queries, options) => search(lists, queries, options),
  };
}

interface Lists {
  readonly columns: number;
  /** Lists x d. */
  readonly centres: Float32Array;
  /** Where each list begins in `members`; one more than there are lists. */
  readonly starts: Int32Array;
  /** Points by list. */
  readonly members: Int32Array;
  /** Values of the points in the order of `members`. */
  readonly values: Float32Array;
}

function oneList({ rows, columns, data }: Matrix): Lists {
  return {
    columns,
    centres: new Float32Array(columns),
    starts: Int32Array.of(0, rows),
    members: Int32Array.from({ length: rows }, (_, row) => row),
    values: Float32Array.from(data),
  };
}

function clusteredLists(points: Matrix, rng: Rng): Lists {
  const { rows, columns, data } = points;
  const count = Math.round(Math.sqrt(rows));
  const order = shuffledIndices(rows, rng);
  const sample = gatherRows(points, order.subarray(0, Math.min(rows, SAMPLED * count)));
  // The sample is in random order, so that its first rows are as good a start as any.
  const start = Float64Array.from(sample.data.subarray(0, count * columns));
  const { centres } = kMeans(sample, start, { maxIterations: ITERATIONS });
  const { labels } = kMeans(points, centres, { maxIterations: 0 });
  const starts = new Int32Array(count + 1);
  for (const label of labels) starts[label + 1]!++;
  for (let list = 0; list < count; list++) starts[list + 1]! += starts[list]!;
  const members = new Int32Array(rows);
  const values = new Float32Array(rows * columns);
  const ends = starts.slice();
  labels.forEach((label, row) => {
    const place = ends[label]!++;
    members[place] = row;
    values.set(data.subarray(row * columns, (row + 1) * columns), place * columns);
  });
  return { columns, centres: Float32Array.from(centres), starts, members, values };
}

function search(lists: Lists, queries: Matrix, options: SearchOptions): Neighbours {
  const { k, isSelf = false, signal, onProgress } = options;
  const { columns, starts, members, centres } = lists;
  const indices = new Int32Array(queries.rows * k);
  const distances = new Float32Array(queries.rows * k);
  const nearestLists = new NearestPlaces(Math.min(LOOKED_INTO, starts.length - 1));
  // The point itself is found too, and left out.
  const nearest = new NearestPlaces(isSelf ? k + 1 : k);
  for (let row = 0; row < queries.rows; row++) {
    if (row % PACE === 0) {
      throwIfCancelled(signal);
      onProgress?.(row / queries.rows);
    }
    const query = queries.data.subarray(row * columns, (row + 1) * columns);
    nearestLists.clear();
    nearestLists.compare(query, centres, 0, starts.length - 1);
    nearest.clear();
    lookInto(lists, query, nearestLists.places, nearest);
    let place = row * k;
    for (let rank = 0; place < (row + 1) * k; rank++) {
      const point = members[nearest.places[rank]!]!;
      if (isSelf && point === row) continue;
      indices[place] = point;
      distances[place++] = Math.sqrt(nearest.squares[rank]!);
    }
  }
  return { k, indices, distances };
}

/** Compares a query with the members of its nearest lists, and of all others where those hold too few. */
function lookInto(
  { starts, values }: Lists,
  query: Float32Array,
  nearestLists: Int32Array,
  nearest: NearestPlaces,
): void {
  for (const list of nearestLists) nearest.compare(query, values, starts[list]!, starts[list + 1]!);
  if (Number.isFinite(nearest.worst)) return;
  for (let list = 0; list < starts.length - 1; list++) {
    if (!nearestLists.includes(list)) nearest.compare(query, values, starts[list]!, starts[list + 1]!);
  }
}

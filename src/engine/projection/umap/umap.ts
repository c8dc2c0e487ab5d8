import type { Cancellation } from '../../cancellation.ts';
import type { DenseMatrix, Matrix } from '../../numeric/matrix.ts';
import type { Rng } from '../../numeric/rng.ts';
import { shuffledIndices } from '../../numeric/shuffledIndices.ts';
import { indexNeighbours } from '../neighbourIndex.ts';
import type { NeighbourIndex } from '../neighbourIndex.ts';
import { principalComponents, projectRows } from '../principalComponents.ts';
import { refineNeighbours } from '../refineNeighbours.ts';
import { layOut } from './layOut.ts';
import { uniteNeighbours } from './neighbourGraph.ts';
import { memberships } from './smoothDistances.ts';

export interface UmapOptions {
  readonly rng: Rng;
  /** Rows that are fitted at most; default 20,000. */
  readonly most?: number;
  /** Neighbours of each point; default 15. */
  readonly neighbours?: number;
  readonly signal?: Cancellation | undefined;
  /** Share of the work. */
  readonly onProgress?: ((fraction: number) => void) | undefined;
}

export interface UmapResult {
  /** Rows x 2, row-major, in the order of `rows`. */
  readonly places: Float32Array;
  /** How many rows were fitted; the others were placed among them. */
  readonly fitted: number;
}

/** Neighbours are looked for among so many principal components. */
export const COMPONENTS = 50;
/** Half the width that the layout begins with. */
const START = 10;
/** Tells points in the same place apart. */
const JITTER = 1e-3;
/** Shares of the work that are done after each step. */
const SHARES = { reduced: 0.08, found: 0.3, laidOut: 1 } as const;

/**
 * Uniform manifold approximation and projection to two dimensions (McInnes, Healy and Melville 2018) of some rows, from
 * their first two principal components, which keeps large distances meaningful (Kobak and Linderman 2021). Of more than
 * `most` rows a random sample is fitted; each other row is placed at the mean of its nearest fitted neighbours, weighted
 * by how strongly they belong to it. Throws CancelledError.
 */
export function umap(features: DenseMatrix, rows: Int32Array, options: UmapOptions): UmapResult {
  const { rng, most = 20_000, neighbours = 15, signal, onProgress } = options;
  const [inOrder, others] = split(rows.length, most, rng.fork('sample'));
  const laidOut = others.length === 0 ? SHARES.laidOut : SHARES.laidOut - placingShare(others.length);
  const part = (from: number, to: number) => (fraction: number) =>
    onProgress?.(from + fraction * (to - from));
  const fittedRows = inOrder.map((place) => rows[place]!);
  const components = principalComponents(features, fittedRows, {
    count: Math.min(COMPONENTS, features.columns),
    rng: rng.fork('components'),
    signal,
  });
  const reduced = (of: Int32Array): Matrix => ({
    rows: of.length,
    columns: components.variances.length,
    data: projectRows(features, of, components, signal),
  });
  const points = reduced(fittedRows);
  const k = Math.min(neighbours, points.rows - 1);
  if (k < 1) return { places: startPlaces(points, rng), fitted: points.rows };
  const index = indexNeighbours(points, rng.fork('lists'));
  const found = refineNeighbours(
    points,
    index.search(points, { k, isSelf: true, signal, onProgress: part(SHARES.reduced, SHARES.found) }),
    signal,
  );
  const fitted = startPlaces(points, rng.fork('start'));
  layOut(fitted, uniteNeighbours(found, memberships(found)), {
    epochs: epochsFor(points.rows),
    rng: rng.fork('layout'),
    signal,
    onProgress: part(SHARES.found, laidOut),
  });
  const places = new Float32Array(2 * rows.length);
  scatter(places, inOrder, fitted);
  if (others.length > 0) {
    const placed = placeAmong(reduced(others.map((place) => rows[place]!)), {
      index,
      fitted,
      k,
      signal,
      onProgress: part(laidOut, 1),
    });
    scatter(places, others, placed);
  }
  return { places, fitted: inOrder.length };
}

/** Places of the rows that are fitted, and of the others, each in ascending order. */
function split(count: number, most: number, rng: Rng): readonly [Int32Array, Int32Array] {
  if (count <= most) return [Int32Array.from({ length: count }, (_, place) => place), new Int32Array(0)];
  const order = shuffledIndices(count, rng);
  return [order.slice(0, most).sort(), order.slice(most).sort()];
}

/** Of 100,000 rows, 80,000 that are placed cost about as much as a quarter of everything. */
const placingShare = (others: number): number => 0.3 * Math.min(1, others / 80_000);

/** As many as the authors' JavaScript implementation makes. */
const epochsFor = (points: number): number =>
  points <= 2_500 ? 500 : points <= 5_000 ? 400 : points <= 7_500 ? 300 : 200;

function startPlaces({ rows, columns, data }: Matrix, rng: Rng): Float32Array {
  const places = new Float32Array(2 * rows);
  let farthest = 0;
  for (let row = 0; row < rows; row++) {
    for (let axis = 0; axis < Math.min(2, columns); axis++) {
      places[2 * row + axis] = data[row * columns + axis]!;
      farthest = Math.max(farthest, Math.abs(places[2 * row + axis]!));
    }
  }
  const scale = farthest > 0 ? START / farthest : 0;
  return places.map((value) => value * scale + JITTER * rng.normal());
}

interface Placing {
  readonly index: NeighbourIndex;
  /** Fitted points x 2. */
  readonly fitted: Float32Array;
  readonly k: number;
  readonly signal: Cancellation | undefined;
  readonly onProgress: (fraction: number) => void;
}

function placeAmong(queries: Matrix, { index, fitted, k, signal, onProgress }: Placing): Float32Array {
  const found = index.search(queries, { k, signal, onProgress });
  const strengths = memberships(found);
  const places = new Float32Array(2 * queries.rows);
  for (let row = 0; row < queries.rows; row++) {
    let total = 0;
    let x = 0;
    let y = 0;
    for (let place = row * k; place < (row + 1) * k; place++) {
      const weight = strengths[place]!;
      const point = 2 * found.indices[place]!;
      total += weight;
      x += weight * fitted[point]!;
      y += weight * fitted[point + 1]!;
    }
    places[2 * row] = x / total;
    places[2 * row + 1] = y / total;
  }
  return places;
}

function scatter(into: Float32Array, places: Int32Array, values: Float32Array): void {
  places.forEach((place, index) => {
    into[2 * place] = values[2 * index]!;
    into[2 * place + 1] = values[2 * index + 1]!;
  });
}

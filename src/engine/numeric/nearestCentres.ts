import type { DenseMatrix } from './matrix.ts';
import { multiplyRows } from './multiplyRows.ts';

/** How n points lie to k centres. */
export interface Assignment {
  /** The nearest centre of each point; of equally near ones the first. */
  readonly labels: Int32Array;
  /** Squared distance of each point to it. */
  readonly distances: Float64Array;
}

/** What bounds are lowered by, of the length they come from, so that rounding never makes them too high. */
const SLACK = 1e-9;

/**
 * Finds the nearest of k centres (k x d) for each point, again and again while the centres move. What centres moved says
 * how much nearer one can have come at most; most of them need no look (Elkan 2003, Using the Triangle Inequality to
 * Accelerate k-Means). The outcome is that of looking at all of them. Holds n x k numbers.
 */
export function createNearestCentres(points: DenseMatrix): (centres: Float64Array) => Assignment {
  let before: Known | null = null;
  return (centres) => {
    const next = before === null ? lookAtAll(points, centres) : lookAtSome(points, centres, before);
    // Without a column there is no centre either, and nothing to remember.
    before = points.columns === 0 ? null : { ...next, centres: centres.slice() };
    return { labels: next.labels, distances: next.distances };
  };
}

interface Looked extends Assignment {
  /** n x k: no point is nearer to a centre than that. */
  readonly bounds: Float64Array;
}

interface Known extends Looked {
  readonly centres: Float64Array;
}

function lookAtAll(points: DenseMatrix, centres: Float64Array): Looked {
  const { rows, columns, data } = points;
  const k = centres.length / Math.max(1, columns);
  const products = new Float64Array(rows * k);
  multiplyRows(points, centres, products);
  const halves = new Float64Array(k);
  for (let index = 0; index < centres.length; index++) {
    halves[Math.floor(index / columns)]! += 0.5 * centres[index]! * centres[index]!;
  }
  const labels = new Int32Array(rows);
  const distances = new Float64Array(rows);
  for (let row = 0; row < rows; row++) {
    const start = row * k;
    let length = 0;
    for (let column = 0; column < columns; column++) length += data[row * columns + column]! ** 2;
    // |x - c|^2 / 2 without the part that all centres share.
    let best = 0;
    for (let centre = 0; centre < k; centre++) {
      const part = halves[centre]! - products[start + centre]!;
      if (part < halves[best]! - products[start + best]!) best = centre;
    }
    for (let centre = 0; centre < k; centre++) {
      // A difference of large numbers: its error is in proportion to them.
      const square = length + 2 * (halves[centre]! - products[start + centre]!);
      products[start + centre] = Math.sqrt(Math.max(0, square - SLACK * (length + 2 * halves[centre]!)));
    }
    labels[row] = best;
    distances[row] = squaredDistance(points, row, centres, best);
  }
  return { labels, distances, bounds: products };
}

function lookAtSome(points: DenseMatrix, centres: Float64Array, known: Known): Looked {
  const { rows, columns } = points;
  const k = centres.length / columns;
  const { bounds } = known;
  const moved = movesOf(centres, known.centres, columns);
  const between = halfDistances(centres, columns);
  const labels = known.labels.slice();
  const distances = new Float64Array(rows);
  for (let row = 0; row < rows; row++) {
    let best = labels[row]!;
    let nearest = squaredDistance(points, row, centres, best);
    let reach = Math.sqrt(nearest) * (1 + SLACK);
    for (let centre = 0; centre < k; centre++) {
      const place = row * k + centre;
      const bound = bounds[place]! - moved[centre]!;
      bounds[place] = bound;
      if (centre === best || bound > reach || between[best * k + centre]! > reach) continue;
      const square = squaredDistance(points, row, centres, centre);
      bounds[place] = Math.sqrt(square) * (1 - SLACK);
      if (square < nearest || (square === nearest && centre < best)) {
        bounds[row * k + best] = Math.min(bounds[row * k + best]!, Math.sqrt(nearest) * (1 - SLACK));
        best = centre;
        nearest = square;
        reach = Math.sqrt(nearest) * (1 + SLACK);
      }
    }
    labels[row] = best;
    distances[row] = nearest;
  }
  return { labels, distances, bounds };
}

function squaredDistance(
  { columns, data }: DenseMatrix,
  row: number,
  centres: Float64Array,
  centre: number,
): number {
  let sum = 0;
  const [from, to] = [row * columns, centre * columns];
  for (let column = 0; column < columns; column++) sum += (data[from + column]! - centres[to + column]!) ** 2;
  return sum;
}

/** How far each centre has moved, a little more rather than less. */
function movesOf(centres: Float64Array, before: Float64Array, columns: number): Float64Array {
  const moved = new Float64Array(centres.length / columns);
  for (let index = 0; index < centres.length; index++) {
    moved[Math.floor(index / columns)]! += (centres[index]! - before[index]!) ** 2;
  }
  return moved.map((square) => Math.sqrt(square) * (1 + SLACK));
}

/** k x k: half of the distance between two centres, a little less rather than more. */
function halfDistances(centres: Float64Array, columns: number): Float64Array {
  const k = centres.length / columns;
  const halves = new Float64Array(k * k);
  const all: DenseMatrix = { rows: k, columns, data: centres };
  for (let one = 0; one < k; one++) {
    for (let other = 0; other < one; other++) {
      const half = (Math.sqrt(squaredDistance(all, one, centres, other)) / 2) * (1 - SLACK);
      halves[one * k + other] = half;
      halves[other * k + one] = half;
    }
  }
  return halves;
}

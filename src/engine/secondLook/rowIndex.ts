import { throwIfCancelled } from '../cancellation.ts';
import type { Cancellation } from '../cancellation.ts';
import { gatherRows } from '../numeric/gatherRows.ts';
import { leadingAxes } from '../numeric/leadingAxes.ts';
import type { DenseMatrix } from '../numeric/matrix.ts';
import type { Rng } from '../numeric/rng.ts';
import { shuffledIndices } from '../numeric/shuffledIndices.ts';

/** Directions that distances are first looked at in. */
const MOST_AXES = 16;
/** Rows that the directions are found on. */
const SAMPLE = 2000;

/** Finds rows that are close, without looking at all pairs in full. */
export interface RowIndex {
  /** Calls `visit` once for each pair of places that are no farther apart than `radius`. */
  readonly pairsWithin: (radius: number, visit: ClosePair, options?: SearchOptions) => void;
  /** Distances from a place to the two nearest others, ascending; Infinity where there is none. */
  readonly nearestTwo: (place: number) => readonly [number, number];
}

export type ClosePair = (first: number, second: number, distance: number) => void;

export interface SearchOptions {
  readonly signal?: Cancellation | undefined;
  readonly onProgress?: ((fraction: number) => void) | undefined;
}

/**
 * An index of the named rows of `features`; places are indices into `rows`. Distances along orthonormal directions, and
 * the difference of what is left of two rows outside of them, are never greater than the Euclidean distance. So the
 * rows are sorted along the direction in which they vary most, and a pair is given up as soon as the first few
 * directions say that it is too far. Holds 17 numbers a row.
 */
export function createRowIndex(features: DenseMatrix, rows: Int32Array, rng: Rng): RowIndex {
  const width = Math.min(MOST_AXES, features.columns) + 1;
  const { coordinates, order } = sortAlongFirst(project(features, rows, rng), width);
  const positionOf = new Int32Array(order.length);
  order.forEach((place, position) => (positionOf[place] = position));
  /** The squared distance of the rows at two positions, or Infinity where it is above `most`. */
  const squaredUpTo = (first: number, second: number, most: number): number =>
    exceeds(coordinates, [first * width, second * width], width, most)
      ? Infinity
      : squared(features, rows[order[first]!]!, rows[order[second]!]!, most);
  return {
    pairsWithin(radius, visit, { signal, onProgress } = {}) {
      const most = radius * radius;
      order.forEach((place, position) => {
        if (position % 256 === 0) {
          throwIfCancelled(signal);
          onProgress?.(position / order.length);
        }
        const limit = coordinates[position * width]! + radius;
        for (let next = position + 1; next < order.length && coordinates[next * width]! <= limit; next++) {
          const distance = squaredUpTo(position, next, most);
          if (distance <= most) visit(place, order[next]!, Math.sqrt(distance));
        }
      });
    },
    nearestTwo(place) {
      const nearest: [number, number] = [Infinity, Infinity];
      const position = positionOf[place]!;
      const here = coordinates[position * width]!;
      for (const step of [1, -1]) {
        for (let at = position + step; at >= 0 && at < order.length; at += step) {
          if ((coordinates[at * width]! - here) ** 2 > nearest[1]) break;
          const distance = squaredUpTo(position, at, nearest[1]);
          if (distance < nearest[0]) nearest.splice(0, 2, distance, nearest[0]);
          else if (distance < nearest[1]) nearest[1] = distance;
        }
      }
      return [Math.sqrt(nearest[0]), Math.sqrt(nearest[1])];
    },
  };
}

/** In order of the first coordinate, so that neighbours in space lie near each other in memory. */
function sortAlongFirst(
  unsorted: Float64Array,
  width: number,
): { readonly coordinates: Float64Array; readonly order: Int32Array } {
  const order = Int32Array.from({ length: unsorted.length / width }, (_, place) => place).sort(
    (a, b) => unsorted[a * width]! - unsorted[b * width]! || a - b,
  );
  const coordinates = new Float64Array(unsorted.length);
  order.forEach((place, position) =>
    coordinates.set(unsorted.subarray(place * width, (place + 1) * width), position * width),
  );
  return { coordinates, order };
}

/** Coordinates of the rows along the leading axes, and the length of what is left: rows x (axes + 1). */
function project(features: DenseMatrix, rows: Int32Array, rng: Rng): Float64Array {
  const { columns, data } = features;
  const count = Math.min(MOST_AXES, columns);
  const some = shuffledIndices(rows.length, rng)
    .subarray(0, SAMPLE)
    .map((place) => rows[place]!);
  const { mean, axes } = leadingAxes(gatherRows(features, some), count, rng);
  const out = new Float64Array(rows.length * (count + 1));
  const left = new Float64Array(columns);
  rows.forEach((row, place) => {
    for (let column = 0; column < columns; column++)
      left[column] = data[row * columns + column]! - mean[column]!;
    for (let axis = 0; axis < count; axis++) {
      const start = axis * columns;
      let product = 0;
      for (let column = 0; column < columns; column++) product += left[column]! * axes[start + column]!;
      for (let column = 0; column < columns; column++) left[column]! -= product * axes[start + column]!;
      out[place * (count + 1) + axis] = product;
    }
    let rest = 0;
    for (const value of left) rest += value * value;
    out[place * (count + 1) + count] = Math.sqrt(rest);
  });
  return out;
}

/** Rounding of coordinates must not part two rows that are alike. */
const SLACK = 1 + 1e-9;

function exceeds(
  coordinates: Float64Array,
  [first, second]: readonly [number, number],
  width: number,
  most: number,
): boolean {
  let sum = 0;
  for (let axis = 0; axis < width; axis++) {
    const difference = coordinates[first + axis]! - coordinates[second + axis]!;
    sum += difference * difference;
    if (sum > most * SLACK + Number.MIN_VALUE) return true;
  }
  return false;
}

/** May stop as soon as the sum is above `most`. */
function squared({ columns, data }: DenseMatrix, first: number, second: number, most: number): number {
  const a = first * columns;
  const b = second * columns;
  let sum = 0;
  for (let start = 0; start < columns; start += 16) {
    const end = Math.min(columns, start + 16);
    for (let column = start; column < end; column++) {
      const difference = data[a + column]! - data[b + column]!;
      sum += difference * difference;
    }
    if (sum > most) return Infinity;
  }
  return sum;
}

import type { Cancellation } from '../cancellation.ts';
import { throwIfCancelled } from '../cancellation.ts';
import type { Matrix } from '../numeric/matrix.ts';
import { NearestPlaces } from './nearestPlaces.ts';
import type { Neighbours } from './neighbourIndex.ts';

/** Points between two looks at the signal. */
const PACE = 256;

/**
 * Looks for nearer neighbours of each point among the neighbours of its neighbours and of those that it is a neighbour
 * of, as NN-descent does (Dong, Moses and Li 2011); one step, in which no point sees what others have found.
 */
export function refineNeighbours(
  points: Matrix,
  { k, indices, distances }: Neighbours,
  signal?: Cancellation,
): Neighbours {
  const refined = { k, indices: new Int32Array(indices.length), distances: new Float32Array(indices.length) };
  const { columns, data } = points;
  const reverse = reverseNeighbours(points.rows, indices, k);
  const nearest = new NearestPlaces(k);
  /** The row that last looked at each point. */
  const lookedBy = new Int32Array(points.rows).fill(-1);
  for (let row = 0; row < points.rows; row++) {
    if (row % PACE === 0) throwIfCancelled(signal);
    const query = data.subarray(row * columns, (row + 1) * columns);
    nearest.clear();
    lookedBy[row] = row;
    for (let place = row * k; place < (row + 1) * k; place++) {
      lookedBy[indices[place]!] = row;
      nearest.take(indices[place]!, distances[place]! ** 2);
    }
    for (const near of [indices, reverse]) {
      for (let place = row * k; place < (row + 1) * k; place++) {
        const middle = near[place]!;
        if (middle < 0) break;
        for (let next = middle * k; next < (middle + 1) * k; next++) {
          const other = indices[next]!;
          if (lookedBy[other] === row) continue;
          lookedBy[other] = row;
          nearest.compare(query, data, other, other + 1);
        }
      }
    }
    refined.indices.set(nearest.places, row * k);
    refined.distances.set(nearest.squares.map(Math.sqrt), row * k);
  }
  return refined;
}

/** Of each point, up to `k` of those that it is a neighbour of; -1 where there are fewer. */
function reverseNeighbours(count: number, indices: Int32Array, k: number): Int32Array {
  const reverse = new Int32Array(count * k).fill(-1);
  const filled = new Int32Array(count);
  // By rank: the nearest first.
  for (let rank = 0; rank < k; rank++) {
    for (let row = 0; row < count; row++) {
      const other = indices[row * k + rank]!;
      if (filled[other]! < k) reverse[other * k + filled[other]!++] = row;
    }
  }
  return reverse;
}

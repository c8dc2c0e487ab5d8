import { gatherRows } from '../numeric/gatherRows.ts';
import { kMeans } from '../numeric/kMeans.ts';
import type { Rng } from '../numeric/rng.ts';
import { seedCentres } from '../numeric/seedCentres.ts';
import { shuffledIndices } from '../numeric/shuffledIndices.ts';
import type { PoolView } from './strategy.ts';

/** One representative a cluster. */
export interface ClusterPicks {
  /** Positions in the candidates, distinct, those of the heaviest clusters first. */
  readonly positions: Int32Array;
  /** Share of the weight of all candidates that each pick's cluster holds, in (0, 1]. */
  readonly shares: Float64Array;
  /** Distance of each candidate to the centre of its cluster. */
  readonly distances: Float64Array;
}

/** Iterations after which clusters hardly change any more; picks need no more. */
const ITERATIONS = 50;

/**
 * Clusters the candidates by k-means, weighted or not, and takes from each the item nearest its centre; where two
 * centres share one, the next nearest. `k` is at most the number of candidates.
 */
export function clusterPicks(view: PoolView, k: number, rng: Rng, weights?: Float64Array): ClusterPicks {
  const points = gatherRows(view.features, view.candidates);
  const start = seedCentres(points, k, rng.fork('seeds'), weights);
  const options = { maxIterations: ITERATIONS, signal: view.signal, ...(weights && { weights }) };
  const { centres, labels, distances } = kMeans(points, start, options);
  const masses = new Float64Array(k);
  let total = 0;
  for (let index = 0; index < labels.length; index++) {
    masses[labels[index]!]! += weights?.[index] ?? 1;
    total += weights?.[index] ?? 1;
  }
  const clusters = shuffledIndices(k, rng.fork('clusters')).sort((a, b) => masses[b]! - masses[a]!);
  const order = shuffledIndices(labels.length, rng.fork('ties'));
  const taken = new Uint8Array(labels.length);
  const positions = clusters.map((cluster) => {
    const nearest = nearestOpen(points, centres.subarray(cluster * points.columns), order, taken);
    taken[nearest] = 1;
    return nearest;
  });
  return {
    positions,
    shares: Float64Array.from(clusters, (cluster) => masses[cluster]! / total),
    distances: distances.map(Math.sqrt),
  };
}

/** The point not yet taken that is nearest to `centre`; among equals the first of `order`. */
function nearestOpen(
  { columns, data }: PoolView['features'],
  centre: Float64Array,
  order: Int32Array,
  taken: Uint8Array,
): number {
  let best = -1;
  let lowest = Infinity;
  for (const index of order) {
    if (taken[index] === 1) continue;
    let distance = 0;
    for (let column = 0; column < columns && distance < lowest; column++) {
      distance += (data[index * columns + column]! - centre[column]!) ** 2;
    }
    if (best < 0 || distance < lowest) {
      best = index;
      lowest = distance;
    }
  }
  return best;
}

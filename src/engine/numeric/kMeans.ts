import type { Cancellation } from '../cancellation.ts';
import { throwIfCancelled } from '../cancellation.ts';
import type { DenseMatrix } from './matrix.ts';
import { createNearestCentres } from './nearestCentres.ts';

export interface Clustering {
  /** k x d, row-major. */
  readonly centres: Float64Array;
  /** Cluster of each point. */
  readonly labels: Int32Array;
  /** Squared distance of each point to its centre. */
  readonly distances: Float64Array;
}

export interface KMeansOptions {
  /** Positive, one a point; absent = all 1. */
  readonly weights?: Float64Array;
  /** Default 300. */
  readonly maxIterations?: number;
  readonly signal?: Cancellation | undefined;
}

/**
 * Weighted k-means by Lloyd's iteration from the given centres (k x d), until no point changes its cluster. A cluster
 * that loses all its points moves to the point farthest from its centre.
 */
export function kMeans(points: DenseMatrix, initial: Float64Array, options: KMeansOptions = {}): Clustering {
  const { maxIterations = 300, signal } = options;
  const assign = createNearestCentres(points);
  let clustering: Clustering = { centres: initial, ...assign(initial) };
  for (let iteration = 0; iteration < maxIterations; iteration++) {
    throwIfCancelled(signal);
    const centres = meansOf(points, clustering, options.weights);
    const next = { centres, ...assign(centres) };
    const settled = next.labels.every((label, row) => label === clustering.labels[row]);
    clustering = next;
    if (settled) break;
  }
  return clustering;
}

function meansOf(
  points: DenseMatrix,
  { labels, centres, distances }: Clustering,
  weights: Float64Array | undefined,
): Float64Array {
  const { columns, data } = points;
  const means = new Float64Array(centres.length);
  const totals = new Float64Array(centres.length / Math.max(1, columns));
  for (let row = 0; row < labels.length; row++) {
    const weight = weights?.[row] ?? 1;
    const target = labels[row]! * columns;
    totals[labels[row]!]! += weight;
    for (let column = 0; column < columns; column++) {
      means[target + column]! += weight * data[row * columns + column]!;
    }
  }
  const empty = totals.some((total) => total === 0);
  const farthest = empty ? Array.from(distances.keys()).sort((a, b) => distances[b]! - distances[a]!) : [];
  let next = 0;
  for (let cluster = 0; cluster < totals.length; cluster++) {
    const target = cluster * columns;
    const total = totals[cluster]!;
    if (total > 0) for (let column = 0; column < columns; column++) means[target + column]! /= total;
    else means.set(data.subarray(farthest[next]! * columns, (farthest[next++]! + 1) * columns), target);
  }
  return means;
}

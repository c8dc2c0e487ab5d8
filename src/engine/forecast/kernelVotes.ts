import type { Cancellation } from '../cancellation.ts';
import { throwIfCancelled } from '../cancellation.ts';
import type { DenseMatrix } from '../numeric/matrix.ts';
import { nearestRows } from '../numeric/nearestRows.ts';
import { squaredDistances } from '../numeric/squaredDistances.ts';
import type { KnownLabels } from '../whatIf/labelFolds.ts';

/** Labels that vote at most: the time grows with labels times rows. */
const MOST = 1000;
/** What the shares of the classes count beside the votes, in labels: far from all labels they decide. */
const PRIOR = 1e-3;

export interface KernelInput {
  /** n x d. */
  readonly features: DenseMatrix;
  readonly known: KnownLabels;
  readonly classCount: number;
  /** The kernel is as wide as a label's distance to the label that is so many places away, in the median. */
  readonly neighbours: number;
}

/**
 * Class probabilities of every row (n x classCount) as shares of the labels around it, each counting exp(-d^2 / 2h^2)
 * (Nadaraya 1964, Watson 1964). Throws CancelledError.
 */
export function kernelVotes(
  { features, known, classCount, neighbours }: KernelInput,
  signal?: Cancellation,
): Float64Array {
  const count = Math.min(known.rows.length, MOST);
  const places = Int32Array.from({ length: count }, (_, index) =>
    Math.floor((index * known.rows.length) / count),
  );
  const centres = places.map((place) => known.rows[place]!);
  const scale = -0.5 / squaredWidth(features, centres, neighbours);
  const votes = new Float64Array(features.rows * classCount);
  const all = Int32Array.from({ length: features.rows }, (_, row) => row);
  const distances = new Float64Array(features.rows);
  const shares = new Float64Array(classCount);
  places.forEach((place, index) => {
    if (index % 64 === 0) throwIfCancelled(signal);
    const label = known.labels[place]!;
    shares[label]! += 1 / count;
    squaredDistances(features, all, centres[index]!, distances);
    for (let row = 0; row < distances.length; row++) {
      votes[row * classCount + label]! += Math.exp(scale * distances[row]!);
    }
  });
  for (let start = 0; start < votes.length; start += classCount) {
    let sum = 0;
    for (let label = 0; label < classCount; label++) {
      votes[start + label]! += PRIOR * shares[label]!;
      sum += votes[start + label]!;
    }
    for (let label = 0; label < classCount; label++) votes[start + label]! /= sum;
  }
  return votes;
}

/** Median of the squared distances between a centre and its `neighbours`-th nearest other; 1 where all coincide. */
function squaredWidth(features: DenseMatrix, centres: Int32Array, neighbours: number): number {
  const distance = new Float64Array(1);
  const squares = Float64Array.from(centres, (centre) => {
    // The first is the centre itself.
    const last = nearestRows(features, centres, centre, neighbours + 1).at(-1) ?? 0;
    squaredDistances(features, Int32Array.of(centres[last]!), centre, distance);
    return distance[0]!;
  }).sort();
  const median = squares[squares.length >> 1] ?? 0;
  return median > 0 ? median : 1;
}

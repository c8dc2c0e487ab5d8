import { throwIfCancelled } from '../cancellation.ts';
import { lowerDistances } from '../numeric/lowerDistances.ts';
import type { Rng } from '../numeric/rng.ts';
import { shuffledIndices } from '../numeric/shuffledIndices.ts';
import { sampleParam, selectOnSample, withinBudget } from './onSample.ts';
import type { BatchStrategy, PoolView, Selection } from './strategy.ts';

const params = [sampleParam(50_000)];

/** Candidates that stay in the processor's cache while all labeled rows pass over them. */
const BLOCK = 512;

/**
 * Greedy k-center (core-set): each pick is the candidate farthest, by Euclidean distance, from everything labeled or
 * picked before. Utilities: a pick's distance when it was picked; for the others the distance that remains, so that the
 * whole pool is ranked. O((labeled + k) x candidates x columns).
 */
export const kCenterGreedy: BatchStrategy = {
  kind: 'batch',
  id: 'kCenterGreedy',
  title: 'K-center greedy',
  description: 'Items farthest from everything labeled so far; covers the data without using the model.',
  reference:
    'Sener and Savarese 2018, Active Learning for Convolutional Neural Networks: A Core-Set Approach, algorithm 1; Gonzalez 1985.',
  needs: [],
  params,
  sampling: 'deterministic',
  selectBatch(view, k, rng) {
    const cost = (view.labeledRows.length + k) * view.features.columns;
    const bounded = withinBudget(view, params, { cost });
    return selectOnSample(bounded, { params, k, rng }, (part) => chooseCentres(part, k, rng));
  },
};

function chooseCentres(view: PoolView, k: number, rng: Rng): Selection {
  const { features, candidates, labeledRows, signal } = view;
  const order = shuffledIndices(candidates.length, rng);
  const minimum = new Float64Array(candidates.length).fill(Infinity);
  for (let start = 0; start < candidates.length; start += BLOCK) {
    throwIfCancelled(signal);
    const block = candidates.subarray(start, start + BLOCK);
    for (const row of labeledRows)
      lowerDistances(features, block, row, minimum.subarray(start, start + BLOCK));
  }
  const taken = new Uint8Array(candidates.length);
  const utilities = new Float64Array(candidates.length);
  const picks = new Int32Array(Math.max(0, Math.min(k, candidates.length)));
  for (let place = 0; place < picks.length; place++) {
    throwIfCancelled(signal);
    const isFirst = place === 0 && labeledRows.length === 0;
    const pick = isFirst ? mostCentral(view, order) : farthest(minimum, order, taken);
    taken[pick] = 1;
    picks[place] = candidates[pick]!;
    const distance = minimum[pick]!;
    lowerDistances(features, candidates, candidates[pick]!, minimum);
    // The first of all has no distance yet; the radius that it leaves keeps it, finite, at the head of the ranking.
    utilities[pick] = Math.sqrt(isFirst ? minimum.reduce((a, b) => Math.max(a, b), 0) : distance);
  }
  for (let index = 0; index < utilities.length; index++) {
    const distance = minimum[index]!;
    // Infinite only when there is no centre at all, which leaves all alike.
    if (taken[index] === 0 && distance < Infinity) utilities[index] = Math.sqrt(distance);
  }
  return { rowIds: picks, utilities };
}

/** The candidate not yet taken with the largest distance; among equals the first of `order`. */
function farthest(minimum: Float64Array, order: Int32Array, taken: Uint8Array): number {
  let best = -1;
  let distance = -1;
  for (const index of order) {
    if (taken[index] === 0 && minimum[index]! > distance) {
      best = index;
      distance = minimum[index]!;
    }
  }
  return best;
}

/**
 * With nothing labeled there is no distance to maximise. The candidate nearest the mean is a typical item, where an
 * arbitrary or farthest one may be an outlier.
 */
export function mostCentral(view: PoolView, order: Int32Array): number {
  const { features, candidates } = view;
  const { columns, data } = features;
  const mean = new Float64Array(columns);
  for (const row of candidates) {
    for (let column = 0; column < columns; column++) mean[column]! += data[row * columns + column]!;
  }
  for (let column = 0; column < columns; column++) mean[column]! /= candidates.length;
  let best = order[0]!;
  let lowest = Infinity;
  for (const index of order) {
    const start = candidates[index]! * columns;
    let distance = 0;
    for (let column = 0; column < columns; column++) {
      const difference = data[start + column]! - mean[column]!;
      distance += difference * difference;
    }
    if (distance < lowest) {
      best = index;
      lowest = distance;
    }
  }
  return best;
}

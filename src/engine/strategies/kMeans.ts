import type { Rng } from '../numeric/rng.ts';
import { clusterPicks } from './clusterPicks.ts';
import { sampleParam, selectOnSample } from './onSample.ts';
import type { BatchStrategy, PoolView, Selection } from './strategy.ts';

const params = [sampleParam(10_000)];

/**
 * K-means sampling: as many clusters as the batch has items, and from each the item nearest its centre, the largest
 * clusters first. A pick's utility is the share of the pool in its cluster; any other's minus its distance to its centre.
 */
export const kMeans: BatchStrategy = {
  kind: 'batch',
  joint: true,
  id: 'kMeans',
  title: 'K-means',
  description: 'One typical item from each cluster of the pool; covers it without using the model.',
  reference: 'Xu et al. 2003, Representative Sampling for Text Classification Using Support Vector Machines.',
  needs: [],
  params,
  sampling: 'stochastic',
  selectBatch: (view, k, rng) =>
    selectOnSample(view, { params, k, rng }, (part) => chooseTypical(part, k, rng)),
};

function chooseTypical(view: PoolView, k: number, rng: Rng): Selection {
  const { candidates } = view;
  if (k <= 0) return { rowIds: new Int32Array(0), utilities: new Float64Array(candidates.length) };
  const { positions, shares, distances } = clusterPicks(view, k, rng);
  const utilities = distances.map((distance) => -distance);
  positions.forEach((position, place) => (utilities[position] = shares[place]!));
  return { rowIds: positions.map((position) => candidates[position]!), utilities };
}

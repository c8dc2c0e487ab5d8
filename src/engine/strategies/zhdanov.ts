import type { ParamInfo } from '../../protocol/engine.ts';
import { resolveParams } from '../models/params.ts';
import type { Rng } from '../numeric/rng.ts';
import { topK } from '../numeric/topK.ts';
import { clusterPicks } from './clusterPicks.ts';
import { negativeMargin } from './margin.ts';
import { mapProbabilities } from './mapProbabilities.ts';
import { restrictView } from './restrictView.ts';
import type { BatchStrategy, PoolView, Selection } from './strategy.ts';

const params: readonly ParamInfo[] = [
  {
    name: 'beta',
    description:
      'The clusters are made of this many times the batch, the most doubtful items (10 to 50 in the paper).',
    kind: 'number',
    default: 10,
    minimum: 1,
    maximum: 1000,
  },
];

/**
 * Diverse mini-batches: of the beta k items with the smallest margin, weighted by 1 - margin, k clusters, and from each
 * the item nearest its centre. A pick's utility is its cluster's share of the weight, any other's minus its margin.
 */
export const zhdanov: BatchStrategy = {
  kind: 'batch',
  joint: true,
  id: 'zhdanov',
  title: 'Diverse mini-batch',
  description: 'Doubtful items that differ from each other: one from each cluster of the most doubtful.',
  reference: 'Zhdanov 2019, Diverse Mini-Batch Active Learning, algorithm 1.',
  needs: ['probabilities'],
  params,
  sampling: 'stochastic',
  selectBatch: chooseDiverse,
};

function chooseDiverse(view: PoolView, k: number, rng: Rng): Selection {
  const utilities = mapProbabilities(view, negativeMargin);
  if (k <= 0) return { rowIds: new Int32Array(0), utilities };
  const beta = Number(resolveParams(params, view.params)['beta']);
  const doubtful = topK(utilities, Math.ceil(beta * k), rng.fork('prefilter')).sort();
  // An item without any doubt still needs some weight, or clusters of such items would have no centre.
  const weights = Float64Array.from(doubtful, (position) => Math.max(1e-9, 1 + utilities[position]!));
  const { positions, shares } = clusterPicks(restrictView(view, doubtful), k, rng, weights);
  const picks = positions.map((place) => doubtful[place]!);
  picks.forEach((position, place) => (utilities[position] = shares[place]!));
  return { rowIds: picks.map((position) => view.candidates[position]!), utilities };
}

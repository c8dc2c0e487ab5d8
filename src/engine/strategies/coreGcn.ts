import type { Rng } from '../numeric/rng.ts';
import { kCenterGreedy } from './kCenterGreedy.ts';
import { selectOnSample } from './onSample.ts';
import type { BatchStrategy, PoolView, Selection } from './strategy.ts';
import { boundedGraph, graphParams, HIDDEN, trainGraph } from './trainGraph.ts';

/** CoreGCN: k-center greedy on the hidden layer of a graph network that tells labeled items from the pool. */
export const coreGcn: BatchStrategy = {
  kind: 'batch',
  id: 'coreGcn',
  title: 'Core GCN',
  description: 'K-center on what a network on the graph of similarities makes of the items.',
  reference: 'Caramalau et al. 2021, Sequential Graph Convolutional Network for Active Learning, section 3.',
  needs: [],
  params: graphParams,
  sampling: 'stochastic',
  selectBatch(view, k, rng) {
    const batch = { params: graphParams, k, rng };
    return selectOnSample(boundedGraph(view), batch, (part) => chooseCentres(part, k, rng));
  },
};

function chooseCentres(view: PoolView, k: number, rng: Rng): Selection {
  const { candidates } = view;
  if (candidates.length === 0) return { rowIds: new Int32Array(0), utilities: new Float64Array(0) };
  const { hidden, labeled } = trainGraph(view, rng);
  const { rowIds, utilities } = kCenterGreedy.selectBatch(
    {
      ...view,
      features: { rows: candidates.length + labeled, columns: HIDDEN, data: hidden },
      candidates: candidates.map((_, position) => position),
      labeledRows: Int32Array.from({ length: labeled }, (_, index) => candidates.length + index),
      params: {},
    },
    k,
    rng.fork('ties'),
  );
  return { rowIds: rowIds.map((position) => candidates[position]!), utilities };
}

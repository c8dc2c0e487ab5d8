import { onSample } from './onSample.ts';
import type { ScoringStrategy } from './strategy.ts';
import { boundedGraph, graphParams, trainGraph } from './trainGraph.ts';

/** The score of the items that are asked for (Caramalau et al. 2021). */
const SCORE = 0.1;

/**
 * UncertainGCN: a graph network scores how much each item looks labeled; utility: - |s - 0.1|. Before anything is labeled
 * all items are alike.
 */
export const uncGcn: ScoringStrategy = {
  kind: 'scoring',
  id: 'uncGcn',
  title: 'Uncertain GCN',
  description: 'Items that a network on the graph of similarities surely, but not utterly, finds unlabeled.',
  reference: 'Caramalau et al. 2021, Sequential Graph Convolutional Network for Active Learning, section 3.',
  needs: [],
  params: graphParams,
  sampling: 'stochastic',
  utilities(view, rng) {
    if (view.labeledRows.length === 0) return new Float64Array(view.candidates.length);
    return onSample(boundedGraph(view), graphParams, rng, (part) =>
      nearScore(trainGraph(part, rng).scores.subarray(0, part.candidates.length)),
    );
  },
};

export const nearScore = (scores: Float64Array): Float64Array =>
  scores.map((score) => -Math.abs(score - SCORE));

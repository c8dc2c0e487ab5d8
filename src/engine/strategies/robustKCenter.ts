import type { ParamInfo } from '../../protocol/engine.ts';
import { throwIfCancelled } from '../cancellation.ts';
import { resolveParams } from '../models/params.ts';
import { lowerDistances } from '../numeric/lowerDistances.ts';
import type { Rng } from '../numeric/rng.ts';
import { shuffledIndices } from '../numeric/shuffledIndices.ts';
import { compactView } from './compactView.ts';
import { mostCentral } from './kCenterGreedy.ts';
import { nearestDistances } from './nearestDistances.ts';
import { sampleParam, selectOnSample, withinBudget } from './onSample.ts';
import type { BatchStrategy, PoolView, Selection } from './strategy.ts';
import { largestButFor, NEIGHBOURS, SWAPS, swapCentres } from './swapCentres.ts';

const params: readonly ParamInfo[] = [
  {
    name: 'outliers',
    description: 'Share of the pool, rounded up to items, that need not be covered; 0.0001 in the paper.',
    kind: 'number',
    default: 1e-4,
    minimum: 0,
    maximum: 0.5,
  },
  sampleParam(10_000),
];

/**
 * Robust k-center: the batch, together with what is labeled, leaves as small a radius as possible on the pool but for a
 * budget of outliers. The paper solves a mixed integer program for each radius; this is a heuristic: farthest-first
 * picks that pass over the farthest items, as many as the budget allows, then exchanges of one pick at a time while they
 * make the radius smaller. Picks have utilities from 2 down to 1, the others their share of the largest distance that
 * remains, and the items left out as outliers 0. Pools larger than `sample` are ranked on a seeded sample.
 */
export const robustKCenter: BatchStrategy = {
  kind: 'batch',
  joint: true,
  id: 'robustKCenter',
  title: 'Robust k-center',
  description: 'Items that cover the pool as closely as they can, a small share of outliers left aside.',
  reference:
    'Sener and Savarese 2018, Active Learning for Convolutional Neural Networks: A Core-Set Approach, algorithm 2, by a heuristic.',
  needs: [],
  params,
  sampling: 'deterministic',
  selectBatch(view, k, rng) {
    const passes = view.labeledRows.length + k + SWAPS * NEIGHBOURS;
    const bounded = withinBudget(view, params, { cost: passes * view.features.columns });
    return selectOnSample(bounded, { params, k, rng }, (part) => {
      // Many passes over few rows.
      const { rowIds, utilities } = choose(compactView(part), k, rng);
      return { rowIds: rowIds.map((position) => part.candidates[position]!), utilities };
    });
  },
};

function choose(view: PoolView, k: number, rng: Rng): Selection {
  const { features, candidates } = view;
  const budget = Math.ceil(Number(resolveParams(params, view.params)['outliers']) * candidates.length);
  const order = shuffledIndices(candidates.length, rng);
  const picks = swapCentres(view, pickPastOutliers(view, k, { budget, order }), budget);
  const remaining = nearestDistances(view, view.labeledRows);
  for (const pick of picks) lowerDistances(features, candidates, candidates[pick]!, remaining);
  const cutoff = largestButFor(remaining, budget);
  const utilities = remaining.map((distance) =>
    distance <= cutoff && cutoff > 0 && cutoff < Infinity ? Math.sqrt(distance / cutoff) : 0,
  );
  picks.forEach((pick, place) => (utilities[pick] = 2 - place / picks.length));
  return { rowIds: picks.map((pick) => candidates[pick]!), utilities };
}

interface Budget {
  readonly budget: number;
  /** Seeded order of the candidates, which decides among equals. */
  readonly order: Int32Array;
}

/** Positions of `k` candidates, each the farthest one when its turn comes but for `budget` that are farther yet. */
function pickPastOutliers(view: PoolView, k: number, { budget, order }: Budget): Int32Array {
  const { features, candidates, labeledRows, signal } = view;
  const minimum = nearestDistances(view, labeledRows);
  const taken = new Uint8Array(candidates.length);
  const picks = new Int32Array(Math.max(0, Math.min(k, candidates.length)));
  for (let place = 0; place < picks.length; place++) {
    throwIfCancelled(signal);
    const open = order.filter((position) => taken[position] === 0);
    const distances = Float64Array.from(open, (position) => minimum[position]!);
    const limit = largestButFor(distances, Math.min(budget, open.length - 1));
    const isFirst = place === 0 && labeledRows.length === 0;
    const pick = isFirst ? mostCentral(view, order) : open[distances.indexOf(limit)]!;
    taken[pick] = 1;
    picks[place] = pick;
    lowerDistances(features, candidates, candidates[pick]!, minimum);
  }
  return picks;
}

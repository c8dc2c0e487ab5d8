import type { Rng } from '../numeric/rng.ts';
import { topK } from '../numeric/topK.ts';
import type { PoolView, Selection, Strategy } from '../strategies/strategy.ts';
import { select } from '../strategies/select.ts';
import { positionsOf } from './positionsOf.ts';

/** Candidates in the order in which a strategy would have them labeled. */
export interface Ranking extends Pick<Selection, 'gains' | 'vote' | 'fallback' | 'memory'> {
  /** Positions in the view's candidates, best first; holds each exactly once. */
  readonly order: Int32Array;
  /** Aligned with the view's candidates; NaN = the strategy gave none. */
  readonly utilities: Float64Array;
  /** How many places from the front are fixed; the rest came in uniformly random order. */
  readonly fixed: number;
}

/** Ranks all candidates: a joint batch of `batchSize` first, then by utility, those without one last at random. */
export function rankCandidates(strategy: Strategy, view: PoolView, batchSize: number, rng: Rng): Ranking {
  const count = view.candidates.length;
  const wanted = strategy.kind === 'batch' ? batchSize : count;
  const { rowIds, utilities, ...told } = select(strategy, view, wanted, rng);
  const chosen = positionsOf(rowIds, view.candidates);
  const open = utilities.slice();
  for (const position of chosen) open[position] = NaN;
  const scored = topK(open, count, rng.fork('beyondBatch'));
  const order = new Int32Array(count);
  order.set(chosen);
  order.set(scored, chosen.length);
  const ranked = chosen.length + scored.length;
  order.set(unscored(order.subarray(0, ranked), count, rng.fork('unscored')), ranked);
  return { order, utilities, fixed: strategy.sampling === 'uniform' ? 0 : ranked, ...told };
}

/** The positions below `count` that `ranked` lacks, shuffled. */
export function unscored(ranked: Int32Array, count: number, rng: Rng): Int32Array {
  const rest = new Float64Array(count);
  for (const position of ranked) rest[position] = NaN;
  return topK(rest, count, rng);
}

import type { Rng } from '../numeric/rng.ts';
import { shuffledIndices } from '../numeric/shuffledIndices.ts';
import { kCenterGreedy } from '../strategies/kCenterGreedy.ts';
import type { PoolView } from '../strategies/strategy.ts';
import { positionsOf } from './positionsOf.ts';
import type { Ranking } from './rankCandidates.ts';
import { unscored } from './rankCandidates.ts';

/**
 * Multiplications that a cold start may spend on distances: about half a second on an idle core. A pool of 100 k items
 * with 64 columns affords 78 passes.
 */
const DISTANCE_BUDGET = 5e8;

/**
 * An order for a pool without a model: `slots` items spread over the features by greedy k-center, as far as the budget
 * goes, then the rest at random. Labeled rows count as centres already there; of many, a seeded sample does.
 */
export function rankColdStart(view: PoolView, slots: number, rng: Rng): Ranking {
  const { candidates, features, labeledRows } = view;
  const count = candidates.length;
  const passes = Math.max(2, Math.floor(DISTANCE_BUDGET / Math.max(1, count * features.columns)));
  const centres = Math.min(slots, Math.ceil(passes / 2));
  const sample = shuffledIndices(labeledRows.length, rng.fork('labeled')).subarray(0, passes - centres);
  const known = sample.map((index) => labeledRows[index]!);
  const draws = rng.fork('kCenter');
  const { rowIds, utilities } = kCenterGreedy.selectBatch(
    { ...view, labeledRows: known, params: {} },
    centres,
    draws,
  );
  const chosen = positionsOf(rowIds, candidates);
  const order = new Int32Array(count);
  order.set(chosen);
  order.set(unscored(chosen, count, rng.fork('rest')), chosen.length);
  const scores = new Float64Array(count).fill(NaN);
  for (const position of chosen) scores[position] = utilities[position]!;
  return { order, utilities: scores, fixed: chosen.length };
}

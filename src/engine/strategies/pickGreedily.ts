import { throwIfCancelled } from '../cancellation.ts';
import type { Rng } from '../numeric/rng.ts';
import { shuffledIndices } from '../numeric/shuffledIndices.ts';
import type { PoolView, Selection } from './strategy.ts';

/**
 * Picks `k` candidates one at a time, each the one whose score is highest when its turn comes; `picked` is told the
 * position and may then change the scores of the others in place. Candidates with NaN are picked last, at random. A
 * pick's utility is its score at that moment, but never above that of the pick before; those not picked keep the score
 * that remains, capped likewise.
 */
export function pickGreedily(
  view: PoolView,
  k: number,
  { scores, rng }: { readonly scores: Float64Array; readonly rng: Rng },
  picked: (position: number) => void,
): Selection {
  const { candidates, signal } = view;
  const order = shuffledIndices(candidates.length, rng);
  const taken = new Uint8Array(candidates.length);
  const utilities = new Float64Array(candidates.length);
  const rowIds = new Int32Array(Math.max(0, Math.min(k, candidates.length)));
  let ceiling = Infinity;
  for (let place = 0; place < rowIds.length; place++) {
    throwIfCancelled(signal);
    const best = highest(scores, order, taken);
    taken[best] = 1;
    rowIds[place] = candidates[best]!;
    const score = scores[best]!;
    if (!Number.isNaN(score)) ceiling = Math.min(ceiling, score);
    utilities[best] = Number.isNaN(score) ? NaN : ceiling;
    picked(best);
  }
  for (let index = 0; index < scores.length; index++) {
    if (taken[index] === 0) utilities[index] = Math.min(scores[index]!, ceiling);
  }
  return { rowIds, utilities };
}

/** The position not yet taken with the highest score; among equals the first of `order`; NaN only if all are. */
function highest(scores: Float64Array, order: Int32Array, taken: Uint8Array): number {
  let best = -1;
  for (const index of order) {
    if (taken[index] === 1) continue;
    if (
      best < 0 ||
      scores[index]! > scores[best]! ||
      (Number.isNaN(scores[best]!) && !Number.isNaN(scores[index]!))
    )
      best = index;
  }
  return best;
}

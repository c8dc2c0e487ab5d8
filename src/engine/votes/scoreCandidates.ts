import { throwIfCancelled } from '../cancellation.ts';
import type { Capability } from '../models/classifier.ts';
import type { Rng } from '../numeric/rng.ts';
import { neededScores } from '../rounds/neededScores.ts';
import { select } from '../strategies/select.ts';
import type { PoolView, Strategy } from '../strategies/strategy.ts';
import { rankNormalised } from './rankNormalised.ts';
import { rememberFits } from './rememberFits.ts';
import { viewWithout } from './viewWithout.ts';

/** What the view must hold for each need. */
const places = {
  probabilities: 'probabilities',
  decisionValues: 'decisionValues',
  embeddings: 'embeddings',
} as const;

/**
 * What each of K strategies says of the view's m candidates, from 0 for its last to 1 for its first (rank-normalised);
 * K arrays of length m. Strategies that choose a batch are asked for `k` items, and count by their utilities. All draw
 * from the same stream, so that those which look at drawn models look at the same ones. Throws RangeError where the task
 * model cannot give what a strategy needs; CancelledError.
 */
export function scoreCandidates(
  strategies: readonly Strategy[],
  view: PoolView,
  k: number,
  rng: Rng,
): readonly Float64Array[] {
  const { fit } = view;
  const shared: PoolView = {
    ...viewWithout(view, ['memory', 'onProgress']),
    ...(fit && { fit: rememberFits(fit) }),
    params: {},
  };
  return strategies.map((strategy) => {
    throwIfCancelled(view.signal);
    const served = { ...shared, ...missingScores(strategy, shared) };
    return rankNormalised(select(strategy, served, k, rng.fork('candidates')).utilities);
  });
}

/** What the strategy needs of the model and the view does not hold yet. */
function missingScores({ needs, title }: Strategy, view: PoolView): Partial<PoolView> {
  const missing = needs.filter((need) => view[placeOf(need)] === undefined);
  if (missing.length === 0 || view.model === undefined) return {};
  const given = neededScores(view, view.model, missing);
  const refused = missing.find((need) => given[placeOf(need)] === undefined);
  if (refused === undefined) return given;
  throw new RangeError(
    `${title} cannot be asked with this task model, which does not give ${refused}: take it out of the parameter "candidates".`,
  );
}

function placeOf(need: Capability): (typeof places)[keyof typeof places] {
  if (need in places) return places[need as keyof typeof places];
  throw new RangeError(`Strategies that need ${need} cannot be asked by others.`);
}

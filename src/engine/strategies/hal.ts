import type { ParamInfo } from '../../protocol/engine.ts';
import { resolveParams } from '../models/params.ts';
import type { Rng } from '../numeric/rng.ts';
import { topK } from '../numeric/topK.ts';
import { halOrder } from './halOrder.ts';
import { negativeMargin } from './margin.ts';
import { mapProbabilities } from './mapProbabilities.ts';
import { rankUtilities } from './rankUtilities.ts';
import { releaseCompatible } from './releaseCompatible.ts';
import type { PoolView } from './strategy.ts';

export const halReference =
  'Kazerouni et al. 2020, Active Learning for Skewed Data Sets; constants of Bakker et al. 2023.';

/** Parameters that both variants of exploration have. */
export const halParams: readonly ParamInfo[] = [
  {
    name: 'exploit',
    description: 'Probability that a pick goes by the margin rather than explores.',
    kind: 'number',
    default: 0.5,
    minimum: 0,
    maximum: 1,
  },
  releaseCompatible('takes the most certain item, and explores nearest to what is labeled'),
];

/** What heuristic active learning draws or computes besides the margin; a test may give its own. */
export interface HalInput {
  /** Aligned with the candidates: higher = explore first. */
  readonly exploration: Float64Array;
  /** Uniform in [0, 1), drawn once a pick. */
  readonly coin: () => number;
  /** For ties. */
  readonly rng: Rng;
}

/**
 * Positions of the candidates in the order of the picks; `params` are resolved. As released (Bakker et al. 2023) the
 * largest margin is exploited instead of the smallest, and a position can come twice.
 */
export function halPicks(view: PoolView, params: PoolView['params'], input: HalInput): Iterable<number> {
  const asReleased = params['releaseCompatible'] === true;
  const doubt = mapProbabilities(view, negativeMargin);
  const count = view.candidates.length;
  const rankings = {
    exploit: topK(asReleased ? doubt.map((value) => -value) : doubt, count, input.rng.fork('exploit')),
    explore: topK(input.exploration, count, input.rng.fork('explore')),
  };
  return halOrder(rankings, () => input.coin() < Number(params['exploit']), asReleased);
}

/** Utilities that stand for the order of the picks, of which a batch keeps the first of each item. */
export function halUtilities(
  view: PoolView,
  infos: readonly ParamInfo[],
  exploration: Float64Array,
  rng: Rng,
): Float64Array {
  const coins = rng.fork('coins');
  const picks = halPicks(view, resolveParams(infos, view.params), {
    exploration,
    coin: () => coins.uniform(),
    rng,
  });
  const order = new Set(picks);
  // Picks as released may end before all items have come.
  for (const position of topK(exploration, exploration.length, rng.fork('rest'))) order.add(position);
  return rankUtilities(Int32Array.from(order));
}

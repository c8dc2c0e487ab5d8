import type { FittedClassifier } from '../classifier.ts';
import type { NetworkPlan } from '../networkPlan.ts';
import { dropoutOf } from '../../networks/dropoutSample.ts';
import { trainCopies } from './copies.ts';
import { trainHeads } from './heads.ts';
import { trainSnapshots } from './snapshots.ts';
import { drawWeights } from './weightDraws.ts';

/**
 * The ways to draws from its posterior that a network has. Copies of one start differ by their dropout; batch norms take
 * their statistics from draws that are none of those that predict, so that their weights are not drawn.
 */
export const networkPosterior = (plan: NetworkPlan): NonNullable<FittedClassifier['posterior']> => ({
  snapshots: (count, rng) => trainSnapshots(plan, count, rng),
  splitHead: (count, rng) => trainHeads(plan, count, rng),
  ...(plan.spec.kind !== 'residual' && { bayes: (count, rng) => drawWeights(plan, count, rng) }),
  ...(dropoutOf(plan.spec) > 0 && { diverse: (count, rng) => trainCopies(plan, count, rng) }),
});

import type { FittedClassifier } from '../classifier.ts';
import type { NetworkPlan } from '../networkPlan.ts';
import { dropoutOf } from '../../networks/dropoutSample.ts';
import { trainCopies } from './copies.ts';
import { trainHeads } from './heads.ts';
import { trainSnapshots } from './snapshots.ts';

/** The ways to draws from its posterior that a network has; copies of one start differ by their dropout. */
export const networkPosterior = (plan: NetworkPlan): NonNullable<FittedClassifier['posterior']> => ({
  snapshots: (count, rng) => trainSnapshots(plan, count, rng),
  splitHead: (count, rng) => trainHeads(plan, count, rng),
  ...(dropoutOf(plan.spec) > 0 && { diverse: (count, rng) => trainCopies(plan, count, rng) }),
});

import type { Rng } from '../numeric/rng.ts';
import type { FittedClassifier } from './classifier.ts';
import { classifierOf, freshStart, trainNetwork } from './networkPlan.ts';
import type { NetworkPlan } from './networkPlan.ts';

/** Parameters kept along one training at most, 256 MiB. */
const MOST_PARAMETERS = 2 ** 26;

/**
 * The network after every so many epochs of a training that does not end early: `count` of them where epochs are even,
 * fewer where memory would not hold them.
 */
export function trainCheckpoints(plan: NetworkPlan, count: number, rng: Rng): FittedClassifier[] {
  const fresh = freshStart(plan.spec, rng);
  const { epochs } = plan.schedule;
  const most = Math.max(1, Math.min(count, Math.floor(MOST_PARAMETERS / fresh.start.length)));
  const schedule = { ...plan.schedule, patience: 0 };
  const keepEvery = Math.ceil(epochs / most);
  return trainNetwork(plan, { ...fresh, schedule, keepEvery }).kept.map((each) => classifierOf(plan, each));
}

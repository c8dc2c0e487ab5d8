import { cycleLength } from '../../networks/networkRunner.ts';
import type { Rng } from '../../numeric/rng.ts';
import type { FittedClassifier } from '../classifier.ts';
import { classifierOf, freshStart, trainNetwork } from '../networkPlan.ts';
import type { NetworkPlan } from '../networkPlan.ts';

/**
 * Networks met along one training whose learning rate falls and rises again: one at the end of each of `count` cycles
 * (Huang et al. 2017, Snapshot Ensembles, section 3). It never ends early, and has an epoch a cycle at least.
 */
export function trainSnapshots(plan: NetworkPlan, count: number, rng: Rng): FittedClassifier[] {
  const keepEvery = cycleLength({ epochs: plan.schedule.epochs, cycles: count });
  const schedule = { ...plan.schedule, epochs: keepEvery * count, cycles: count, patience: 0 };
  const { kept } = trainNetwork(plan, { ...freshStart(plan.spec, rng), schedule, keepEvery });
  return kept.map((parameters) => classifierOf(plan, parameters));
}

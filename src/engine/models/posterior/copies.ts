import { throwIfCancelled } from '../../cancellation.ts';
import type { Rng } from '../../numeric/rng.ts';
import type { FittedClassifier } from '../classifier.ts';
import { classifierOf, freshStart, trainNetwork } from '../networkPlan.ts';
import type { NetworkPlan } from '../networkPlan.ts';

/** Share of the epochs that all copies have in common; a short one. */
const SHARED = 0.2;

/**
 * A diversity-encouraging ensemble: one network trained for a few epochs, then `count` copies of it that are trained on,
 * each with an order of rows and a dropout of its own (Weng 2022, Learning with not enough Data, part 2, DEE).
 */
export function trainCopies(plan: NetworkPlan, count: number, rng: Rng): FittedClassifier[] {
  const shared = Math.max(1, Math.round(SHARED * plan.schedule.epochs));
  const own = Math.max(1, plan.schedule.epochs - shared);
  const { parameters: start } = trainNetwork(plan, {
    ...freshStart(plan.spec, rng),
    schedule: { ...plan.schedule, epochs: shared },
  });
  return Array.from({ length: count }, (_, copy) => {
    throwIfCancelled(plan.signal);
    const seed = rng.fork(`copy ${copy}`).integer(2 ** 32);
    const { parameters } = trainNetwork(plan, { start, seed, schedule: { ...plan.schedule, epochs: own } });
    return classifierOf(plan, parameters);
  });
}

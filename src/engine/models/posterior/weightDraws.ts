import { parameterPlaces } from '../../networks/networkSpec.ts';
import type { NetworkSpec } from '../../networks/networkSpec.ts';
import type { Rng } from '../../numeric/rng.ts';
import type { FittedClassifier } from '../classifier.ts';
import { classifierOf, freshStart, trainNetwork } from '../networkPlan.ts';
import type { NetworkPlan } from '../networkPlan.ts';

/**
 * Networks whose parameters are drawn from normal distributions that one training learned by Bayes by backprop (Blundell
 * et al. 2015). Units are not left out meanwhile, and it does not end early: its losses are those of draws.
 */
export function drawWeights(plan: NetworkPlan, count: number, rng: Rng): FittedClassifier[] {
  const spec = 'dropout' in plan.spec ? { ...plan.spec, dropout: 0 } : plan.spec;
  const { parameters, deviations } = trainNetwork(plan, {
    ...freshStart(spec, rng),
    spec,
    priors: priorsOf(spec),
    schedule: { ...plan.schedule, patience: 0 },
  });
  return Array.from({ length: count }, (_, draw) => {
    const noise = rng.fork(`draw ${draw}`);
    const drawn = parameters.map((mean, index) => mean + deviations![index]! * noise.normal());
    return classifierOf(plan, drawn);
  });
}

/**
 * Priors as wide as what weights begin with, so that under the prior every layer gives on numbers of the size that it is
 * given (Neal 1996, Bayesian Learning for Neural Networks, section 2.1); biases have a deviation of 1.
 */
const priorsOf = (spec: NetworkSpec): readonly number[] =>
  parameterPlaces(spec).map(({ kind, fanIn }) => (kind === 'biases' ? 1 : Math.sqrt(2 / fanIn)));

import type { Capability, ClassifierDefinition, ParamValues } from '../models/classifier.ts';
import type { Strategy } from '../strategies/strategy.ts';

/** What a task model gives with these parameters, defaults filled in. */
export function capabilitiesOf(model: ClassifierDefinition, params: ParamValues): readonly Capability[] {
  const options = Object.entries(model.givesIf ?? {}) as [Capability, string][];
  const asked = options.filter(([, param]) => params[param] === true).map(([capability]) => capability);
  return [...model.gives, ...asked];
}

/**
 * Throws RangeError, in words for the user, where a live pool cannot be ranked by this strategy with this task model.
 */
export function refuseUnserved(strategy: Strategy, model: ClassifierDefinition, params: ParamValues): void {
  if (strategy.simulationOnly === true) {
    throw new RangeError(
      `${strategy.title} needs labels that a pool does not have: it is for experiments only.`,
    );
  }
  const given = capabilitiesOf(model, params);
  const missing = strategy.needs.find((need) => !given.includes(need));
  if (missing === undefined) return;
  const param = model.givesIf?.[missing];
  const remedy = param === undefined ? '' : ` unless its parameter "${param}" is on`;
  throw new RangeError(
    `${strategy.title} needs ${capabilityWords[missing]}, which ${model.title} does not give${remedy}.`,
  );
}

const capabilityWords: Readonly<Record<Capability, string>> = {
  probabilities: 'probabilities',
  decisionValues: 'decision values',
  embeddings: 'embeddings',
  posteriorSamples: 'posterior samples',
  gradients: 'gradients',
  trainingEpochs: 'a training by epochs',
};

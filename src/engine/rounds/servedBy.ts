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

/**
 * The same for the strategies that a strategy asks, by its parameters (defaults filled in). Throws RangeError for a list
 * of them that makes no sense too.
 */
export function refuseCandidates(
  { title, asks }: Strategy,
  strategyParams: ParamValues,
  model: ClassifierDefinition,
  modelParams: ParamValues,
): void {
  for (const candidate of asks?.(strategyParams) ?? []) {
    try {
      refuseUnserved(candidate, model, modelParams);
    } catch (error) {
      if (!(error instanceof RangeError)) throw error;
      throw new RangeError(`${title} cannot ask one of its strategies: ${error.message}`);
    }
  }
}

const capabilityWords: Readonly<Record<Capability, string>> = {
  probabilities: 'probabilities',
  decisionValues: 'decision values',
  embeddings: 'embeddings',
  posteriorSamples: 'posterior samples',
  gradients: 'gradients',
  trainingEpochs: 'a training by epochs',
};

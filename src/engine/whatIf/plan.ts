import type { ClassifierDefinition, ParamValues } from '../models/classifier.ts';
import { resolveParams } from '../models/params.ts';
import { findModel } from '../models/registry.ts';
import { refuseUnserved } from '../rounds/servedBy.ts';
import { findStrategy, strategies as registry } from '../strategies/registry.ts';
import type { Ranker } from './replay.ts';
import { ownStrategies, stageCounts } from './stages.ts';
import type { WhatIfInput } from './whatIfInput.ts';

/** What is replayed. */
export interface WhatIfPlan {
  readonly model: ClassifierDefinition;
  readonly modelParams: ParamValues;
  /** Numbers of labels, the last is all of them. */
  readonly counts: readonly number[];
  /** What ranked the user's labels of each stage. */
  readonly own: readonly Ranker[];
  /** Titles of the own strategies, in order, each once. */
  readonly ownTitles: readonly string[];
  readonly others: readonly Ranker[];
}

/** Throws RangeError, in words for the user, for what is unknown, unserved or cannot be learned from. */
export function planWhatIf(input: WhatIfInput): WhatIfPlan {
  const model = findModel(input.model);
  const modelParams = resolveParams(model.params, input.modelParams);
  const { queued, given } = input;
  if (new Set([...queued.labels, ...given.labels]).size < 2) {
    throw new RangeError(
      'All labels are of one class: there is nothing yet that a strategy could learn faster.',
    );
  }
  const rankerOf = (id: string): Ranker => {
    const strategy = findStrategy(id);
    refuseUnserved(strategy, model, modelParams);
    const params = id === input.strategy ? input.strategyParams : {};
    return { strategy, params: resolveParams(strategy.params, params) };
  };
  const counts = stageCounts(queued.rows.length);
  const known = new Set(registry.map(({ id }) => id));
  // A strategy that is no longer there gives way to today's.
  const own = ownStrategies(queued, counts).map((id) => rankerOf(known.has(id) ? id : input.strategy));
  return {
    model,
    modelParams,
    counts,
    own,
    ownTitles: [...new Set(own.map(({ strategy }) => strategy.title))],
    others: input.strategies.map(rankerOf),
  };
}

import type { ClassifierDefinition, ParamValues } from '../models/classifier.ts';
import { logisticRegression } from '../models/logisticRegression.ts';
import { resolveParams } from '../models/params.ts';
import { findModel } from '../models/registry.ts';
import { refuseUnserved } from '../rounds/servedBy.ts';
import { findStrategy } from '../strategies/registry.ts';
import type { Ranker } from '../whatIf/replay.ts';
import type { ForecastInput } from './forecastInput.ts';

/** Nobody should believe a curve farther than this many times the labels at hand. */
const FARTHEST = 10;
/** Replays label at most so many items: the time of a kernel machine grows with their square. */
const MOST_REPLAYED = 1500;
const REPLAYS = { most: 20, fewest: 10 };
/** Of numbers in the features of a replay's labels, for each class and over all replays. */
const BUDGET = 1e7;
/** Points of the curve so far: each is a model for every fold, and a network takes seconds to train. */
const MEASURED = { most: 9, ofNetworks: 3 };

/** What is measured and replayed. */
export interface ForecastPlan {
  readonly model: ClassifierDefinition;
  readonly modelParams: ParamValues;
  /** What is trained hundreds of times: the project's model, or what stands in for one that is slow. */
  readonly replayed: { readonly model: ClassifierDefinition; readonly modelParams: ParamValues };
  readonly ranker: Ranker;
  /** Labels at present, in all; items in all; labels up to which there is a forecast. */
  readonly present: number;
  readonly items: number;
  readonly horizon: number;
  readonly mostMeasured: number;
  readonly mostReplayed: number;
  readonly replays: number;
}

/** Throws RangeError, in words for the user, for an unknown model, strategy or parameter. */
export function planForecast(input: ForecastInput): ForecastPlan {
  const { features, classCount, queued, given, openRows } = input;
  const model = findModel(input.model);
  const modelParams = resolveParams(model.params, input.modelParams);
  const strategy = findStrategy(input.strategy);
  const replayed =
    model.isNetwork === true
      ? { model: logisticRegression, modelParams: resolveParams(logisticRegression.params, {}) }
      : { model, modelParams };
  refuseUnserved(strategy, replayed.model, replayed.modelParams);
  const present = queued.rows.length + given.rows.length;
  const items = present + openRows.length;
  const horizon = Math.min(items, FARTHEST * present);
  const mostReplayed = Math.max(1, Math.min(MOST_REPLAYED, horizon - given.rows.length));
  const affordable = Math.floor(BUDGET / (mostReplayed * features.columns * classCount));
  return {
    model,
    modelParams,
    replayed,
    ranker: { strategy, params: resolveParams(strategy.params, input.strategyParams) },
    present,
    items,
    horizon,
    mostMeasured: model.isNetwork === true ? MEASURED.ofNetworks : MEASURED.most,
    mostReplayed,
    replays: input.replays ?? Math.min(REPLAYS.most, Math.max(REPLAYS.fewest, affordable)),
  };
}

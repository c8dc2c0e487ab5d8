import type { RoundRequest, RoundResult } from '../../protocol/engine.ts';
import type { Cancellation } from '../cancellation.ts';
import type { ClassifierDefinition, ParamValues } from '../models/classifier.ts';
import { resolveParams } from '../models/params.ts';
import { findModel } from '../models/registry.ts';
import { scoreRows } from '../models/scoreRows.ts';
import { gatherRows } from '../numeric/gatherRows.ts';
import type { Matrix } from '../numeric/matrix.ts';
import { createRng } from '../numeric/rng.ts';
import { findStrategy } from '../strategies/registry.ts';
import type { PoolView, Strategy } from '../strategies/strategy.ts';
import { rankColdStart } from './coldStart.ts';
import { drawQueue } from './drawQueue.ts';
import { modelFingerprint } from './modelFingerprint.ts';
import { rankCandidates } from './rankCandidates.ts';

/** A round's request with the features themselves in place of their name. */
export interface RoundInput extends Omit<RoundRequest, 'featuresId'> {
  readonly features: Matrix;
}

/** A round's result but for its timings: the engine has no clock, its caller measures. */
export type RoundOutput = Omit<RoundResult, 'fitMs' | 'scoreMs' | 'totalMs'>;

/** What a round is about to do; `fit` and `score` are left out while there is no model. */
export type RoundPhase = 'fit' | 'score' | 'rank';

interface Plan {
  readonly model: ClassifierDefinition;
  readonly modelParams: ParamValues;
  readonly strategy: Strategy;
  readonly view: PoolView;
  readonly classesSeen: number;
}

/**
 * One round as a pure function of its input: fits the task model to the labels, ranks every eligible row by the
 * strategy, predicts their classes and draws the queue. The same input gives the same output. Throws RangeError for an
 * unknown model, strategy or parameter and for a model that cannot give what the strategy needs; CancelledError when
 * the signal is aborted. `onPhase` is told when a phase begins.
 */
export function proposeBatch(
  input: RoundInput,
  signal?: Cancellation,
  onPhase?: (phase: RoundPhase) => void,
): RoundOutput {
  const plan = planRound(input, signal);
  const { strategy, view, classesSeen } = plan;
  const rng = createRng(input.seed);
  const probabilities = classesSeen < 2 ? undefined : fitAndScore(plan, input, onPhase);
  onPhase?.('rank');
  const scored = probabilities === undefined ? view : { ...view, probabilities };
  const needsModel = strategy.needs.length > 0;
  const { order, utilities, fixed } =
    probabilities === undefined && needsModel
      ? rankColdStart(view, input.slots, rng.fork('coldStart'))
      : rankCandidates(strategy, scored, Math.max(input.batchSize, input.slots), rng.fork('ranking'));
  const ranking = order.map((position) => view.candidates[position]!);
  const scores = Float32Array.from(order, (position) => utilities[position]!);
  const { slots, randomShare } = input;
  return {
    revision: input.revision,
    seed: input.seed,
    modelId: modelFingerprint({
      model: probabilities === undefined ? 'none' : input.model,
      params: plan.modelParams,
      labeledRows: input.labeledRows,
      labels: input.labels,
    }),
    ranking,
    scores,
    ...predictions(order, probabilities, input.classCount),
    slots: drawQueue({ ranking, scores, fixed, slots, randomShare }, rng.fork('queue')),
    coldStart: classesSeen < 2 ? describeColdStart(classesSeen, strategy) : null,
  };
}

function planRound(input: RoundInput, signal: Cancellation | undefined): Plan {
  const model = findModel(input.model);
  const strategy = findStrategy(input.strategy);
  const missing = strategy.needs.find((need) => !model.gives.includes(need));
  if (missing !== undefined) {
    throw new RangeError(`${strategy.title} needs ${missing}, which ${model.title} does not give.`);
  }
  const labeled = new Set(input.labeledRows);
  const view: PoolView = {
    features: input.features,
    candidates: input.eligibleRows.filter((row) => !labeled.has(row)),
    labeledRows: input.labeledRows,
    labels: input.labels,
    classCount: input.classCount,
    params: resolveParams(strategy.params, input.strategyParams),
    ...(signal && { signal }),
  };
  const modelParams = resolveParams(model.params, input.modelParams);
  return { model, modelParams, strategy, view, classesSeen: new Set(input.labels).size };
}

function fitAndScore(
  { model, modelParams, view }: Plan,
  input: RoundInput,
  onPhase: ((phase: RoundPhase) => void) | undefined,
): Float64Array {
  onPhase?.('fit');
  const features = gatherRows(input.features, input.labeledRows);
  const { labels, classCount } = input;
  const fitted = model.fit({ features, labels, classCount }, modelParams, view.signal);
  onPhase?.('score');
  return scoreRows(fitted, input.features, view.candidates, view.signal);
}

/** The most likely class of each row of the ranking and its probability; -1 and NaN without a model. */
function predictions(
  order: Int32Array,
  probabilities: Float64Array | undefined,
  classCount: number,
): Pick<RoundOutput, 'suggested' | 'confidence'> {
  const suggested = new Int16Array(order.length).fill(-1);
  const confidence = new Float32Array(order.length).fill(NaN);
  if (probabilities === undefined) return { suggested, confidence };
  for (let place = 0; place < order.length; place++) {
    const start = order[place]! * classCount;
    let best = 0;
    for (let label = 1; label < classCount; label++) {
      if (probabilities[start + label]! > probabilities[start + best]!) best = label;
    }
    suggested[place] = best;
    confidence[place] = probabilities[start + best]!;
  }
  return { suggested, confidence };
}

function describeColdStart(classesSeen: number, strategy: Strategy): string {
  const state =
    classesSeen === 0 ? 'No class has been labeled yet' : 'Only one class has been labeled so far';
  return strategy.needs.length > 0
    ? `${state}: items are spread over the data (k-center) until two classes are known.`
    : `${state}: ${strategy.title} needs no model and ranks as usual; suggestions begin with the second class.`;
}

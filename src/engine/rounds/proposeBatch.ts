import type { RoundRequest, RoundResult } from '../../protocol/round.ts';
import type { RoundGains } from '../../protocol/gains.ts';
import type { Cancellation } from '../cancellation.ts';
import type { ClassifierDefinition, FittedClassifier, ParamValues } from '../models/classifier.ts';
import { resolveParams } from '../models/params.ts';
import { findModel } from '../models/registry.ts';
import type { TrainingListeners } from '../networks/networkRunner.ts';
import { gatherRows } from '../numeric/gatherRows.ts';
import type { Matrix } from '../numeric/matrix.ts';
import { createRng } from '../numeric/rng.ts';
import { oracleModelOf } from '../oracle/oracleModel.ts';
import { findStrategy } from '../strategies/registry.ts';
import type { PoolView, Strategy } from '../strategies/strategy.ts';
import { rankColdStart } from './coldStart.ts';
import { drawQueue } from './drawQueue.ts';
import { modelFingerprint } from './modelFingerprint.ts';
import { capabilitiesOf, refuseCandidates, refuseUnserved } from './servedBy.ts';
import type { PoolScores } from './poolScores.ts';
import { scorePool } from './poolScores.ts';
import { rankCandidates } from './rankCandidates.ts';
import { roundVote } from './roundVote.ts';
import type { Ranking } from './rankCandidates.ts';

/** A round's request with the features themselves in place of their name. */
export interface RoundInput
  extends Omit<RoundRequest, 'featuresId'>, Pick<PoolView, 'trainNetwork' | 'solveProblems' | 'onProgress'> {
  readonly features: Matrix;
  /** Hear how the task model is trained, where that is a network. */
  readonly training?: TrainingListeners;
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
  const { scores, fitted } = classesSeen < 2 ? noModel : fitAndScore(plan, input, onPhase);
  onPhase?.('rank');
  const ranked: Ranking =
    scores === undefined && usesModel(strategy)
      ? rankColdStart(view, input.slots, rng.fork('coldStart'))
      : rankCandidates(
          strategy,
          { ...view, ...scores?.shared },
          Math.max(input.batchSize, input.slots),
          rng.fork('ranking'),
        );
  const { order, utilities, fixed } = ranked;
  const ranking = order.map((position) => view.candidates[position]!);
  const ordered = Float32Array.from(order, (position) => utilities[position]!);
  const { slots, randomShare } = input;
  return {
    revision: input.revision,
    seed: input.seed,
    modelId: modelFingerprint({
      model: scores === undefined ? 'none' : input.model,
      params: plan.modelParams,
      labeledRows: input.labeledRows,
      labels: input.labels,
      ...(warmStartOf(plan, input) && { start: input.modelMemory }),
    }),
    ranking,
    scores: ordered,
    ...predictions(order, scores),
    slots: drawQueue({ ranking, scores: ordered, fixed, slots, randomShare }, rng.fork('queue')),
    coldStart: classesSeen < 2 ? describeColdStart(classesSeen, strategy) : null,
    fallback: ranked.fallback ?? null,
    gains: gainsOf(ranked, view),
    vote: roundVote(ranked.vote),
    memory: ranked.memory ?? null,
    modelMemory: fitted?.memory ?? null,
  };
}

function planRound(input: RoundInput, signal: Cancellation | undefined): Plan {
  const model = findModel(input.model);
  const strategy = findStrategy(input.strategy);
  const modelParams = resolveParams(model.params, input.modelParams);
  const params = resolveParams(strategy.params, input.strategyParams);
  refuseUnserved(strategy, model, modelParams);
  refuseCandidates(strategy, params, model, modelParams);
  const labeled = new Set(input.labeledRows);
  const retrained = oracleModelOf(input.model, modelParams);
  const view: PoolView = {
    features: input.features,
    ...(model.input === 'pixels' && { pixels: true }),
    candidates: input.eligibleRows.filter((row) => !labeled.has(row)),
    labeledRows: input.labeledRows,
    labels: input.labels,
    ...(input.isRandom && { isRandom: input.isRandom }),
    classCount: input.classCount,
    round: Math.floor(input.labeledRows.length / Math.max(1, input.batchSize)),
    batchSize: input.batchSize,
    params,
    ...(retrained && { retrained }),
    ...(input.objective && { objective: input.objective }),
    ...(input.memory && { memory: input.memory }),
    ...(signal && { signal }),
    ...(input.solveProblems && { solveProblems: input.solveProblems }),
    ...(input.trainNetwork && { trainNetwork: input.trainNetwork }),
    ...(input.onProgress && { onProgress: input.onProgress }),
  };
  return { model, modelParams, strategy, view, classesSeen: new Set(input.labels).size };
}

/** Whether a strategy has to wait for a model, that is for labels of two classes. */
function usesModel({ needs, retrains }: Strategy): boolean {
  return needs.length > 0 || retrains === true;
}

interface FittedPool {
  readonly scores: PoolScores | undefined;
  readonly fitted: FittedClassifier | undefined;
}

const noModel: FittedPool = { scores: undefined, fitted: undefined };

/** What the model goes on from, where it does. */
const warmStartOf = ({ modelParams }: Plan, { modelMemory }: RoundInput) =>
  modelParams['warmStart'] === true ? modelMemory : undefined;

function fitAndScore(
  plan: Plan,
  input: RoundInput,
  onPhase: ((phase: RoundPhase) => void) | undefined,
): FittedPool {
  const { model, modelParams, strategy, view } = plan;
  const start = warmStartOf(plan, input);
  onPhase?.('fit');
  const { labels, classCount, signal } = view;
  const features = gatherRows(view.features, view.labeledRows);
  const training = { features, labels, classCount, ...(start && { start }) };
  const fitted = model.fit(training, modelParams, signal, input.training);
  onPhase?.('score');
  const scores = scorePool(view, fitted, {
    gives: capabilitiesOf(model, modelParams),
    needs: strategy.needs,
  });
  const fit: PoolView['fit'] = (other) => model.fit(other, modelParams, signal, input.training);
  return { scores: { ...scores, shared: { ...scores.shared, model: fitted, fit } }, fitted };
}

function gainsOf(
  { order, gains }: Ranking,
  { objective = { kind: 'accuracy' } }: PoolView,
): RoundGains | null {
  if (gains === undefined) return null;
  const { mean, deviation, learning } = gains;
  return {
    objective,
    mean: Float32Array.from(order, (position) => mean[position]!),
    deviation: Float32Array.from(order, (position) => deviation[position]!),
    learning,
  };
}

/** The predicted class of each row of the ranking and its probability; -1 and NaN where there is none. */
function predictions(
  order: Int32Array,
  scores: PoolScores | undefined,
): Pick<RoundOutput, 'suggested' | 'confidence'> {
  return {
    suggested: Int16Array.from(order, (position) => scores?.predicted[position] ?? -1),
    confidence: Float32Array.from(order, (position) => scores?.confidence[position] ?? NaN),
  };
}

function describeColdStart(classesSeen: number, strategy: Strategy): string {
  const state =
    classesSeen === 0 ? 'No class has been labeled yet' : 'Only one class has been labeled so far';
  return usesModel(strategy)
    ? `${state}: items are spread over the data (k-center) until two classes are known.`
    : `${state}: ${strategy.title} needs no model and ranks as usual; suggestions begin with the second class.`;
}

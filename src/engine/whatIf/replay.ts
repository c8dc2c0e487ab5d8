import type { QueueSlot } from '../../protocol/round.ts';
import type { Cancellation } from '../cancellation.ts';
import { throwIfCancelled } from '../cancellation.ts';
import type {
  ClassifierDefinition,
  FittedClassifier,
  ParamValues,
  TrainingSet,
} from '../models/classifier.ts';
import { predictRows } from '../models/predictRows.ts';
import { gatherRows } from '../numeric/gatherRows.ts';
import type { DenseMatrix } from '../numeric/matrix.ts';
import type { Rng } from '../numeric/rng.ts';
import { drawQueue } from '../rounds/drawQueue.ts';
import { neededScores } from '../rounds/neededScores.ts';
import { rankCandidates } from '../rounds/rankCandidates.ts';
import { random } from '../strategies/random.ts';
import type { PoolView, Strategy } from '../strategies/strategy.ts';

/** A strategy with its parameters, defaults filled in. */
export interface Ranker {
  readonly strategy: Strategy;
  readonly params: ParamValues;
}

export interface ReplayInput {
  /** n x d. */
  readonly features: DenseMatrix;
  /** The class that each row gets when it is labeled, length n. */
  readonly labels: Int32Array;
  readonly classCount: number;
  /** Rows labeled from the beginning, and rows that may be chosen, ascending. */
  readonly given: Int32Array;
  readonly open: Int32Array;
  readonly model: ClassifierDefinition;
  readonly modelParams: ParamValues;
  readonly randomShare: number;
  /** Numbers of chosen labels, ascending; what ranks the items up to each. */
  readonly counts: readonly number[];
  readonly rankers: readonly Ranker[];
  readonly signal?: Cancellation | undefined;
}

export interface ReplayStage {
  /** What was chosen since the stage before, with the probability of each draw. */
  readonly slots: readonly QueueSlot[];
  /** Predictions by the model that all labels so far give. */
  readonly predict: (rows: Int32Array) => Int32Array;
}

/**
 * Labels a pool as a project would be: in the order of the strategy's ranking, renewed at each of `counts`, with the
 * random share mixed in. Until two classes are known, which the first stage is for, items are drawn at random: a spread
 * over the data would begin with the items of which least is known. Yields a stage for each of `counts`.
 */
export function* replay(input: ReplayInput, rng: Rng): Generator<ReplayStage, void, undefined> {
  const { features, labels, classCount, given, counts, model, modelParams, signal } = input;
  const labeled = [...given];
  const fit = (): FittedClassifier | undefined => {
    throwIfCancelled(signal);
    const rows = Int32Array.from(labeled);
    const classes = rows.map((row) => labels[row]!);
    if (new Set(classes).size < 2) return undefined;
    return model.fit(
      { features: gatherRows(features, rows), labels: classes, classCount },
      modelParams,
      signal,
    );
  };
  let fitted = fit();
  for (let stage = 0; stage < counts.length; stage++) {
    const want = given.length + counts[stage]! - labeled.length;
    const slots = chooseNext(input, { labeled, fitted, want, stage }, rng.fork(`stage ${stage}`));
    labeled.push(...slots.map(({ row }) => row));
    const now = (fitted = fit());
    const only = labels[labeled[0] ?? 0] ?? 0;
    const predict = (rows: Int32Array): Int32Array =>
      now === undefined ? rows.map(() => only) : predictRows(now, features, rows, signal);
    yield { slots, predict };
  }
}

const uniform: Ranker = { strategy: random, params: {} };

interface StageState {
  readonly labeled: readonly number[];
  readonly fitted: FittedClassifier | undefined;
  readonly want: number;
  readonly stage: number;
}

function chooseNext(input: ReplayInput, state: StageState, rng: Rng): readonly QueueSlot[] {
  const { features, classCount, open, randomShare, signal } = input;
  const { labeled, fitted, want } = state;
  const { strategy, params } = fitted === undefined ? uniform : input.rankers[state.stage]!;
  const taken = new Set(labeled);
  const candidates = open.filter((row) => !taken.has(row));
  const labeledRows = Int32Array.from(labeled);
  const view: PoolView = {
    features,
    ...(input.model.input === 'pixels' && { pixels: true as const }),
    candidates,
    labeledRows,
    labels: labeledRows.map((row) => input.labels[row]!),
    classCount,
    batchSize: want,
    round: state.stage,
    params,
    ...(signal && { signal }),
  };
  const scored =
    fitted === undefined
      ? view
      : {
          ...view,
          ...neededScores(view, fitted, strategy.needs),
          model: fitted,
          fit: (training: TrainingSet) => input.model.fit(training, input.modelParams, signal),
        };
  const { order, utilities, fixed } = rankCandidates(strategy, scored, want, rng.fork('ranking'));
  const ranking = order.map((position) => candidates[position]!);
  const ranked = Float32Array.from(order, (position) => utilities[position]!);
  return drawQueue({ ranking, scores: ranked, fixed, slots: want, randomShare }, rng.fork('queue'));
}

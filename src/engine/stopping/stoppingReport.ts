import type { Objective } from '../../protocol/gains.ts';
import type { StoppingReport } from '../../protocol/stopping.ts';
import type { Cancellation } from '../cancellation.ts';
import { throwIfCancelled } from '../cancellation.ts';
import { fitRound, predictWith } from '../inspect/pastRound.ts';
import type { RoundLabels } from '../inspect/pastRound.ts';
import { createRng } from '../numeric/rng.ts';
import { drawSample } from '../strategies/onSample.ts';
import { chooseCheckpoints } from './chooseCheckpoints.ts';
import { classificationChange } from './classificationChange.ts';
import { metAt, metSince } from './criterion.ts';
import type { Checkpoint, StopContext, StoppingCriterion } from './criterion.ts';
import { overallUncertainty } from './overallUncertainty.ts';
import { predictedFChange } from './predictedFChange.ts';
import { stabilisingPredictions } from './stabilisingPredictions.ts';

/** Every criterion, in the order of the panel. */
export const stoppingCriteria: readonly StoppingCriterion[] = [
  stabilisingPredictions,
  classificationChange,
  overallUncertainty,
  predictedFChange,
];

/** Items that every model predicts: Bloodgood and Vijay-Shanker 2009 take 2,000. */
const STOP_SET = 2000;

export interface PastRound {
  readonly round: number;
  readonly labels: RoundLabels;
}

export interface StoppingInput {
  /** In order; rounds that had no model are left out of the report. */
  readonly rounds: readonly PastRound[];
  /** All items of the project that are there, labeled or not. */
  readonly rows: Int32Array;
  readonly objective: Objective;
  readonly batchSize: number;
  readonly seed: number;
  readonly signal?: Cancellation | undefined;
  readonly onProgress?: ((fraction: number) => void) | undefined;
}

/**
 * What criteria for stopping say, round by round. Models of past rounds are fitted again and predict a fixed sample of
 * all items, the stop set. Throws as `fitRound` does.
 */
export function stoppingReport(input: StoppingInput): StoppingReport {
  const { rounds, rows, batchSize, seed, signal, onProgress } = input;
  const modelled = rounds.filter(({ labels }) => new Set(labels.labels).size > 1);
  const { places, spacing } = chooseCheckpoints(
    modelled.map(({ labels }) => labels.labels.length),
    batchSize,
  );
  const sample = drawSample(rows.length, STOP_SET, createRng(seed).fork('stop set'));
  const stopRows = sample.map((index) => rows[index]!);
  const checkpoints = places.map((place, number) => {
    throwIfCancelled(signal);
    onProgress?.(number / places.length);
    return checkpointOf(modelled[place]!, stopRows, signal);
  });
  const context = contextOf(input, modelled.at(-1));
  return {
    stopSet: stopRows.length,
    items: rows.length,
    rounds: rounds.length,
    checked: checkpoints.map(({ round, labels }) => ({ round, labels })),
    spacing,
    positive: context.positive,
    criteria: stoppingCriteria.map((criterion) => {
      const values = criterion.values(checkpoints, context);
      const met = metAt(criterion, values);
      const since = metSince(met);
      const { id, bound, threshold, window, reference } = criterion;
      return {
        id,
        reference,
        bound,
        threshold,
        window,
        values,
        met,
        metSince: since === null ? null : checkpoints[since]!.round,
      };
    }),
  };
}

function checkpointOf(
  { round, labels }: PastRound,
  stopRows: Int32Array,
  signal: Cancellation | undefined,
): Checkpoint {
  const model = fitRound(labels, signal);
  if (model === null) throw new RangeError(`Round ${round} has no model.`);
  const labeled = new Set(labels.labeledRows);
  return {
    round,
    labels: labels.labels.length,
    ...predictWith(model, labels.features, stopRows),
    open: Uint8Array.from(stopRows, (row) => (labeled.has(row) ? 0 : 1)),
  };
}

/** The class of the objective's F; of two classes else the one with fewer labels, as positives mostly are. */
function contextOf({ objective, rounds }: StoppingInput, last: PastRound | undefined): StopContext {
  const classCount = rounds[0]?.labels.classCount ?? 0;
  if (objective.kind === 'f1') return { classCount, positive: objective.positive };
  if (classCount !== 2) return { classCount, positive: null };
  const labels = last?.labels.labels ?? new Int32Array(0);
  const ones = labels.reduce((sum, label) => sum + label, 0);
  return { classCount, positive: 2 * ones <= labels.length ? 1 : 0 };
}

import { add, clone, dispose, mul, scalar, tidy } from '@tensorflow/tfjs-core';
import type { Scalar, Tensor, Variable } from '@tensorflow/tfjs-core';
import { throwIfCancelled } from '../../engine/cancellation.ts';
import { isDetachedAt, learningRateAt } from '../../engine/networks/networkRunner.ts';
import type { NetworkTask, TrainedNetwork } from '../../engine/networks/networkRunner.ts';
import { largestLayer } from '../../engine/networks/networkSpec.ts';
import type { NetworkSpec } from '../../engine/networks/networkSpec.ts';
import { stoppingRule } from '../../engine/networks/stoppingRule.ts';
import { drawBatches } from '../../engine/networks/trainingDraws.ts';
import { createRng } from '../../engine/numeric/rng.ts';
import type { Rng } from '../../engine/numeric/rng.ts';
import { batchGradients } from './batchGradients.ts';
import type { GradientsPlan } from './batchGradients.ts';
import { readAndDispose, readFlat } from './evaluateNetwork.ts';
import { followStatistics } from './followStatistics.ts';
import { openParameters } from './openParameters.ts';
import { openBayesSteps } from './bayesSteps.ts';
import { openSteps } from './optimizers.ts';
import type { Steps, TrainedParameter } from './optimizers.ts';
import { guardMemory } from './outOfMemory.ts';
import { rowsAtOnce } from './pieces.ts';
import type { Pieces } from './pieces.ts';
import type { Reading } from './reading.ts';
import { drawBatch, learnedRows } from './trainingBatch.ts';
import type { Batch } from './trainingBatch.ts';
import { watchedLoss } from './watchedLoss.ts';

/** What one training works on. */
interface Training extends GradientsPlan {
  readonly task: NetworkTask;
  readonly spec: NetworkSpec;
  /** In the order of `parameterPlaces`. */
  readonly variables: readonly Variable[];
  /** See `TrainingPass`. */
  readonly isDetached: boolean;
  readonly steps: Steps;
  /** Means and variances of batch norms. */
  readonly running: readonly Variable[];
  /** Of held-out rows. */
  readonly watched: Pieces;
}

/**
 * Trains a network on whatever backend is set. Every tensor that it made is disposed of, also where it is cancelled,
 * which throws CancelledError.
 */
export function* trainNetwork(task: NetworkTask): Reading<TrainedNetwork> {
  const { spec, onNote } = task;
  throwIfCancelled(task.signal);
  guardMemory();
  const parameters = openParameters(spec, task.start);
  const kept: Tensor[] = [];
  let steps: Steps | null = null;
  try {
    const trained = parameters.filter((each) => each.isTrained);
    const running = parameters.filter((each) => !each.isTrained);
    steps = openTaskSteps(task, trained);
    const valuesOf = (list: readonly TrainedParameter[]) => list.map(({ value }) => value);
    const training: Training = {
      task,
      spec,
      steps,
      variables: valuesOf(parameters),
      trained: valuesOf(trained),
      running: valuesOf(running),
      isDetached: false,
      pieces: { rows: task.rowsAtOnce ?? Infinity, onNote },
      watched: { rows: rowsAtOnce(largestLayer(spec)), onNote },
    };
    const course = yield* trainEpochs(training, (best) => dispose(kept.splice(0, kept.length, ...best)));
    if (steps.distributions === undefined) return { parameters: yield* readFlat(kept), ...course };
    const [means, deviations] = steps.distributions();
    kept.push(...means, ...deviations);
    return { ...course, parameters: yield* readFlat(means), deviations: yield* readFlat(deviations) };
  } finally {
    steps?.dispose();
    dispose([...parameters.map(({ value }) => value), ...kept]);
  }
}

function openTaskSteps(
  { schedule, priors, rows, seed }: NetworkTask,
  trained: readonly TrainedParameter[],
): Steps {
  if (priors === undefined) return openSteps(schedule, trained);
  const distributed = trained.map((each, index) => ({ ...each, prior: priors[index]! }));
  const rng = createRng(seed).fork('noise');
  return openBayesSteps(distributed, { schedule, rows: rows.labels.length, rng });
}

/** Hands on the parameters of each epoch that is the best so far. */
function* trainEpochs(
  training: Training,
  keepBest: (parameters: readonly Tensor[]) => void,
): Reading<Omit<TrainedNetwork, 'parameters'>> {
  const { task, variables } = training;
  const { epochs, patience } = task.schedule;
  const judge = stoppingRule(patience);
  const rng = createRng(task.seed);
  const losses: number[] = [];
  const kept: Float32Array[] = [];
  for (let epoch = 0; epoch < epochs; epoch++) {
    task.onEpoch?.(epoch + 1, epochs);
    const isDetached = isDetachedAt(task.schedule, epoch);
    const trained = trainEpoch({ ...training, isDetached }, epoch, rng.fork(`epoch ${epoch}`));
    const watched = replacing(trained, () => watchedLossOf(training) ?? clone(trained));
    const [loss = NaN] = yield* readAndDispose(watched);
    losses.push(loss);
    const { isBest, isOver } = judge(loss);
    if (isBest || epoch === 0) keepBest(variables.map((each) => clone(each)));
    if (task.keepEvery !== undefined && (epoch + 1) % task.keepEvery === 0) {
      kept.push(yield* readFlat(variables));
    }
    if (isOver) break;
  }
  return { losses, kept };
}

/** Null where every row is learned from. */
function watchedLossOf({ task, spec, variables, watched }: Training): Scalar | null {
  return task.heldOut && watchedLoss({ spec, parameters: variables, training: null }, task.heldOut, watched);
}

/** What `make` gives; the old one goes, whatever happens. */
function replacing<Made>(old: Tensor, make: () => Made): Made {
  try {
    return make();
  } finally {
    old.dispose();
  }
}

/** One pass over the rows; gives the mean loss of its batches. */
function trainEpoch(training: Training, epoch: number, rng: Rng): Scalar {
  const { spec, schedule, rows, signal } = training.task;
  // A batch norm makes nothing of a row alone.
  const least = spec.kind === 'residual' ? 2 : 1;
  const count = rows.labels.length;
  let total = scalar(0);
  try {
    const batches = drawBatches(count, schedule.batch, rng, least);
    for (const [index, batch] of batches.entries()) {
      throwIfCancelled(signal);
      const rate = learningRateAt(schedule, epoch + index / batches.length);
      const drawn = drawBatch(training.task, batch, index, rng);
      const summed = total;
      total = replacing(summed, () =>
        trainStep(training, drawn, { rate, summed, share: batch.length / count }),
      );
    }
    return total;
  } catch (error) {
    total.dispose();
    throw error;
  }
}

interface StepPlan {
  readonly rate: number;
  /** Loss of the steps before, by their share of the rows. */
  readonly summed: Scalar;
  readonly share: number;
}

function trainStep(training: Training, batch: Batch, { rate, summed, share }: StepPlan): Scalar {
  const { spec, variables, isDetached } = training;
  const rows = learnedRows({ spec, parameters: variables }, batch, isDetached);
  const { loss, gradients, statistics } = batchGradients(training, rows);
  try {
    training.steps.step(gradients, rate);
    followStatistics(training.running, statistics);
    return tidy(() => add(summed, mul(loss, share)));
  } finally {
    dispose([loss, ...gradients, ...statistics]);
  }
}

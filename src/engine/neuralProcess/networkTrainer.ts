import type { Cancellation } from '../cancellation.ts';
import type { NetworkShape } from './networkShape.ts';
import type { NeuralProcessProblems } from './neuralProcessProblems.ts';

/** A network in training, on a fixed list of problems. */
export interface NetworkTrainer {
  /**
   * One step of Adam on the problems named by `batch` (at most 64): the mean over problems of the mean negative
   * log-likelihood of their targets, as it was before the step. NaN where this back-end cannot hold the numbers.
   */
  step(batch: Int32Array, rate: number): number;
  /** A copy, in the order of `NetworkShape`. */
  parameters(): Float64Array;
}

/** One pass over all problems. */
export interface TrainingEpoch {
  /** Numbers of problems, at most 64 a batch. */
  readonly batches: readonly Int32Array[];
  /** Learning rate. */
  readonly rate: number;
}

/** A whole training. */
export interface TrainingTask {
  readonly shape: NetworkShape;
  readonly start: Float64Array;
  readonly all: NeuralProcessProblems;
  readonly epochs: readonly TrainingEpoch[];
  readonly signal?: Cancellation | undefined;
  /** Told after each epoch, from 1, with its mean loss. */
  readonly onEpoch?: ((epoch: number, loss: number) => void) | undefined;
}

export interface TrainingOutcome {
  readonly parameters: Float64Array;
  /** Mean negative log-likelihood of each epoch, over its problems, in nats. */
  readonly losses: Float64Array;
}

/** Does a whole training; null where it cannot hold the numbers. Throws CancelledError when aborted. */
export type NetworkTraining = (task: TrainingTask) => TrainingOutcome | null;

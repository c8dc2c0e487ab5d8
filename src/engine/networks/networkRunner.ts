import type { Cancellation } from '../cancellation.ts';
import type { Matrix } from '../numeric/matrix.ts';
import type { NetworkSpec } from './networkSpec.ts';

/** How a network is trained: AdamW on mini-batches (Loshchilov and Hutter 2019). */
export interface TrainingSchedule {
  /** At most. */
  readonly epochs: number;
  /** Rows of a step, at most. */
  readonly batch: number;
  readonly learningRate: number;
  /** Decoupled: weights shrink by learningRate x weightDecay at each step; biases do not. */
  readonly weightDecay: number;
  /** Training ends when its watched loss has not fallen for so many epochs; 0 = it goes on to the last. */
  readonly patience: number;
}

/** Rows with what is known of them. */
export interface NetworkRows {
  /** n x inputs. */
  readonly features: Matrix;
  /** Class indices below the outputs, length n. */
  readonly labels: Int32Array;
  /** What each row counts in the loss, length n. */
  readonly weights: Float32Array;
}

export interface NetworkTask {
  readonly spec: NetworkSpec;
  /** Parameters to start from. */
  readonly start: Float32Array;
  readonly rows: NetworkRows;
  /** Rows that are not learned from: their loss is the one watched. Null = the loss of the training rows is. */
  readonly heldOut: NetworkRows | null;
  readonly schedule: TrainingSchedule;
  /** Decides the order of rows and which units are left out. */
  readonly seed: number;
  readonly signal?: Cancellation | undefined;
}

export interface TrainedNetwork {
  /** Of the epoch whose watched loss was lowest; of the last one without patience. */
  readonly parameters: Float32Array;
  /** Watched loss after each epoch. */
  readonly losses: readonly number[];
}

export interface NetworkOutputs {
  /** n x outputs, row-major. */
  readonly logits: Float32Array;
  /** Values of the last hidden layer: n x its units, row-major. */
  readonly embeddings: Float32Array;
}

/** Who computes with networks; the engine itself only says what is to be computed. */
export interface NetworkRunner {
  /** Throws CancelledError when the signal is aborted. */
  train(task: NetworkTask): TrainedNetwork;
  /** `features`: n x inputs. */
  evaluate(spec: NetworkSpec, parameters: Float32Array, features: Matrix): NetworkOutputs;
}

import type { Cancellation } from '../cancellation.ts';
import type { Matrix } from '../numeric/matrix.ts';
import type { LiveNetworks } from './liveNetwork.ts';
import type { NetworkSpec } from './networkSpec.ts';
import type { Optimizer } from './optimizer.ts';

/** `cropFlip`: see augmentation.ts. */
export type Augmentation = 'none' | 'cropFlip';

/** How a network is trained on mini-batches. */
export interface TrainingSchedule {
  /** At most. */
  readonly epochs: number;
  /** Rows of a step, at most. */
  readonly batch: number;
  readonly learningRate: number;
  /** By AdamW, weights shrink by learningRate x weightDecay at each step; by SGD, weightDecay x value is in the gradient. */
  readonly weightDecay: number;
  /** Training ends when its watched loss has not fallen for so many epochs; 0 = it goes on to the last. */
  readonly patience: number;
  /** Absent = adamW. */
  readonly optimizer?: Optimizer;
  /** Share of the epochs after which the learning rate is a tenth; absent or 1 = never. */
  readonly decayAt?: number;
  /** What is done to the images of each step; absent = none. */
  readonly augment?: Augmentation;
  /**
   * Times over which the learning rate falls along half a cosine, from its whole length to nearly nothing; absent = it
   * does not, and `decayAt` holds.
   */
  readonly cycles?: number;
  /**
   * Share of the epochs after which a module that predicts losses changes nothing of the network below it; absent or 1 =
   * it always does.
   */
  readonly detachAt?: number;
}

/** Whether a module that predicts losses learns by itself in an epoch, the first of which is 0. */
export const isDetachedAt = ({ detachAt = 1, epochs }: TrainingSchedule, epoch: number): boolean =>
  epoch >= Math.round(detachAt * epochs);

/** Epochs of a cycle; the last one is cut short where they do not come out even. */
export const cycleLength = ({ epochs, cycles = 1 }: Pick<TrainingSchedule, 'epochs' | 'cycles'>): number =>
  Math.ceil(epochs / cycles);

/**
 * The learning rate when so many epochs have passed, the first steps of all at 0; a part of an epoch counts too. Cycles:
 * Huang et al. 2017, Snapshot Ensembles, equation 2.
 */
export function learningRateAt(schedule: TrainingSchedule, passed: number): number {
  const { learningRate, decayAt = 1, epochs, cycles } = schedule;
  if (cycles !== undefined) {
    const length = cycleLength(schedule);
    return (learningRate / 2) * (Math.cos((Math.PI * (passed % length)) / length) + 1);
  }
  return passed < Math.round(decayAt * epochs) ? learningRate : learningRate / 10;
}

/** Rows with what is known of them. */
export interface NetworkRows {
  /** n x inputs. */
  readonly features: Matrix;
  /** Class indices below the outputs, length n. */
  readonly labels: Int32Array;
  /**
   * What each row counts in the loss, length n; n x heads, row-major, where the network has several heads, whose loss is
   * the mean of theirs: the outputs are those of one head after the other.
   */
  readonly weights: Float32Array;
}

export interface NetworkTask extends TrainingListeners {
  readonly spec: NetworkSpec;
  /** Parameters to start from. */
  readonly start: Float32Array;
  readonly rows: NetworkRows;
  /** Rows that are not learned from: their loss is the one watched. Null = the loss of the training rows is. */
  readonly heldOut: NetworkRows | null;
  readonly schedule: TrainingSchedule;
  /** Decides the order of rows, which units are left out, and what is done to images. */
  readonly seed: number;
  /**
   * Deviations of normal priors, one for each of the arrays of parameters, all of which are trained: has a normal
   * distribution learned of each parameter (Bayes by backprop) rather than its value, which `start` is the mean of at
   * first. Patience is best 0, as losses are those of draws. Absent = values are learned.
   */
  readonly priors?: readonly number[];
  /** Epochs after each so many of which parameters are kept; absent = none are. */
  readonly keepEvery?: number;
  /** Rows that go through the network at a time, at most; absent = as many as memory holds. */
  readonly rowsAtOnce?: number;
  readonly signal?: Cancellation | undefined;
}

/** Who hears how a training goes. */
export interface TrainingListeners {
  /** Told when an epoch begins: `epoch` of at most `epochs`, the first of which is 1. */
  readonly onEpoch?: ((epoch: number, epochs: number) => void) | undefined;
  /** Told what it goes on in spite of, as a sentence. */
  readonly onNote?: ((note: string) => void) | undefined;
}

export interface TrainedNetwork {
  /** Of the epoch whose watched loss was lowest; of the last one without patience. */
  readonly parameters: Float32Array;
  /** Watched loss after each epoch. */
  readonly losses: readonly number[];
  /** With priors: the deviation of each parameter, of which `parameters` are the means after the last epoch. */
  readonly deviations?: Float32Array;
  /** The parameters after each `keepEvery` epochs, in their order. */
  readonly kept: readonly Float32Array[];
}

export interface NetworkOutputs {
  /** n x outputs, row-major. */
  readonly logits: Float32Array;
  /** Values of the last hidden layer: n x its units, row-major. */
  readonly embeddings: Float32Array;
  /** Of networks that predict their losses: one for each row. */
  readonly predictedLosses?: Float32Array;
}

/** Who computes with networks; the engine itself only says what is to be computed. */
export interface NetworkRunner extends LiveNetworks {
  /** Throws CancelledError when the signal is aborted. */
  train(task: NetworkTask): TrainedNetwork;
  /** `features`: n x inputs. */
  evaluate(spec: NetworkSpec, parameters: Float32Array, features: Matrix): NetworkOutputs;
}

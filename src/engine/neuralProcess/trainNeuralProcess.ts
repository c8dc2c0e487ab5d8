import { throwIfCancelled } from '../cancellation.ts';
import type { Cancellation } from '../cancellation.ts';
import { networkKernelsRun } from '../kernels/networkKernels.ts';
import type { Rng } from '../numeric/rng.ts';
import { drawBatches, groupBySize } from './batches.ts';
import { initialiseNetwork } from './initialise.ts';
import { createKernelTrainer } from './kernelTrainer.ts';
import { kernelsServe } from './networkMemory.ts';
import { networkShape } from './networkShape.ts';
import type { NetworkShape } from './networkShape.ts';
import type {
  NetworkTrainer,
  NetworkTraining,
  TrainingEpoch,
  TrainingOutcome,
  TrainingTask,
} from './networkTrainer.ts';
import { checkProblems } from './neuralProcessProblems.ts';
import type { NeuralProcessProblems } from './neuralProcessProblems.ts';
import { createPlainTrainer } from './plainTrainer.ts';

/** `wasm` where it runs, else `reference`: the plain form that tests compare with. */
export type NetworkBackend = 'wasm' | 'reference';

export interface TrainingOptions {
  /** Passes over all problems; default 100. */
  readonly epochs?: number;
  /** Learning rate of the first epoch (default 0.001); it falls to a tenth over the epochs. */
  readonly rate?: number;
  /** Parameters to start from instead of fresh ones, those of a network for as many features. */
  readonly start?: Float64Array;
  readonly backend?: NetworkBackend;
  /** Trains in place of this thread where the kernels would. */
  readonly train?: NetworkTraining | undefined;
  readonly signal?: Cancellation | undefined;
  /** Told after each epoch; from 1. */
  readonly onEpoch?: (epoch: number, loss: number) => void;
}

export interface TrainedNeuralProcess extends TrainingOutcome {
  /** Number of features d; the parameters are in the order of `networkShape(d)`. */
  readonly features: number;
}

/**
 * Trains the attentive conditional neural process as Bakker et al. 2023 and their released code do: Adam, batches of at
 * most 64 problems of one size, last parameters kept. The same `rng` gives the same parameters, bit for bit, on one
 * back-end. Throws RangeError for malformed problems, CancelledError when aborted.
 */
export function trainNeuralProcess(
  all: NeuralProcessProblems,
  rng: Rng,
  options: TrainingOptions = {},
): TrainedNeuralProcess {
  checkProblems(all);
  const shape = networkShape(all.features.columns);
  const start = options.start ?? initialiseNetwork(shape, rng.fork('initialisation'));
  if (start.length !== shape.count) {
    throw new RangeError(
      `A network for ${shape.features} features has ${shape.count} parameters, not ${start.length}.`,
    );
  }
  const task = {
    shape,
    start,
    all,
    epochs: planEpochs(all, rng.fork('batches'), options),
    ...heard(options),
  };
  const fast = usesKernels(shape, options.backend) ? (options.train ?? trainByKernels)(task) : null;
  return { features: shape.features, ...(fast ?? trainPlainly(task)) };
}

const heard = ({ signal, onEpoch }: TrainingOptions): Pick<TrainingTask, 'signal' | 'onEpoch'> => ({
  signal,
  onEpoch,
});

/** Whether the kernels do the work: everywhere they run, unless the plain form is asked for. */
export function usesKernels(shape: NetworkShape, backend: NetworkBackend | undefined): boolean {
  return backend !== 'reference' && kernelsServe(shape) && networkKernelsRun();
}

/** All that chance decides, so that whoever trains gives the same network. */
function planEpochs(
  { problems }: NeuralProcessProblems,
  rng: Rng,
  { epochs = 100, rate = 1e-3 }: TrainingOptions,
): readonly TrainingEpoch[] {
  const groups = groupBySize(problems);
  const decay = 0.1 ** (1 / epochs);
  let current = rate;
  return Array.from({ length: epochs }, () => {
    const epoch = { batches: drawBatches(groups, rng), rate: current };
    current *= decay;
    return epoch;
  });
}

/** On this thread alone. Null where float32 cannot hold the numbers. */
export const trainByKernels: NetworkTraining = (task) =>
  runEpochs(createKernelTrainer(task.shape, task.start, task.all), task);

function trainPlainly(task: TrainingTask): TrainingOutcome {
  const trained = runEpochs(createPlainTrainer(task.shape, task.start, task.all), task);
  if (trained === null)
    throw new RangeError('Training the neural process did not stay within finite numbers.');
  return trained;
}

function runEpochs(
  trainer: NetworkTrainer,
  { all: { problems }, epochs, signal, onEpoch }: TrainingTask,
): TrainingOutcome | null {
  const losses = new Float64Array(epochs.length);
  for (const [index, { batches, rate }] of epochs.entries()) {
    let sum = 0;
    for (const batch of batches) {
      throwIfCancelled(signal);
      sum += batch.length * trainer.step(batch, rate);
    }
    if (!Number.isFinite(sum)) return null;
    losses[index] = sum / problems.length;
    onEpoch?.(index + 1, losses[index]);
  }
  return { parameters: trainer.parameters(), losses };
}

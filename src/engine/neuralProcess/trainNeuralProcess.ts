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
import type { NetworkTrainer } from './networkTrainer.ts';
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
  readonly signal?: Cancellation | undefined;
  /** Told after each epoch; from 1. */
  readonly onEpoch?: (epoch: number, loss: number) => void;
}

export interface TrainedNeuralProcess {
  /** Number of features d. */
  readonly features: number;
  /** In the order of `networkShape(features)`. */
  readonly parameters: Float64Array;
  /** Mean negative log-likelihood of each epoch, over its problems, in nats. */
  readonly losses: Float64Array;
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
  // The batches must be the same ones again where the plain form has to take over.
  const run = (trainer: NetworkTrainer) => runEpochs(trainer, all, rng.fork('batches'), options);
  const fast = usesKernels(shape, options.backend) ? run(createKernelTrainer(shape, start, all)) : null;
  return { features: shape.features, ...(fast ?? plainly(run(createPlainTrainer(shape, start, all)))) };
}

/** Whether the kernels do the work: everywhere they run, unless the plain form is asked for. */
export function usesKernels(shape: NetworkShape, backend: NetworkBackend | undefined): boolean {
  return backend !== 'reference' && kernelsServe(shape) && networkKernelsRun();
}

type Trained = Omit<TrainedNeuralProcess, 'features'>;

function plainly(trained: Trained | null): Trained {
  if (trained === null)
    throw new RangeError('Training the neural process did not stay within finite numbers.');
  return trained;
}

/** Null where a loss was not a number. */
function runEpochs(
  trainer: NetworkTrainer,
  { problems }: NeuralProcessProblems,
  rng: Rng,
  { epochs = 100, rate = 1e-3, signal, onEpoch }: TrainingOptions,
): Trained | null {
  const groups = groupBySize(problems);
  const losses = new Float64Array(epochs);
  const decay = 0.1 ** (1 / epochs);
  let current = rate;
  for (let epoch = 0; epoch < epochs; epoch++) {
    let sum = 0;
    for (const batch of drawBatches(groups, rng)) {
      throwIfCancelled(signal);
      sum += batch.length * trainer.step(batch, current);
    }
    if (!Number.isFinite(sum)) return null;
    const loss = sum / problems.length;
    losses[epoch] = loss;
    current *= decay;
    onEpoch?.(epoch + 1, loss);
  }
  return { parameters: trainer.parameters(), losses };
}

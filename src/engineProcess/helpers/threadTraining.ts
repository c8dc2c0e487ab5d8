import { CancelledError } from '../../engine/cancellation.ts';
import { createAdamClock } from '../../engine/neuralProcess/adam.ts';
import { createKernelNetwork } from '../../engine/neuralProcess/kernelNetwork.ts';
import type { KernelNetwork } from '../../engine/neuralProcess/kernelNetwork.ts';
import { readBlock } from '../../engine/neuralProcess/networkBlock.ts';
import type {
  NetworkTraining,
  TrainingOutcome,
  TrainingTask,
} from '../../engine/neuralProcess/networkTrainer.ts';
import { trainByKernels } from '../../engine/neuralProcess/trainNeuralProcess.ts';
import type { Log } from '../log.ts';
import type { HelperThreads } from './helperThreads.ts';
import { createHelpTrial } from './helpTrial.ts';
import { awaitDone, finish, newControl, PIECES, stop, takeShare } from './sharedSteps.ts';

export interface ThreadTrainingOptions {
  readonly helpers: HelperThreads;
  readonly log: Log;
  /** A helper that holds up the others for so long is taken for dead; default 5,000. */
  readonly silenceMs?: number;
}

/**
 * Trains on this thread and on those helpers that are awake: the parameters are the same, bit for bit, however many come
 * and whenever. Where a helper dies in the middle, this thread begins again by itself.
 */
export function createThreadTraining({
  helpers,
  log,
  silenceMs = 5_000,
}: ThreadTrainingOptions): NetworkTraining {
  return (task) => {
    if (helpers.count === 0) return trainByKernels(task);
    const shared = shareTraining(task, helpers);
    try {
      const outcome = lead(task, shared, silenceMs);
      if (outcome !== 'lost') return outcome;
    } finally {
      stop(shared.control);
    }
    helpers.end();
    log('warn', 'A helper thread stopped in the middle of a training, which begins again without it.');
    return trainByKernels(task);
  };
}

interface SharedTraining {
  readonly network: KernelNetwork;
  readonly control: Int32Array;
  readonly rates: Float64Array;
  /** Of each step: its batch, and the epoch it belongs to. */
  readonly steps: readonly { readonly batch: Int32Array; readonly epoch: number }[];
}

function shareTraining({ shape, start, all, epochs }: TrainingTask, helpers: HelperThreads): SharedTraining {
  const network = createKernelNetwork(shape, start, all, 1 + helpers.count);
  const { problem, points } = network.worker;
  const steps = epochs.flatMap(({ batches }, epoch) => batches.map((batch) => ({ batch, epoch })));
  const control = newControl();
  const rates = new Float64Array(new SharedArrayBuffer(16 * steps.length));
  const tick = createAdamClock();
  steps.forEach(({ epoch }, step) => {
    const { bias1, bias2 } = tick();
    rates.set([epochs[epoch]!.rate / bias1, bias2], 2 * step);
  });
  const scratches = network.memory.scratches.slice(1);
  helpers.send({ kind: 'network', control, rates, memory: network.shared, problem, scratches, points });
  return { network, control, rates, steps };
}

/** The part of the thread that leads: shares like everybody's, and what lies between two steps. */
function lead(
  task: TrainingTask,
  { network, control, rates, steps }: SharedTraining,
  silenceMs: number,
): TrainingOutcome | null | 'lost' {
  const { shape, all, epochs, signal, onEpoch } = task;
  const trial = createHelpTrial(control);
  const losses = new Float64Array(epochs.length);
  const endStep = (step: number): void => {
    const { batch, epoch } = steps[step]!;
    losses[epoch]! += batch.length * lossOf(network);
    if (steps[step + 1]?.epoch === epoch) return;
    losses[epoch]! /= all.problems.length;
    onEpoch?.(epoch + 1, losses[epoch]!);
  };
  for (let loaded = 0; ;) {
    const share = takeShare(control);
    if (share.step === loaded) {
      if (!awaitDone(control, loaded * PIECES, silenceMs)) return 'lost';
      if (loaded > 0) endStep(loaded - 1);
      if (losses.some((loss) => !Number.isFinite(loss))) return null;
      if (loaded === steps.length) {
        return { parameters: readBlock(shape, network.memory, network.memory.parameters), losses };
      }
      if (signal?.aborted === true) throw new CancelledError();
      trial.nextStep();
      network.load(steps[loaded]!.batch);
      loaded++;
      finish(control);
    }
    if (!awaitDone(control, share.after, silenceMs)) return 'lost';
    share.run(network.worker, rates);
    finish(control);
  }
}

/** NaN where the kernels cannot hold the numbers. */
function lossOf({ memory }: KernelNetwork): number {
  if (memory.status.some((status) => status !== 0)) return NaN;
  return memory.losses.reduce((sum, loss) => sum + loss, 0);
}

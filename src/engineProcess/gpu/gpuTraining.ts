import { Worker } from 'node:worker_threads';
import { CancelledError } from '../../engine/cancellation.ts';
import type {
  NetworkTraining,
  TrainingOutcome,
  TrainingTask,
} from '../../engine/neuralProcess/networkTrainer.ts';
import { endings, NO_MORE, slots } from './gpuExchange.ts';
import type { GpuOrder, GpuRelayData } from './gpuExchange.ts';

export interface GpuTraining {
  /** Waits for the GPU's process. Null where there is no GPU, it cannot hold the numbers, or it stopped answering. */
  readonly train: NetworkTraining;
  /** Ends the GPU's process. */
  end(): void;
}

export interface GpuTrainingOptions {
  /** The module of the engine process. */
  readonly entry: string;
  /** A GPU from which nothing was heard for so long is given up; default 15,000. */
  readonly silenceMs?: number;
}

/** How often a waiting thread looks whether it was cancelled. */
const LOOK_MS = 20;

/** Trains on the GPU, in a process that starts with the first training and is kept for the next. */
export function createGpuTraining({ entry, silenceMs = 15_000 }: GpuTrainingOptions): GpuTraining {
  let worker: Worker | null = null;
  let isGivenUp = false;
  const end = (): void => {
    isGivenUp = true;
    worker?.postMessage(NO_MORE);
  };
  return {
    train: (task) => {
      if (isGivenUp) return null;
      worker ??= startRelay(entry, end);
      const order = orderOf(task);
      worker.postMessage(order);
      return awaitTraining(task, order, silenceMs, end);
    },
    end,
  };
}

function startRelay(entry: string, onDeath: () => void): Worker {
  const workerData: GpuRelayData = { role: 'gpuRelay', entry };
  const worker = new Worker(entry, { workerData });
  worker.on('error', onDeath);
  // It must not keep alive the thread that uses it.
  worker.unref();
  return worker;
}

function orderOf({ shape, start, all, epochs }: TrainingTask): GpuOrder {
  return {
    task: { shape, start, all, epochs },
    control: new Int32Array(new SharedArrayBuffer(4 * Object.keys(slots).length)),
    result: new Float64Array(new SharedArrayBuffer(8 * (shape.count + epochs.length))),
  };
}

function awaitTraining(
  { shape, signal, onEpoch }: TrainingTask,
  { control, result }: GpuOrder,
  silenceMs: number,
  giveUp: () => void,
): TrainingOutcome | null {
  let heard = performance.now();
  let epochs = 0;
  for (;;) {
    const changes = Atomics.load(control, slots.changes);
    const ending = Atomics.load(control, slots.ending);
    for (const done = Atomics.load(control, slots.epochs); epochs < done; epochs++) {
      onEpoch?.(epochs + 1, result[shape.count + epochs]!);
    }
    if (ending === endings.trained) {
      return { parameters: result.slice(0, shape.count), losses: result.slice(shape.count) };
    }
    if (ending === endings.refused) return null;
    if (signal?.aborted === true) {
      Atomics.store(control, slots.stop, 1);
      throw new CancelledError();
    }
    if (Atomics.wait(control, slots.changes, changes, LOOK_MS) !== 'timed-out') heard = performance.now();
    else if (performance.now() - heard > silenceMs) {
      giveUp();
      return null;
    }
  }
}

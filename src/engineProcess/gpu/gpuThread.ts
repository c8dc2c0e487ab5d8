import { parentPort } from 'node:worker_threads';
import { epochLosses, parametersIn } from '../../engine/neuralProcess/shaders/trainingBuffers.ts';
import { endings, slots } from './gpuExchange.ts';
import type { GpuOrder } from './gpuExchange.ts';
import { openAdapter } from './gpuLibrary.ts';
import { createGpuTrainer } from './gpuTrainer.ts';
import type { GpuTrainer } from './gpuTrainer.ts';

/**
 * A thread for the GPU alone: its library answers by promises, which a thread that computes or waits cannot take. Takes
 * one order after the other; whatever goes wrong is a refusal.
 */
export function serveGpu(): void {
  const trainer = openTrainer();
  let last: Promise<void> = Promise.resolve();
  parentPort!.on('message', (order: GpuOrder) => {
    last = last.then(() => serve(trainer, order));
  });
}

async function openTrainer(): Promise<GpuTrainer | null> {
  try {
    const opened = await openAdapter();
    return opened.kind === 'adapter' ? await createGpuTrainer(opened.library, opened.adapter) : null;
  } catch {
    return null;
  }
}

async function serve(
  opening: Promise<GpuTrainer | null>,
  { task, control, result }: GpuOrder,
): Promise<void> {
  const { count } = task.shape;
  const report = (): void => {
    Atomics.add(control, slots.changes, 1);
    Atomics.notify(control, slots.changes);
  };
  const end = (ending: number): void => {
    Atomics.store(control, slots.ending, ending);
    report();
  };
  try {
    const trainer = await opening;
    const weights = await trainer?.train(task, (losses) => {
      const done = epochLosses(task, losses);
      result.set(done, count);
      Atomics.store(control, slots.epochs, done.length);
      report();
      return Atomics.load(control, slots.stop) === 0 && done.every((loss) => Number.isFinite(loss));
    });
    const parameters = weights ? parametersIn(task.shape, weights) : new Float64Array(count).fill(NaN);
    result.set(parameters);
    end(parameters.every((value) => Number.isFinite(value)) ? endings.trained : endings.refused);
  } catch {
    end(endings.refused);
  }
}

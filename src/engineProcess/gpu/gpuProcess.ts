import { epochLosses, parametersIn } from '../../engine/neuralProcess/shaders/trainingBuffers.ts';
import type { GpuAnswer, GpuCommand, GpuTask } from './gpuExchange.ts';
import { openAdapter } from './gpuLibrary.ts';
import { createGpuTrainer } from './gpuTrainer.ts';
import type { GpuTrainer } from './gpuTrainer.ts';

/** The process that holds the GPU, and ends with the thread that started it. Whatever goes wrong is a refusal. */
export function runGpuProcess(): void {
  process.once('disconnect', () => process.exit());
  const opening = openTrainer();
  const stopped = new Set<number>();
  let last: Promise<void> = Promise.resolve();
  process.on('message', (command: GpuCommand) => {
    if (command.kind === 'stop') {
      stopped.add(command.id);
      return;
    }
    const { id, task } = command;
    last = last.then(async () => {
      const parameters = await train(await opening, task, (losses) => {
        answer({ kind: 'losses', id, losses });
        return !stopped.has(id) && losses.every((loss) => Number.isFinite(loss));
      });
      stopped.delete(id);
      answer({ kind: 'ended', id, parameters });
    });
  });
}

const answer = (message: GpuAnswer): void => void process.send?.(message);

async function openTrainer(): Promise<GpuTrainer | null> {
  try {
    const opened = await openAdapter();
    return opened.kind === 'adapter' ? await createGpuTrainer(opened.library, opened.adapter) : null;
  } catch {
    return null;
  }
}

/** Null also where the numbers overflow. */
async function train(
  trainer: GpuTrainer | null,
  task: GpuTask,
  onLosses: (losses: readonly number[]) => boolean,
): Promise<Float64Array | null> {
  try {
    const weights = await trainer?.train(task, (losses) => onLosses(epochLosses(task, losses)));
    if (weights === undefined || weights === null) return null;
    const parameters = parametersIn(task.shape, weights);
    return parameters.every((value) => Number.isFinite(value)) ? parameters : null;
  } catch {
    return null;
  }
}

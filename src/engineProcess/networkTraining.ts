import type { NetworkTraining } from '../engine/neuralProcess/networkTrainer.ts';
import { trainByKernels } from '../engine/neuralProcess/trainNeuralProcess.ts';
import { createGpuTraining } from './gpu/gpuTraining.ts';
import { quickerTraining } from './quickerTraining.ts';

let onGpuToo: NetworkTraining | null = null;

/**
 * Who trains networks for this thread, kept with its trials from one round to the next; undefined = the thread itself.
 * `entry` is the module of the engine process.
 */
export function networkTraining(entry: string, hasGpu: boolean): NetworkTraining | undefined {
  if (!hasGpu) return undefined;
  onGpuToo ??= quickerTraining(createGpuTraining({ entry }).train, trainByKernels);
  return onGpuToo;
}

import type { NetworkTraining } from '../engine/neuralProcess/networkTrainer.ts';
import { createGpuTraining } from './gpu/gpuTraining.ts';
import { createHelperThreads, helperCount } from './helpers/helperThreads.ts';
import { createThreadTraining } from './helpers/threadTraining.ts';
import type { Log } from './log.ts';
import { quickerTraining } from './quickerTraining.ts';

export interface NetworkTrainingOptions {
  /** The module of the engine process. */
  readonly entry: string;
  readonly hasGpu: boolean;
  readonly log: Log;
}

let onThreads: NetworkTraining | null = null;
let onGpuToo: NetworkTraining | null = null;

/** Who trains networks for this thread, kept with its helpers and trials from one round to the next. */
export function networkTraining({ entry, hasGpu, log }: NetworkTrainingOptions): NetworkTraining {
  onThreads ??= createThreadTraining({
    helpers: createHelperThreads({ entry, count: helperCount(), log }),
    log,
  });
  if (!hasGpu) return onThreads;
  onGpuToo ??= quickerTraining(createGpuTraining({ entry }).train, onThreads);
  return onGpuToo;
}

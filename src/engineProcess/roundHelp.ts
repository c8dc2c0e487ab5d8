import type { PoolView } from '../engine/strategies/strategy.ts';
import { createGpuTraining } from './gpu/gpuTraining.ts';
import { createHelperThreads, helperCount } from './helpers/helperThreads.ts';
import { createThreadSolving } from './helpers/threadSolving.ts';
import { createThreadTraining } from './helpers/threadTraining.ts';
import type { Log } from './log.ts';
import { quickerTraining } from './quickerTraining.ts';

export interface RoundHelpOptions {
  /** The module of the engine process. */
  readonly entry: string;
  readonly hasGpu: boolean;
  readonly log: Log;
}

export type RoundHelp = Required<Pick<PoolView, 'trainNetwork' | 'solveProblems'>>;

let onThreads: RoundHelp | null = null;
let onGpuToo: RoundHelp | null = null;

/** Who does the long work of this thread's rounds, kept with its helpers and trials from one round to the next. */
export function roundHelp({ entry, hasGpu, log }: RoundHelpOptions): RoundHelp {
  onThreads ??= helpOfThreads(entry, log);
  if (!hasGpu) return onThreads;
  onGpuToo ??= {
    ...onThreads,
    trainNetwork: quickerTraining(createGpuTraining({ entry }).train, onThreads.trainNetwork),
  };
  return onGpuToo;
}

function helpOfThreads(entry: string, log: Log): RoundHelp {
  const helpers = createHelperThreads({ entry, count: helperCount(), log });
  return {
    trainNetwork: createThreadTraining({ helpers, log }),
    solveProblems: createThreadSolving({ helpers, log }),
  };
}

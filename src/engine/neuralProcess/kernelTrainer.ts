import { createAdamClock } from './adam.ts';
import { createKernelNetwork } from './kernelNetwork.ts';
import { readBlock } from './networkBlock.ts';
import type { NetworkShape } from './networkShape.ts';
import type { NetworkTrainer } from './networkTrainer.ts';
import type { NeuralProcessProblems } from './neuralProcessProblems.ts';
import { stepPhases } from './stepPhases.ts';
import type { StepRates, StepWorker } from './stepPhases.ts';

/**
 * Trains in float32 in the SIMD kernels. As all problems are cut out of the same points, a step encodes each point once,
 * and attention over a context is a sum over some of them (exact: see networkAttention.ts). The shares of a step are
 * done by this thread, one after the other; others may do them (stepPhases.ts) and get the same bits.
 */
export function createKernelTrainer(
  shape: NetworkShape,
  start: Float64Array,
  all: NeuralProcessProblems,
): NetworkTrainer {
  const { memory, worker, load } = createKernelNetwork(shape, start, all);
  const tick = createAdamClock();
  return {
    step(batch, rate) {
      load(batch);
      const { bias1, bias2 } = tick();
      runStep(worker, { rate: rate / bias1, bias2 });
      if (memory.status.some((status) => status !== 0)) return NaN;
      return memory.losses.reduce((sum, loss) => sum + loss, 0);
    },
    parameters: () => readBlock(shape, memory, memory.parameters),
  };
}

function runStep(worker: StepWorker, rates: StepRates): void {
  for (const phase of stepPhases) {
    for (let share = 0; share < phase.shares; share++) phase.run(worker, share, rates);
  }
}

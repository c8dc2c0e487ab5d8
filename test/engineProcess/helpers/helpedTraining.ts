import { initialiseNetwork } from '../../../src/engine/neuralProcess/initialise.ts';
import { networkShape } from '../../../src/engine/neuralProcess/networkShape.ts';
import type { TrainingOutcome, TrainingTask } from '../../../src/engine/neuralProcess/networkTrainer.ts';
import { createRng } from '../../../src/engine/numeric/rng.ts';
import type { HelperThreads } from '../../../src/engineProcess/helpers/helperThreads.ts';
import { slots } from '../../../src/engineProcess/helpers/sharedSteps.ts';
import { createThreadTraining } from '../../../src/engineProcess/helpers/threadTraining.ts';
import { randomProblems } from '../../engine/neuralProcess/problems.ts';

/** A training of `epochs` times two steps. */
export function smallTraining(epochs: number, changes: Partial<TrainingTask> = {}): TrainingTask {
  const all = randomProblems({ points: 30, features: 5, contexts: [10, 20, 25] }, 6);
  const shape = networkShape(5);
  const batches = [Int32Array.of(0, 2), Int32Array.of(1)];
  return {
    shape,
    start: initialiseNetwork(shape, createRng(7)),
    all,
    epochs: Array.from({ length: epochs }, () => ({ batches, rate: 1e-3 })),
    ...changes,
  };
}

/** Trains with helpers that are all there from the second epoch on, and have time to take a share of each. */
export function trainWithHelpers(helpers: HelperThreads, task: TrainingTask): TrainingOutcome | null {
  let control: Int32Array | undefined;
  const watched: HelperThreads = {
    ...helpers,
    send: (order) => {
      control = order.control;
      helpers.send(order);
    },
  };
  const onEpoch = (): void => {
    const end = performance.now() + 30_000;
    while (control !== undefined && Atomics.load(control, slots.joined) < helpers.count) {
      if (performance.now() > end) throw new Error('The helpers did not come.');
      Atomics.wait(control, slots.joined, 0, 10);
    }
    if (control !== undefined) Atomics.wait(control, slots.stopped, 0, 2);
  };
  return createThreadTraining({ helpers: watched, log: () => undefined })({ ...task, onEpoch });
}

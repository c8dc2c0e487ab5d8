import { attachNetworkKernels } from '../../engine/kernels/networkKernels.ts';
import type { StepWorker } from '../../engine/neuralProcess/stepPhases.ts';
import { awaitDone, finish, slots, takeShare } from './sharedSteps.ts';
import type { NetworkOrder } from './sharedSteps.ts';

/** A helper's part in a training: shares until there are none left. */
export function helpTraining({ control, rates, memory, problem, scratches, points }: NetworkOrder): void {
  if (Atomics.load(control, slots.stopped) === 1) return;
  const place = Atomics.add(control, slots.joined, 1);
  const worker: StepWorker = {
    functions: attachNetworkKernels(memory),
    problem,
    scratch: scratches[place]!,
    points,
  };
  for (;;) {
    Atomics.wait(control, slots.resting, 1);
    const share = takeShare(control);
    if (2 * share.step >= rates.length || !awaitDone(control, share.after)) return;
    share.run(worker, rates);
    finish(control);
  }
}

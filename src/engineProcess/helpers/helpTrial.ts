import { rest, slots } from './sharedSteps.ts';

/** Steps until the code is warm, and steps that are timed with and without help. */
const [WARM, TIMED] = [20, 24];

/**
 * Whether helpers help: where others compute too, or the cores are not real ones, threads that wait for each other may
 * be slower than one. In the course of the training some steps are timed with helpers and as many without; the numbers
 * that come out are the same either way. `now`: a clock in ms.
 */
export function createHelpTrial(
  control: Int32Array,
  now: () => number = () => performance.now(),
): { nextStep(): void } {
  let steps = 0;
  let start = 0;
  let togetherMs = 0;
  return {
    nextStep() {
      if (Atomics.load(control, slots.joined) === 0) return;
      steps++;
      if (steps === WARM) start = now();
      if (steps === WARM + TIMED) {
        togetherMs = now() - start;
        rest(control, true);
      }
      // A helper may have held a share of the step at which it was sent to rest.
      if (steps === WARM + TIMED + 1) start = now();
      if (steps === WARM + 2 * TIMED + 1) rest(control, now() - start < togetherMs);
    },
  };
}

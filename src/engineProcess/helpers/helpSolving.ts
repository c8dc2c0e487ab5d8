import { solveShared } from './sharedProblems.ts';
import type { OracleOrder } from './sharedProblems.ts';
import { slots, stop } from './sharedSteps.ts';

/** A helper's part in an oracle's work. What goes wrong here goes wrong again where it can be reported. */
export function helpSolving(order: OracleOrder): void {
  const signal = {
    get aborted() {
      return Atomics.load(order.control, slots.stopped) === 1;
    },
  };
  try {
    Atomics.add(order.control, slots.joined, 1);
    solveShared(order, { signal });
  } catch {
    stop(order.control);
  }
}

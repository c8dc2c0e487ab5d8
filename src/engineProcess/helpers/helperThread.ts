import { parentPort } from 'node:worker_threads';
import type { HelperOrder } from './helperOrder.ts';
import { helpSolving } from './helpSolving.ts';
import { helpTraining } from './helpTraining.ts';

/** Takes orders one after the other; a late one finds nothing left to do. */
export function serveHelper(): void {
  parentPort!.on('message', (order: HelperOrder) => {
    if (order.kind === 'network') helpTraining(order);
    else helpSolving(order);
  });
}

import { parentPort } from 'node:worker_threads';
import { forkQuietly } from '../forkQuietly.ts';
import { processRoles } from '../processRoles.ts';
import { endings, NO_MORE, slots } from './gpuExchange.ts';
import type { GpuAnswer, GpuCommand, GpuOrder } from './gpuExchange.ts';

/**
 * A thread between one that computes, and so can only wait for shared memory to change, and the GPU's process, which
 * sends messages. `entry` is the module of the engine process. A process that dies refuses what it had, and all later.
 */
export function relayToGpu(entry: string): void {
  const child = forkQuietly(entry, [processRoles.gpu]);
  const orders = new Map<number, GpuOrder>();
  let isDead = false;
  const send = (command: GpuCommand): void => void child.send(command, () => undefined);
  const bury = (): void => {
    isDead = true;
    for (const order of orders.values()) end(order, null);
    orders.clear();
  };
  child.once('error', bury);
  child.once('exit', bury);
  child.on('message', (answer: GpuAnswer) => {
    const { id } = answer;
    const order = orders.get(id);
    if (order === undefined) return;
    if (answer.kind === 'ended') {
      orders.delete(id);
      end(order, answer.parameters);
    } else {
      tellLosses(order, answer.losses);
      if (Atomics.load(order.control, slots.stop) === 1) send({ kind: 'stop', id });
    }
  });
  let next = 0;
  parentPort!.on('message', (order: GpuOrder | typeof NO_MORE) => {
    if (order === NO_MORE) {
      child.kill('SIGKILL');
      parentPort!.close();
    } else if (isDead) end(order, null);
    else {
      const id = next++;
      orders.set(id, order);
      send({ kind: 'train', id, task: order.task });
    }
  });
}

function tellLosses({ task, control, result }: GpuOrder, losses: readonly number[]): void {
  result.set(losses, task.shape.count);
  Atomics.store(control, slots.epochs, losses.length);
  wake(control);
}

function end({ control, result }: GpuOrder, parameters: Float64Array | null): void {
  if (parameters !== null) result.set(parameters);
  Atomics.store(control, slots.ending, parameters === null ? endings.refused : endings.trained);
  wake(control);
}

function wake(control: Int32Array): void {
  Atomics.add(control, slots.changes, 1);
  Atomics.notify(control, slots.changes);
}

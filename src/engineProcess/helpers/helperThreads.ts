import { availableParallelism } from 'node:os';
import { Worker } from 'node:worker_threads';
import type { HelperData, HelperOrder } from './helperOrder.ts';
import type { Log } from '../log.ts';

export interface HelperThreadsOptions {
  /** The module that each thread runs: that of the engine process. */
  readonly entry: string;
  /** May be 0. */
  readonly count: number;
  readonly log: Log;
}

/** Threads that help one which computes. They sleep between orders and end with the thread that started them. */
export interface HelperThreads {
  readonly count: number;
  /** Starts those that are missing, so that they are awake when they are needed. */
  start(): void;
  /** Hands the order to all. One that is still starting takes it once it is awake. */
  send(order: HelperOrder): void;
  /** Ends all; the next order starts new ones. */
  end(): void;
}

/** Beyond that the shares of a step (`POINT_SHARDS`) leave little to gain. */
const MOST_THREADS = 4;

/** How many may help one thread: one core is left to the rest of the machine, and none is there for it on two. */
export function helperCount(cores = availableParallelism()): number {
  return Math.max(0, Math.min(MOST_THREADS, cores - 1) - 1);
}

export function createHelperThreads({ entry, count, log }: HelperThreadsOptions): HelperThreads {
  const workers = new Set<Worker>();
  let failures = 0;
  const startOne = (): void => {
    const workerData: HelperData = { role: 'helper' };
    const worker = new Worker(entry, { workerData });
    workers.add(worker);
    worker.on('error', (error) => {
      failures++;
      workers.delete(worker);
      log('warn', `A helper thread ended; the others do its work. ${String(error)}`);
    });
    worker.once('exit', () => workers.delete(worker));
    // It must not keep alive the thread that it helps.
    worker.unref();
  };
  const start = (): void => {
    // Where threads keep dying, more of them do not help.
    while (failures <= count && workers.size < count) startOne();
  };
  return {
    count,
    start,
    send(order) {
      start();
      for (const worker of workers) worker.postMessage(order);
    },
    end() {
      for (const worker of workers) void worker.terminate();
      workers.clear();
    },
  };
}

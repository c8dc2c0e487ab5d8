import { once } from 'node:events';
import { Worker } from 'node:worker_threads';

/** Worker threads that answer each message with one. */
export interface JobThreads<Job, Outcome> {
  /** Resolves with the outcomes in the order of the jobs; `onOutcome` hears of each as soon as it is there. */
  readonly run: (jobs: readonly Job[], onOutcome?: (outcome: Outcome) => void) => Promise<readonly Outcome[]>;
  readonly end: () => void;
}

export function runInThreads<Job, Outcome>(entry: URL, count: number): JobThreads<Job, Outcome> {
  const workers = Array.from({ length: Math.max(1, count) }, () => new Worker(entry));
  return {
    async run(jobs, onOutcome) {
      const outcomes: Outcome[] = [];
      let next = 0;
      const serve = async (worker: Worker): Promise<void> => {
        while (next < jobs.length) {
          const index = next++;
          worker.postMessage(jobs[index]);
          const [outcome] = (await once(worker, 'message')) as [Outcome];
          outcomes[index] = outcome;
          onOutcome?.(outcome);
        }
      };
      await Promise.all(workers.map(serve));
      return outcomes;
    },
    end: () => workers.forEach((worker) => void worker.terminate()),
  };
}

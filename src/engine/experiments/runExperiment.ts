import { CancelledError } from '../cancellation.ts';
import type { Cancellation } from '../cancellation.ts';
import type { RunRecord } from '../../protocol/experiment.ts';
import type { ExperimentEvent } from '../../protocol/experimentRun.ts';
import type { ExperimentJob } from './experimentJob.ts';
import type { ExperimentPlan } from './planExperiment.ts';
import { createTimeLeft } from './timeLeft.ts';

export interface RunnerOptions {
  /** Makes a run, in whatever thread; must reject when the signal is aborted. */
  readonly execute: (job: ExperimentJob) => Promise<RunRecord>;
  /** Runs at once; at least 1 where a run is to be made. */
  readonly workers: number;
  /** Ids of runs that are there already. */
  readonly done: ReadonlySet<string>;
  readonly signal?: Cancellation | undefined;
}

type Outcome =
  | { readonly job: ExperimentJob; readonly run: RunRecord }
  | { readonly job: ExperimentJob; readonly error: unknown };

/**
 * Makes the runs of a plan, `workers` at a time, and yields each as soon as it is there, in the order in which they end.
 * A run that has ended waits for its event to be taken, so a consumer that saves each run misses none. Throws
 * CancelledError when the signal is aborted, and what the first failing run threw.
 */
export async function* runExperiment(
  { jobs, notRun }: ExperimentPlan,
  { execute, workers, done, signal }: RunnerOptions,
): AsyncGenerator<ExperimentEvent, void, undefined> {
  const open = jobs.filter(({ id }) => !done.has(id));
  const total = jobs.length;
  let finished = total - open.length;
  yield { kind: 'planned', total, done: finished, notRun };
  const timeLeft = createTimeLeft();
  const left = new Set(open);
  const running = new Map<string, Promise<Outcome>>();
  const begin = (): void => {
    const job = open.shift();
    if (job !== undefined) running.set(job.id, settle(job, execute));
  };
  for (let worker = 0; worker < workers; worker++) begin();
  while (running.size > 0) {
    const outcome = await Promise.race(running.values());
    running.delete(outcome.job.id);
    if ('error' in outcome) throw signal?.aborted ? new CancelledError() : outcome.error;
    const { job, run } = outcome;
    if (!signal?.aborted) begin();
    left.delete(job);
    finished += 1;
    timeLeft.ended(job, run.times.totalSeconds);
    const secondsLeft = timeLeft.estimate(left, Math.min(workers, Math.max(1, left.size)));
    yield { kind: 'finished', run, progress: { done: finished, total, secondsLeft } };
  }
  if (left.size > 0) throw new CancelledError();
}

/** Never rejects: a run that fails while another is waited for would else go unheard. */
async function settle(job: ExperimentJob, execute: RunnerOptions['execute']): Promise<Outcome> {
  try {
    return { job, run: await execute(job) };
  } catch (error) {
    return { job, error };
  }
}

import type { ExperimentJob } from './experimentJob.ts';

/** Estimates what the runs that are left will take, from those that ended. */
export interface TimeLeft {
  /** A run ended after `seconds` of its own. */
  ended(job: ExperimentJob, seconds: number): void;
  /** Seconds until all of `jobs` are done by `workers` at once; null before the first run ended. */
  estimate(jobs: Iterable<ExperimentJob>, workers: number): number | null;
}

/**
 * Runs of one strategy, model, data set and setting take about the same; one of which nothing is known yet counts as the
 * mean of all. Strategies differ by orders of magnitude, so a plain share of the runs would mislead.
 */
export function createTimeLeft(): TimeLeft {
  const groups = new Map<string, { seconds: number; runs: number }>();
  const all = { seconds: 0, runs: 0 };
  const groupOf = ({ dataset, setting, model, strategy }: ExperimentJob): string =>
    JSON.stringify([dataset, setting, model.name, strategy.name]);
  return {
    ended(job, seconds) {
      const key = groupOf(job);
      const group = groups.get(key) ?? { seconds: 0, runs: 0 };
      groups.set(key, { seconds: group.seconds + seconds, runs: group.runs + 1 });
      all.seconds += seconds;
      all.runs += 1;
    },
    estimate(jobs, workers) {
      if (all.runs === 0) return null;
      let seconds = 0;
      for (const job of jobs) {
        const { seconds: spent, runs } = groups.get(groupOf(job)) ?? all;
        seconds += spent / runs;
      }
      return seconds / workers;
    },
  };
}

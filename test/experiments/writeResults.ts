import { splitOfJob } from '../../src/engine/experiments/prepareSplit.ts';
import { runJob } from '../../src/engine/experiments/runJob.ts';
import { readExperiment } from '../../src/experiments/readExperiment.ts';
import type { SpecText } from '../../src/experiments/readExperiment.ts';
import { openResults } from '../../src/experiments/resultsFolder.ts';

/** Runs a small experiment in this thread and leaves its results in `folder`. Answers with the ids of its runs. */
export async function writeResults(spec: SpecText, folder: string): Promise<readonly string[]> {
  const startedAt = '2026-01-01T00:00:00.000Z';
  const experiment = await readExperiment(spec, startedAt);
  const results = await openResults({ folder, info: experiment.info, resume: false });
  for (const job of experiment.plan.jobs) {
    const data = experiment.datasets.find(({ name }) => name === job.dataset)!;
    const prepared = splitOfJob(job, data, experiment.spec);
    const run = runJob(job, experiment.spec, { data, prepared }, { now: () => 0, startedAt });
    await results.saveSplit(prepared.record);
    await results.saveRun(run);
  }
  return experiment.plan.jobs.map(({ id }) => id);
}

import { runExperiment } from '../../engine/experiments/runExperiment.ts';
import { readExperiment } from '../../experiments/readExperiment.ts';
import { openResults } from '../../experiments/resultsFolder.ts';
import type { ExperimentEvent, ExperimentOutcome, ExperimentRequest } from '../../protocol/experimentRun.ts';
import type { Log } from '../log.ts';
import { startExperimentTeam } from './experimentTeam.ts';
import type { TeamRun } from './experimentTeam.ts';

export interface ConductOptions {
  /** The module that worker threads run: that of the engine process. */
  readonly entry: string;
  readonly log: Log;
  readonly signal?: AbortSignal | undefined;
  /** Told of each run once it is on disk. */
  readonly onEvent?: (event: ExperimentEvent) => void;
}

/**
 * Runs an experiment to the end: reads spec and data, spreads the runs over worker threads, saves each as it ends.
 * Rejects with InputError for what is wrong in spec or data, ResultsError where results cannot be saved, and with a
 * cancellation; what was saved stays and can be resumed.
 */
export async function conductExperiment(
  request: ExperimentRequest,
  { entry, log, signal, onEvent }: ConductOptions,
): Promise<ExperimentOutcome> {
  const { spec, datasets, plan, info } = await readExperiment(request, new Date().toISOString());
  signal?.throwIfAborted();
  const results = await openResults({ folder: request.folder, info, resume: request.resume });
  const open = plan.jobs.filter(({ id }) => !results.done.has(id)).length;
  const { total, notRun } = info;
  // None where nothing is left to do.
  const threads = Math.min(request.jobs, open);
  const team = await startExperimentTeam(spec, datasets, { entry, threads, log, signal });
  const saves = new Set<Promise<void>>();
  const save = async ({ run, split }: TeamRun): Promise<void> => {
    await results.saveSplit(split);
    await results.saveRun(run);
  };
  try {
    let done = total - open;
    const events = runExperiment(plan, {
      execute: async (job) => {
        const made = await team.run(job);
        signal?.throwIfAborted();
        const saved = save(made);
        saves.add(saved);
        await saved;
        return made.run;
      },
      workers: threads,
      done: results.done,
      signal,
    });
    for await (const event of events) {
      if (event.kind === 'finished') done = event.progress.done;
      onEvent?.(event);
    }
    return { total, done, notRun };
  } finally {
    // Whoever hears of the end may read the folder, or go on in it.
    await Promise.allSettled(saves);
    team.end();
  }
}

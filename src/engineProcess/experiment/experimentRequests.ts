import type { DatasetRows } from '../../engine/experiments/datasetRows.ts';
import type { ExperimentJob } from '../../engine/experiments/experimentJob.ts';
import type { Request } from '../../protocol/engine.ts';
import type { ExperimentSpec, RunRecord, SplitRecord } from '../../protocol/experiment.ts';
import type { ExperimentOutcome, ExperimentRequest } from '../../protocol/experimentRun.ts';

/** What the conductor of an experiment asks of its worker threads. */
export const experimentRequests = {
  /** Holds spec and data (in shared memory) for the `run` requests that follow; replaces what was held. */
  open: { method: 'experiment/open' } as Request<
    { readonly spec: ExperimentSpec; readonly datasets: readonly DatasetRows[] },
    null
  >,
  run: { method: 'experiment/job' } as Request<
    ExperimentJob,
    { readonly run: RunRecord; readonly split: SplitRecord }
  >,
  /** What the process's main thread asks of a worker thread: to conduct an experiment. */
  conduct: { method: 'experiment/conduct' } as Request<
    ExperimentRequest & { readonly operation: string; readonly entry: string },
    ExperimentOutcome
  >,
} as const;

import type { DatasetRows } from '../../engine/experiments/datasetRows.ts';
import { splitOfJob } from '../../engine/experiments/prepareSplit.ts';
import type { PreparedSplit } from '../../engine/experiments/prepareSplit.ts';
import { runJob } from '../../engine/experiments/runJob.ts';
import type { ExperimentSpec } from '../../protocol/experiment.ts';
import { failure } from '../failure.ts';
import type { Server } from '../serve.ts';
import { withNetworks } from '../withNetworks.ts';
import { experimentRequests } from './experimentRequests.ts';

interface Held {
  readonly spec: ExperimentSpec;
  readonly datasets: readonly DatasetRows[];
  /** The last split. */
  prepared: PreparedSplit | null;
}

/** Makes the runs of an experiment in a worker thread. */
export function serveExperiment(server: Server): void {
  let held: Held | null = null;
  server.handle(experimentRequests.open, ({ spec, datasets }) => {
    held = { spec, datasets, prepared: null };
    return null;
  });
  server.handle(experimentRequests.run, async (job, token) => {
    if (held === null) throw failure('failed', 'A run was asked for before its data were given.');
    const data = held.datasets.find(({ name }) => name === job.dataset)!;
    const startedAt = new Date().toISOString();
    // Jobs of one split come together.
    if (held.prepared?.record.name !== job.split) held.prepared = splitOfJob(job, data, held.spec);
    // The token lives in shared memory: a loop that computes sees it at once.
    const signal = {
      get aborted() {
        return token.isCancellationRequested;
      },
    };
    const now = (): number => performance.now() / 1000;
    const { prepared, spec } = held;
    const run = await withNetworks(() => runJob(job, spec, { data, prepared }, { signal, now, startedAt }), {
      entry: process.argv[1]!,
      log: server.log,
    });
    return { run, split: prepared.record };
  });
}

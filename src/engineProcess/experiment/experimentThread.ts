import type { DatasetRows } from '../../engine/experiments/datasetRows.ts';
import { splitRng } from '../../engine/experiments/experimentJob.ts';
import type { ExperimentJob } from '../../engine/experiments/experimentJob.ts';
import { prepareSplit } from '../../engine/experiments/prepareSplit.ts';
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
  /** The last split: jobs of one split come together. */
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
    held.prepared = splitOf(job, data, held);
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

function splitOf(job: ExperimentJob, data: DatasetRows, { spec, prepared }: Held): PreparedSplit {
  if (prepared?.record.name === job.split) return prepared;
  const { normalise } = spec.datasets.find(({ name }) => name === job.dataset)!;
  return prepareSplit(data, spec, {
    name: job.split,
    setting: job.setting,
    normalise,
    rng: splitRng(job, spec.splitBy),
  });
}

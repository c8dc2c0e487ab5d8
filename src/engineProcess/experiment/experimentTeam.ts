import { CancellationTokenSource } from 'vscode-jsonrpc/node';

import type { DatasetRows, LabeledRows } from '../../engine/experiments/datasetRows.ts';
import type { ExperimentJob } from '../../engine/experiments/experimentJob.ts';
import type { ExperimentSpec, RunRecord, SplitRecord } from '../../protocol/experiment.ts';
import type { Log } from '../log.ts';
import { sendRequest } from '../rpc.ts';
import { startTaskThread } from '../taskThread.ts';
import { explainDeath } from '../threadPool.ts';
import { experimentRequests } from './experimentRequests.ts';

export interface ExperimentTeamOptions {
  /** The module that each thread runs: that of the engine process. */
  readonly entry: string;
  readonly threads: number;
  readonly log: Log;
  readonly signal?: AbortSignal | undefined;
}

/** A run and the split that it was made on. */
export interface TeamRun {
  readonly run: RunRecord;
  readonly split: SplitRecord;
}

/** Worker threads that make the runs of one experiment. */
export interface ExperimentTeam {
  /** At most as many calls at once as there are threads. Rejects when the signal is aborted. */
  run(job: ExperimentJob): Promise<TeamRun>;
  /** Ends the threads, whatever they do. */
  end(): void;
}

/** Starts the threads and hands each the spec and the data, which they share. */
export async function startExperimentTeam(
  spec: ExperimentSpec,
  datasets: readonly DatasetRows[],
  { entry, threads, log, signal }: ExperimentTeamOptions,
): Promise<ExperimentTeam> {
  const team = Array.from({ length: threads }, () => startTaskThread(entry, () => undefined, log));
  const idle = [...team];
  const source = new CancellationTokenSource();
  const cancel = (): void => source.cancel();
  signal?.addEventListener('abort', cancel, { once: true });
  const end = (): void => {
    signal?.removeEventListener('abort', cancel);
    source.dispose();
    team.forEach((thread) => thread.terminate());
  };
  const shared = datasets.map(shareDataset);
  try {
    await Promise.all(
      team.map((thread) =>
        explainDeath(
          sendRequest(thread.connection, experimentRequests.open, { spec, datasets: shared }),
          thread,
        ),
      ),
    );
  } catch (error) {
    end();
    throw error;
  }
  return {
    async run(job) {
      const thread = idle.pop();
      if (thread === undefined) throw new Error('More runs were asked for at once than there are threads.');
      try {
        const answer = sendRequest(thread.connection, experimentRequests.run, job, source.token);
        return await explainDeath(answer, thread);
      } finally {
        idle.push(thread);
      }
    },
    end,
  };
}

const shareDataset = (data: DatasetRows): DatasetRows => ({
  ...data,
  ...shareRows(data),
  test: data.test && shareRows(data.test),
});

function shareRows({ features, labels }: LabeledRows): LabeledRows {
  const data = new Float64Array(new SharedArrayBuffer(features.data.length * 8));
  data.set(features.data);
  const shared = new Int32Array(new SharedArrayBuffer(labels.length * 4));
  shared.set(labels);
  return { features: { ...features, data }, labels: shared };
}

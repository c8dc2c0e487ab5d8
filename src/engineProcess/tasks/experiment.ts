import { engineNotifications } from '../../protocol/engine.ts';
import type { ExperimentReport } from '../../protocol/experiment.ts';
import type { ExperimentOutcome, ExperimentRequest } from '../../protocol/experimentRun.ts';
import { reportOn } from '../../experiments/reportOn.ts';
import { conductExperiment } from '../experiment/conductExperiment.ts';
import { notify } from '../rpc.ts';
import type { TaskContext } from '../taskContext.ts';

/** Conducts an experiment in a worker thread, which starts the threads that make its runs. */
export function experiment(
  {
    operation,
    entry,
    ...request
  }: ExperimentRequest & { readonly operation: string; readonly entry: string },
  { connection, log, signal }: TaskContext,
): Promise<ExperimentOutcome> {
  return conductExperiment(request, {
    entry,
    signal,
    log,
    onEvent: (event) => notify(connection, engineNotifications.experimentEvent, { operation, event }),
  });
}

/** What the runs in a results folder say so far. */
export function experimentReport({ folder }: { readonly folder: string }): Promise<ExperimentReport> {
  return reportOn(folder);
}

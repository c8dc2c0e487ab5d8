import { splitOfJob } from '../../src/engine/experiments/prepareSplit.ts';
import { listJobs } from '../../src/engine/experiments/experimentJob.ts';
import { runJob } from '../../src/engine/experiments/runJob.ts';
import { RunInspector } from '../../src/inspection/runInspector.ts';
import type { ExperimentSpec } from '../../src/protocol/experiment.ts';
import { clouds, method, smallSpec } from '../engine/experiments/experiments.ts';

const columns = ['height', 'width', 'depth'];

/** A run of the strategy with this name on three columns of generated clouds, ready to be inspected. */
export function smallRun(strategy: string, changes: Partial<ExperimentSpec> = {}): RunInspector {
  const spec = smallSpec({
    strategies: [
      method('random'),
      method('margin'),
      { id: 'expectedErrorReduction', params: { loss: 'error' }, name: 'EER, error' },
      method('oracle'),
    ],
    ...changes,
  });
  const job = listJobs(spec).find((each) => each.strategy.name === strategy)!;
  const rows = clouds(160, 3);
  const data = {
    rows,
    columns: columns.map((name, first) => ({ name, first, width: 1 })),
    cell: (row: number, column: string) => rows.features.data[3 * row + columns.indexOf(column)]!.toFixed(2),
  };
  const prepared = splitOfJob(job, rows, spec);
  const record = runJob(
    job,
    spec,
    { data: rows, prepared },
    { now: () => 0, startedAt: '2026-01-01T00:00:00Z' },
  );
  return new RunInspector({ spec, job, record, data, prepared });
}

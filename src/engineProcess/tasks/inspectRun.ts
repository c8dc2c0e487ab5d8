import type { NamedDataset } from '../../data/tables/namedDataset.ts';
import { InputError } from '../../data/tables/inputError.ts';
import { drawRunSplit, loadRunData, readRun } from '../../experiments/readRun.ts';
import type { StoredRun } from '../../experiments/readRun.ts';
import { RunInspector } from '../../inspection/runInspector.ts';
import { answerTo } from '../inspector/answerTo.ts';
import type { RunInspection } from '../inspector/inspection.ts';
import { runAnswers } from '../inspector/runAnswers.ts';
import { progressReporter } from '../progressReporter.ts';
import type { Report } from '../progressReporter.ts';
import type { TaskContext } from '../taskContext.ts';
import type { RunInspectionTask } from '../taskRequests.ts';

interface Kept<Value> {
  readonly key: string;
  readonly value: Value;
}

/** Answers questions about runs; what was read and worked out for the last one is kept. */
export function createRunInspection(): (task: RunInspectionTask, context: TaskContext) => Promise<unknown> {
  let data: Kept<NamedDataset> | null = null;
  let held: Kept<RunInspector> | null = null;
  const inspectorOf = async (folder: string, stored: StoredRun, report: Report): Promise<RunInspector> => {
    const { info, job, record } = stored;
    const dataKey = JSON.stringify([folder, info, job.dataset]);
    const key = JSON.stringify([dataKey, job.id, record.times.startedAt]);
    if (held?.key === key) return held.value;
    if (data?.key !== dataKey) {
      report(`Reading ${job.dataset}`, null);
      data = { key: dataKey, value: await loadRunData(stored) };
    }
    const prepared = await drawRunSplit(folder, stored, data.value);
    const value = new RunInspector({ spec: info.spec, job, record, data: data.value, prepared });
    held = { key, value };
    return value;
  };
  return async ({ request }, { connection, signal }) => {
    const { source, round, method, params, operation } = request;
    const stored = await readRun(source.folder, source.run);
    const report = progressReporter(connection, operation);
    const inspector = (): Promise<RunInspector> => inspectorOf(source.folder, stored, report);
    const step = async (): ReturnType<RunInspection['step']> =>
      stepOf(await inspector(), round, { signal, report });
    return answerTo(runAnswers, method).answer(params, { stored, inspector, step, signal, report });
  };
}

/** `wanted`: null = the last. */
function stepOf(
  inspector: RunInspector,
  wanted: number | null,
  { signal, report }: Pick<RunInspection, 'signal' | 'report'>,
): Awaited<ReturnType<RunInspection['step']>> {
  const { steps } = inspector;
  const step = wanted ?? steps;
  if (steps === 0) throw new InputError('This run picked nothing: there is no step to look at.');
  if (step > steps) throw new InputError(`There is no step ${step}; the last is ${steps}.`);
  const onStep = (each: number): void => report(`Going through step ${each} of ${step}`, each / step);
  return { step, prepared: inspector.step(step, { signal, onStep }), inspector };
}

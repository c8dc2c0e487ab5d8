import { InputError } from '../../data/tables/inputError.ts';
import type { InspectedProject } from '../../inspection/inspectedProject.ts';
import { ProjectInspector } from '../../inspection/projectInspector.ts';
import { answers } from '../inspector/answers.ts';
import { answerTo } from '../inspector/answerTo.ts';
import type { Inspection } from '../inspector/inspection.ts';
import { progressReporter } from '../progressReporter.ts';
import { roundHelp } from '../roundHelp.ts';
import { sendRequest } from '../rpc.ts';
import type { TaskContext } from '../taskContext.ts';
import { feedRequests } from '../taskRequests.ts';
import type { InspectionTask, ProjectInspectionTask } from '../taskRequests.ts';
import { feedItems } from './feedItems.ts';
import { createRunInspection } from './inspectRun.ts';

/** Answers questions of the inspector; a thread that is asked again keeps what it worked out. */
export function createInspection(): (task: InspectionTask, context: TaskContext) => Promise<unknown> {
  const projects = createProjectInspection();
  const runs = createRunInspection();
  return async (task, context) => {
    try {
      return await (task.kind === 'project' ? projects(task, context) : runs(task, context));
    } catch (error) {
      if (error instanceof RangeError) throw new InputError(error.message, { cause: error });
      throw error;
    }
  };
}

function createProjectInspection(): (task: ProjectInspectionTask, context: TaskContext) => unknown {
  let held: { readonly inspector: ProjectInspector; readonly key: string } | null = null;
  return (task, context) => {
    const { method, params, operation } = task.request;
    const project = takeIn(task, held?.inspector.project ?? null, context);
    const key = JSON.stringify([task.itemsVersion, project.featuresId, project.config]);
    // A thread's first argument is the module that it runs. Nothing of the inspector is worth a GPU.
    const help = roundHelp({ entry: process.argv[1]!, hasGpu: false, log: context.log });
    if (held?.key !== key) held = { inspector: new ProjectInspector(project, help), key };
    else held.inspector.update(project);
    const answering = answerTo(answers, method);
    const { inspector } = held;
    const inspection: Inspection = {
      inspector,
      round: () => roundOf(task, inspector, context.signal),
      contentOf: (row) => readContent(task, row, context),
      cacheFolder: task.request.source.cacheFolder,
      signal: context.signal,
      report: progressReporter(context.connection, operation),
    };
    return answering.answer(params, inspection);
  };
}

/** The project as the task has it; what was left out is as it was sent before. */
function takeIn(
  { request, matrix, rounds, ...sent }: ProjectInspectionTask,
  before: InspectedProject | null,
  { connection, signal }: TaskContext,
): InspectedProject {
  const { source, operation } = request;
  const { config, spec, featuresId } = source;
  const { rows, columns, buffer } = matrix;
  const items = sent.items ?? before?.items;
  const events = sent.events ?? before?.events;
  if (items === undefined || events === undefined) throw new Error('The thread was not sent the records.');
  let passes = 0;
  return {
    config,
    items,
    events,
    rounds,
    features: { rows, columns, data: new Float32Array(buffer) },
    featuresId,
    featurise: {
      spec,
      seed: config.seed,
      rowCount: rows,
      items: () => feedItems(operation, ++passes, { connection, signal }),
      signal,
    },
  };
}

function roundOf(
  { record }: ProjectInspectionTask,
  inspector: ProjectInspector,
  signal: AbortSignal,
): ReturnType<Inspection['round']> {
  if (record === null) throw new InputError('No round was made yet: there is nothing to inspect.');
  const prepared = inspector.round(record);
  prepared.signal = signal;
  return { record, prepared };
}

async function readContent(
  { request: { operation } }: ProjectInspectionTask,
  row: number,
  { connection }: TaskContext,
): Promise<string> {
  const [item] = await sendRequest(connection, feedRequests.itemsAt, { operation, rows: [row] });
  if (item === undefined) throw new InputError(`There is no item in row ${row} of this project (any more).`);
  return item.content;
}

import { access } from 'node:fs/promises';
import path from 'node:path';
import { InputError } from '../data/tables/inputError.ts';
import { formatProblem, problemAt } from '../documents/jsonDocument.ts';
import type { JsonProblem } from '../documents/jsonDocument.ts';
import type { DatasetRows } from '../engine/experiments/datasetRows.ts';
import { planExperiment } from '../engine/experiments/planExperiment.ts';
import type { ExperimentPlan } from '../engine/experiments/planExperiment.ts';
import type { ExperimentSpec, ResultsInfo } from '../protocol/experiment.ts';
import { hashFile } from './hashFile.ts';
import { loadDataset } from './loadDataset.ts';
import { parseSpec } from './parseSpec.ts';
import type { SpecResult } from './parseSpec.ts';

/** The text of a spec and where it stands: its file names are relative to its folder. */
export interface SpecText {
  readonly specText: string;
  readonly specPath: string;
}

/** An experiment that is ready to be run. */
export interface Experiment {
  readonly spec: ExperimentSpec;
  readonly datasets: readonly DatasetRows[];
  readonly plan: ExperimentPlan;
  readonly info: ResultsInfo;
}

/** What is wrong with a spec as it stands, the files that it names included; empty when it can be run. */
export async function checkSpec(text: SpecText): Promise<readonly JsonProblem[]> {
  return (await parseWithFiles(text)).problems;
}

/** A spec that can be run, or null and what is wrong. */
async function parseWithFiles({ specText, specPath }: SpecText): Promise<SpecResult> {
  const parsed = parseSpec(specText);
  const { spec } = parsed;
  if (spec === null) return parsed;
  const missing: JsonProblem[] = [];
  for (const [index, dataset] of spec.datasets.entries()) {
    for (const field of ['source', 'testSource'] as const) {
      const name = dataset[field];
      if (name === null || (await exists(path.resolve(path.dirname(specPath), name)))) continue;
      const message = `There is no file ${name} in the folder of this spec`;
      missing.push(problemAt(specText, ['datasets', index, field], message));
    }
  }
  return missing.length === 0 ? parsed : { spec: null, problems: missing };
}

/** Reads a spec and its data. Throws InputError that names file, line and column of everything that is wrong. */
export async function readExperiment(text: SpecText, startedAt: string): Promise<Experiment> {
  const { spec, problems } = await parseWithFiles(text);
  if (spec === null) {
    const file = path.basename(text.specPath);
    throw new InputError(problems.map((problem) => `${formatProblem(problem, file)}.`).join('\n'));
  }
  const folder = path.dirname(text.specPath);
  const datasets: DatasetRows[] = [];
  for (const dataset of spec.datasets) datasets.push(await loadDataset(dataset, folder));
  const plan = planExperiment(spec, datasets);
  return {
    spec,
    datasets,
    plan,
    info: {
      format: 1,
      name: spec.name,
      spec,
      specPath: text.specPath,
      sources: await hashSources(spec, folder),
      total: plan.jobs.length,
      notRun: plan.notRun,
      times: { startedAt },
    },
  };
}

async function hashSources(spec: ExperimentSpec, folder: string): Promise<Record<string, string>> {
  const names = spec.datasets.flatMap(({ source, testSource }) => [source, testSource]);
  const hashes: Record<string, string> = {};
  for (const name of names) {
    if (name !== null) hashes[name] ??= await hashFile(path.resolve(folder, name));
  }
  return hashes;
}

const exists = (file: string): Promise<boolean> =>
  access(file).then(
    () => true,
    () => false,
  );

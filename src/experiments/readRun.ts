import path from 'node:path';
import type { NamedDataset } from '../data/tables/namedDataset.ts';
import { InputError, refusing } from '../data/tables/inputError.ts';
import { listJobs } from '../engine/experiments/experimentJob.ts';
import type { ExperimentJob } from '../engine/experiments/experimentJob.ts';
import { splitOfJob } from '../engine/experiments/prepareSplit.ts';
import type { PreparedSplit } from '../engine/experiments/prepareSplit.ts';
import type { DatasetSpec, ResultsInfo, RunRecord, SplitRecord } from '../protocol/experiment.ts';
import { hashFile } from './hashFile.ts';
import { loadNamedDataset } from './loadDataset.ts';
import { readContents, readRecord, readSplit } from './resultsFolder.ts';

/** A run of a results folder, and the runs beside it. */
export interface StoredRun {
  readonly info: ResultsInfo;
  /** Of the runs that are done, in the order of the spec; at least one. */
  readonly jobs: readonly ExperimentJob[];
  readonly job: ExperimentJob;
  readonly record: RunRecord;
}

/** `id`: null = the first of the runs. Throws InputError where there is no such run. */
export async function readRun(folder: string, id: string | null): Promise<StoredRun> {
  const { info, done } = await readContents(folder);
  const known = new Set(done);
  const jobs = listJobs(info.spec).filter((job) => known.has(job.id));
  const job = id === null ? jobs[0] : jobs.find((each) => each.id === id);
  if (job === undefined) throw new InputError(noSuchRun(folder, id, jobs));
  return { info, jobs, job, record: await readRecord(folder, job.id) };
}

function noSuchRun(folder: string, id: string | null, jobs: readonly ExperimentJob[]): string {
  if (jobs.length === 0) return `${folder} holds no finished run yet.`;
  const first = jobs[0]!.id;
  const among = jobs.length === 1 ? first : `one of ${jobs.length}, such as ${first}`;
  return `${folder} holds no run "${id ?? ''}"; expected ${among}.`;
}

/**
 * The data of a run as they were when it was made. Throws InputError where a file is gone or has changed since: its rows
 * would be others than those that were picked.
 */
export async function loadRunData({ info, job }: Pick<StoredRun, 'info' | 'job'>): Promise<NamedDataset> {
  const dataset = info.spec.datasets.find(({ name }) => name === job.dataset)!;
  const folder = path.dirname(info.specPath);
  for (const name of [dataset.source, dataset.testSource]) {
    if (name !== null) await refuseChanged(path.resolve(folder, name), info.sources[name]);
  }
  return loadNamedDataset(dataset, folder);
}

async function refuseChanged(file: string, hash: string | undefined): Promise<void> {
  const found = await hashFile(file).catch((error: unknown) => {
    if (error instanceof Error && 'code' in error && error.code === 'ENOENT') return null;
    throw error;
  });
  if (found === null) {
    throw new InputError(
      `${file}, which this run was made from, is not there any more: put it back to look at single steps.`,
    );
  }
  if (found === hash) return;
  throw new InputError(
    `${file} has changed since this run was made, so that its steps cannot be worked out again: put the file back ` +
      'as it was.',
  );
}

/**
 * The run's split, drawn again and compared with the one that was stored. Throws InputError where it is another: the
 * data, which a generator may have made, are not what they were.
 */
export async function drawRunSplit(
  folder: string,
  { info, job, record }: StoredRun,
  data: NamedDataset,
): Promise<PreparedSplit> {
  const prepared = refusing(() => splitOfJob(job, data.rows, info.spec));
  const stored = await readSplit(folder, job.split);
  const isSame = isSameSplit(stored, prepared.record) && isSameList(record.classes, data.rows.classes);
  if (isSame && picksAreThere(record, prepared)) return prepared;
  throw new InputError(otherData(info.spec.datasets.find(({ name }) => name === job.dataset)!));
}

const isSameSplit = (stored: SplitRecord | null, drawn: SplitRecord): boolean =>
  stored === null ||
  (['labeled', 'pool', 'reward', 'test'] as const).every((part) => isSameList(stored[part], drawn[part]));

function isSameList<Value>(a: readonly Value[], b: readonly Value[]): boolean {
  return a.length === b.length && a.every((value, index) => value === b[index]);
}

function picksAreThere({ picks }: RunRecord, { record }: PreparedSplit): boolean {
  const pool = new Set(record.pool);
  return picks.flat().every((row) => pool.has(row));
}

const otherData = ({ name, generate }: DatasetSpec): string =>
  generate === null
    ? `The split of this run cannot be drawn again from ${name}: another version of NextLabel made it.`
    : `The data set ${name} cannot be made again as it was: the generator ${generate.id} of this version of NextLabel ` +
      'gives other rows.';

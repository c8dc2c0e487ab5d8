import { mkdir, readdir, readFile, rm } from 'node:fs/promises';
import path from 'node:path';
import * as v from 'valibot';
import { UNFINISHED, writeTextFile } from '../data/textFile.ts';
import { InputError } from '../data/tables/inputError.ts';
import { RESULTS_FILE } from '../protocol/experiment.ts';
import type { ResultsInfo, RunRecord, SplitRecord } from '../protocol/experiment.ts';
import { infoSchema, runSchema, splitSchema } from './recordSchemas.ts';

/** Results cannot be saved; what was saved before is kept. */
export class ResultsError extends Error {
  override readonly name = 'ResultsError';
  readonly reason = 'failed';
}

/** A results folder that is being written. */
export interface ResultsFolder {
  /** Ids of the runs that it holds. */
  readonly done: ReadonlySet<string>;
  /** Durable when it resolves. */
  saveRun(run: RunRecord): Promise<void>;
  /** Writes each split once. */
  saveSplit(split: SplitRecord): Promise<void>;
}

export interface OpenResults {
  readonly folder: string;
  readonly info: ResultsInfo;
  readonly resume: boolean;
  /** How files are written; tests put a full disk in between. */
  readonly write?: typeof writeTextFile;
}

/**
 * Makes a results folder, or with `resume` goes on with one. Every run is a file of its own that appears whole, so that
 * a kill or a full disk never leaves half of one. Throws InputError where the folder holds another experiment, or this
 * one and `resume` was not said.
 */
export async function openResults({
  folder,
  info,
  resume,
  write = writeTextFile,
}: OpenResults): Promise<ResultsFolder> {
  const found = await readInfo(folder);
  if (found === null) await refuseForeignFolder(folder);
  else if (resume) refuseOtherExperiment(found, info, folder);
  else {
    throw new InputError(
      `${folder} holds results of “${found.name}” already; resume them, or name another folder.`,
    );
  }
  await saving(folder, () => mkdir(folder, { recursive: true }));
  // The file that says what was asked for is indented: people look at it.
  const save = (name: string, value: unknown): Promise<void> => {
    const text = JSON.stringify(value, null, name === RESULTS_FILE ? 2 : 0);
    return saving(folder, () => write(path.join(folder, name), `${text}\n`));
  };
  if (found === null) await save(RESULTS_FILE, info);
  // What the report shows may change; no run depends on it.
  else if (found.spec.summaries !== info.spec.summaries) {
    await save(RESULTS_FILE, { ...found, spec: { ...found.spec, summaries: info.spec.summaries } });
  }
  for (const part of ['runs', 'splits']) {
    await saving(folder, () => mkdir(path.join(folder, part), { recursive: true }));
    await removeUnfinished(path.join(folder, part));
  }
  const splits = new Set(await namesIn(path.join(folder, 'splits')));
  return {
    done: new Set(await namesIn(path.join(folder, 'runs'))),
    saveRun: (run) => save(`runs/${run.id}.json`, run),
    async saveSplit(split) {
      if (splits.has(split.name)) return;
      await save(`splits/${split.name}.json`, split);
      splits.add(split.name);
    },
  };
}

/** What a results folder holds, runs in the order of the spec. Throws InputError naming the file that is damaged. */
export async function readResults(
  folder: string,
): Promise<{ readonly info: ResultsInfo; readonly runs: readonly RunRecord[] }> {
  const { info, done } = await readContents(folder);
  const runs: RunRecord[] = [];
  for (const id of done) runs.push(await readRecord(folder, id));
  return { info, runs };
}

/** What a results folder is about, with the ids of the runs that it holds, in the order of the spec. */
export async function readContents(
  folder: string,
): Promise<{ readonly info: ResultsInfo; readonly done: readonly string[] }> {
  const info = await readInfo(folder);
  if (info === null) {
    throw new InputError(`${folder} holds no results: expected a folder with the file ${RESULTS_FILE}.`);
  }
  return { info, done: (await namesIn(path.join(folder, 'runs'))).sort() };
}

/** A run of a results folder. Throws InputError where its file is damaged. */
export const readRecord = (folder: string, id: string): Promise<RunRecord> =>
  readJson(path.join(folder, 'runs', `${id}.json`), runSchema);

/** A split as it was drawn; null where its file is gone. */
export async function readSplit(folder: string, name: string): Promise<SplitRecord | null> {
  try {
    return await readJson(path.join(folder, 'splits', `${name}.json`), splitSchema);
  } catch (error) {
    if (isAbsent(error)) return null;
    throw error;
  }
}

/** Null where the folder or the file is absent. */
async function readInfo(folder: string): Promise<ResultsInfo | null> {
  const file = path.join(folder, RESULTS_FILE);
  try {
    return await readJson(file, infoSchema);
  } catch (error) {
    if (isAbsent(error)) return null;
    throw error;
  }
}

async function readJson<Value>(file: string, schema: v.GenericSchema<unknown, Value>): Promise<Value> {
  const text = await readFile(file, 'utf8');
  let value: unknown;
  try {
    value = JSON.parse(text);
  } catch (error) {
    const why = error instanceof Error ? error.message : String(error);
    throw new InputError(`${file} is damaged: ${why}. Delete it and resume the experiment.`, {
      cause: error,
    });
  }
  const result = v.safeParse(schema, value, { abortEarly: true });
  if (result.success) return result.output;
  const [issue] = result.issues;
  const place = v.getDotPath(issue);
  throw new InputError(
    `${file} is not what NextLabel writes: ${place === null ? '' : `“${place}”: `}${issue.message}. ` +
      'Delete it and resume the experiment.',
  );
}

/** Names of the JSON files in a folder, without the extension; none where there is no folder. */
async function namesIn(folder: string): Promise<string[]> {
  try {
    const files = await readdir(folder);
    return files.filter((file) => file.endsWith('.json')).map((file) => file.slice(0, -'.json'.length));
  } catch (error) {
    if (isAbsent(error)) return [];
    throw error;
  }
}

async function refuseForeignFolder(folder: string): Promise<void> {
  try {
    const files = await readdir(folder);
    if (files.every((file) => file.endsWith(UNFINISHED))) return;
  } catch (error) {
    if (isAbsent(error)) return;
    if (codeOf(error) === 'ENOTDIR')
      throw new InputError(`${folder} is a file; expected a folder for results.`);
    throw error;
  }
  throw new InputError(`${folder} holds other files and no results; name a new or an empty folder.`);
}

/** What a process that was killed had begun to write. */
async function removeUnfinished(folder: string): Promise<void> {
  for (const file of await readdir(folder)) {
    if (file.endsWith(UNFINISHED)) await rm(path.join(folder, file), { force: true });
  }
}

/** Results of different specs or data in one folder could never be told apart again. */
function refuseOtherExperiment(found: ResultsInfo, info: ResultsInfo, folder: string): void {
  const fields = (Object.keys(info.spec) as (keyof typeof info.spec)[]).filter((key) => key !== 'summaries');
  const differing = fields.filter(
    (key) => JSON.stringify(found.spec[key]) !== JSON.stringify(info.spec[key]),
  );
  if (differing.length > 0) {
    throw new InputError(
      `${folder} holds results of another spec: it differs in ${differing.map((key) => `“${key}”`).join(', ')}. ` +
        'Name another folder, or put the spec back as it was.',
    );
  }
  for (const [name, hash] of Object.entries(info.sources)) {
    if (found.sources[name] !== hash) {
      throw new InputError(`${name} has changed since these results were begun; name another folder.`);
    }
  }
}

async function saving<Result>(folder: string, work: () => Promise<Result>): Promise<Result> {
  try {
    return await work();
  } catch (error) {
    const why = error instanceof Error ? error.message : String(error);
    const full = codeOf(error) === 'ENOSPC' || codeOf(error) === 'EDQUOT';
    throw new ResultsError(
      full
        ? `The disk is full: results could not be saved in ${folder}. What was saved is kept; free some space and resume.`
        : `Results could not be saved in ${folder}: ${why}. What was saved is kept.`,
      { cause: error },
    );
  }
}

const codeOf = (error: unknown): unknown => (error instanceof Error && 'code' in error ? error.code : null);
const isAbsent = (error: unknown): boolean => codeOf(error) === 'ENOENT';

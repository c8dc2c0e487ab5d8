import { existsSync } from 'node:fs';
import { readdir, readFile, stat } from 'node:fs/promises';
import path from 'node:path';
import { InputError } from '../../data/tables/inputError.ts';
import type { ProjectConfig } from '../../protocol/project.ts';
import { parseProjectFile, PROJECT_FILE_SUFFIX } from '../../session/projectFile.ts';
import { findStateFolder } from '../../session/projectPaths.ts';
import { openStore } from '../../store/openStore.ts';
import type { LabelEvent, ProjectStore, RoundRecord, StoredItem } from '../../store/store.ts';

/** All that is stored of a project, in memory. */
export interface StoredProject {
  /** Absolute. */
  readonly projectFile: string;
  readonly stateFolder: string;
  readonly config: ProjectConfig;
  readonly itemsVersion: string;
  /** Present items in order of row. */
  readonly items: readonly StoredItem[];
  /** In the order of the log. */
  readonly events: readonly LabelEvent[];
  /** In order, without what each ranked. */
  readonly rounds: readonly RoundRecord[];
  /** The one that was asked for, whole. */
  readonly round: RoundRecord;
}

/**
 * Reads a project through a copy of its database: nothing is written beside it, and it may be open elsewhere. `round` is
 * a number, or null for the last one. Throws InputError where there is no such project or round.
 */
export async function readProject(operand: string, round: number | null): Promise<StoredProject> {
  const projectFile = await findProjectFile(operand);
  const config = await readConfig(projectFile);
  const stateFolder = findStateFolder(projectFile);
  if (!existsSync(path.join(stateFolder, 'labels.db'))) {
    throw new InputError(`${projectFile} has no labels yet: ${stateFolder} holds no labels.db.`);
  }
  const store = await openStore({ folder: stateFolder, actor: config.annotator, readOnly: true });
  try {
    refuseDamaged(store, stateFolder);
    const rounds = await store.rounds();
    const wanted = round ?? rounds.at(-1)?.round;
    const record = wanted === undefined ? null : await store.round(wanted);
    if (record === null) throw new InputError(`${projectFile}: ${whichRounds(round, rounds)}.`);
    const items: StoredItem[] = [];
    for await (const { item } of store.labeledItems()) items.push(item);
    const events: LabelEvent[] = [];
    for await (const event of store.events()) events.push(event);
    const { itemsVersion } = store;
    return { projectFile, stateFolder, config, itemsVersion, items, events, rounds, round: record };
  } finally {
    await store.close();
  }
}

async function findProjectFile(operand: string): Promise<string> {
  const expected = `expected a file <name>${PROJECT_FILE_SUFFIX}, or the folder that holds one`;
  const found = await stat(operand).catch(() => null);
  if (found === null) throw new InputError(`${operand} does not exist; ${expected}.`);
  if (!found.isDirectory()) return path.resolve(operand);
  const files = (await readdir(operand)).filter((name) => name.endsWith(PROJECT_FILE_SUFFIX)).sort();
  const [only] = files;
  if (only === undefined) throw new InputError(`${operand} holds no project; ${expected}.`);
  if (files.length > 1) {
    throw new InputError(`${operand} holds several projects (${files.join(', ')}); name one of the files.`);
  }
  return path.resolve(operand, only);
}

async function readConfig(projectFile: string): Promise<ProjectConfig> {
  const { config, problems } = parseProjectFile(await readFile(projectFile, 'utf8'), projectFile);
  if (config !== null) return config;
  const [first] = problems;
  const place = first === undefined ? '' : `, line ${first.line}, column ${first.column}`;
  throw new InputError(`${projectFile}${place}: ${first?.message ?? 'is no project file'}.`);
}

/** A damaged database is rebuilt when the project is opened; what is rebuilt holds labels, but no rounds. */
function refuseDamaged({ recovery }: ProjectStore, stateFolder: string): void {
  if (recovery.setAside === null) return;
  throw new Error(
    `${path.join(stateFolder, 'labels.db')} is damaged. If labels are being set right now, try again; else open the ` +
      'project in VS Code, which rebuilds the database from labels.jsonl. Rounds before the damage are lost then.',
  );
}

function whichRounds(wanted: number | null, rounds: readonly RoundRecord[]): string {
  const numbers = rounds.map(({ round }) => round);
  const [first] = numbers;
  const last = numbers.at(-1);
  if (first === undefined || last === undefined) {
    return 'no round was stored yet; the first is made when the project is opened in VS Code';
  }
  const complete = numbers.length === last - first + 1;
  const there = complete ? `${first} to ${last}` : numbers.join(', ');
  return `there is no round ${wanted ?? ''}; expected one of ${there}`;
}

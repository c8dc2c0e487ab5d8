import { randomUUID } from 'node:crypto';
import { readFileSync, writeFileSync } from 'node:fs';
import { join } from 'node:path';
import type { EngineClient } from '../../src/engineProcess/engineClient.ts';
import { createEngine } from '../../src/session/createEngine.ts';
import { openSession } from '../../src/session/openSession.ts';
import { parseProjectFile } from '../../src/session/projectFile.ts';
import type { LabelingSession } from '../../src/session/session.ts';
import { bundleOr } from '../bundles.ts';

/** An engine process. */
export const startEngine = (): EngineClient =>
  createEngine({ modulePath: bundleOr('engine.cjs', 'engineProcess/main.ts') });

export interface ProjectPlan {
  readonly name: string;
  /** The project file's content. */
  readonly file: Readonly<Record<string, unknown>>;
  /** Text of the source that `file` names. */
  readonly source: string;
  /** The annotator's answer; null = skip. */
  readonly answer: (itemId: string) => string | null;
  /** Labels set in each round. */
  readonly batches: readonly number[];
}

/** Makes a project as a user does: imports the source and labels the queue, batch by batch. Returns its file. */
export async function labelProject(folder: string, engine: EngineClient, plan: ProjectPlan): Promise<string> {
  const projectFile = join(folder, `${plan.name}.nextlabel.json`);
  writeFileSync(join(folder, String(plan.file['source'])), plan.source);
  writeFileSync(projectFile, JSON.stringify(plan.file));
  const session = await openProject(projectFile, engine);
  try {
    await session.importItems(() => Promise.resolve(true));
    await roundAfter(session, 0);
    for (const batch of plan.batches) {
      for (let count = 0; count < batch; count++) await labelNext(session, plan);
      const { ranking } = await session.snapshot();
      await session.rankNow();
      await roundAfter(session, ranking.round);
    }
  } finally {
    await session.close();
  }
  return projectFile;
}

/** A session whose rounds come when the test asks for them. */
export function openProject(projectFile: string, engine: EngineClient): Promise<LabelingSession> {
  const { config } = parseProjectFile(readFileSync(projectFile, 'utf8'), projectFile);
  if (config === null) throw new Error('The project file of a test is wrong.');
  return openSession({
    projectFile,
    config,
    engine,
    toUri: (path) => path,
    showSuggestions: () => true,
    log: () => undefined,
    rerankAfter: 1e6,
  });
}

/** Labels the item on turn. */
export async function labelNext(
  session: LabelingSession,
  { answer }: Pick<ProjectPlan, 'answer'>,
): Promise<void> {
  const { sequence, turn } = await session.snapshot();
  const item = sequence[turn];
  if (item === undefined) throw new Error('The pool of a test is done.');
  session.shown(item.itemId);
  const value = answer(item.itemId);
  await session.apply([
    {
      eventId: randomUUID(),
      itemId: item.itemId,
      action: value === null ? 'skip' : 'label',
      value,
      secondsSpent: 2,
      suggestionShown: false,
      view: 'item',
    },
  ]);
}

async function roundAfter(session: LabelingSession, round: number): Promise<void> {
  const end = Date.now() + 60_000;
  for (;;) {
    const { ranking } = await session.snapshot();
    if (ranking.round > round && ranking.status === 'current') return;
    if (Date.now() > end) throw new Error(`still waiting: ${JSON.stringify(ranking)}`);
    await new Promise((resolve) => setTimeout(resolve, 20));
  }
}

import { mkdirSync, mkdtempSync, rmSync, writeFileSync } from 'node:fs';
import { tmpdir } from 'node:os';
import { join } from 'node:path';
import { afterAll, afterEach, beforeAll, beforeEach } from 'vitest';
import { generateWaveform } from '../../src/engine/generators/generateWaveform.ts';
import { createRng } from '../../src/engine/numeric/rng.ts';
import type { EngineClient } from '../../src/engineProcess/engineClient.ts';
import type { LabelingSnapshot } from '../../src/protocol/labeling.ts';
import type { ProjectConfig } from '../../src/protocol/project.ts';
import { createEngine } from '../../src/session/createEngine.ts';
import { openSession } from '../../src/session/openSession.ts';
import type { LabelingSession } from '../../src/session/session.ts';
import type { SessionOptions } from '../../src/session/sessionState.ts';
import { bundleOr } from '../bundles.ts';
import { labelCommand } from './labelCommand.ts';
import { plainSettings } from './plainSettings.ts';

export const ROWS = 300;

export const config: ProjectConfig = {
  name: 'waves',
  kind: 'tabular',
  source: 'waves.csv',
  idColumn: 'id',
  featureColumns: [],
  textColumn: null,
  labelColumn: null,
  hiddenColumns: [],
  classes: [
    { name: 'wave', key: '1', colour: '#112233', description: '' },
    { name: '__proto__', key: '2', colour: '#332211', description: '' },
  ],
  ...plainSettings,
  randomShare: 0.2,
  seed: 11,
};

const { features, labels } = generateWaveform(ROWS, createRng(3));

const source = [
  ['id', ...Array.from({ length: features.columns }, (_, column) => `x${column}`)],
  ...Array.from(labels, (_, row) => [
    `w${row}`,
    ...features.data.subarray(row * features.columns, (row + 1) * features.columns),
  ]),
]
  .map((cells) => cells.join(','))
  .join('\n');

/** What the oracle says of an item. */
export const truthOf = (itemId: string): string =>
  labels[Number(itemId.slice(1))] === 1 ? 'wave' : '__proto__';

export interface Waves {
  /** Of the test that runs. */
  readonly folder: string;
  readonly engine: EngineClient;
  /** Opens the project; it is closed after the test. */
  start(change?: Partial<SessionOptions>): Promise<LabelingSession>;
  /** The same with its items imported and a first ranking. */
  imported(change?: Partial<SessionOptions>): Promise<LabelingSession>;
}

/** A project of two kinds of waves, in a new folder for each test; all tests of a file share an engine process. */
export function useWaves(): Waves {
  let engine: EngineClient;
  let folder: string;
  const open: LabelingSession[] = [];
  beforeAll(() => {
    engine = createEngine({ modulePath: bundleOr('engine.cjs', 'engineProcess/main.ts') });
  });
  afterAll(() => engine.dispose());
  beforeEach(() => {
    folder = mkdtempSync(join(tmpdir(), 'nextlabel-session-'));
    writeWaves(folder);
  });
  afterEach(async () => {
    for (const session of open.splice(0)) await session.close();
    rmSync(folder, { recursive: true, force: true });
  });

  const start: Waves['start'] = async (change = {}) => {
    const session = await openSession({
      projectFile: join(folder, 'waves.nextlabel.json'),
      config,
      engine,
      toUri: (path) => path,
      showSuggestions: () => true,
      log: () => undefined,
      ...change,
    });
    open.push(session);
    return session;
  };
  return {
    get folder() {
      return folder;
    },
    get engine() {
      return engine;
    },
    start,
    async imported(change) {
      const session = await start(change);
      await session.importItems(() => Promise.resolve(true));
      await until(session, ({ ranking }) => ranking.round > 0);
      return session;
    },
  };
}

/** The project's data, in a folder that is made if absent. */
export function writeWaves(folder: string): void {
  mkdirSync(folder, { recursive: true });
  writeFileSync(join(folder, config.source), `${source}\n`);
}

/** Waits for a snapshot that satisfies `ready`. */
export async function until(
  session: LabelingSession,
  ready: (snapshot: LabelingSnapshot) => boolean,
): Promise<LabelingSnapshot> {
  const end = Date.now() + 30_000;
  for (;;) {
    const snapshot = await session.snapshot();
    if (ready(snapshot)) return snapshot;
    if (Date.now() > end) throw new Error(`still waiting: ${JSON.stringify(snapshot.ranking)}`);
    await new Promise((resolve) => setTimeout(resolve, 20));
  }
}

/** Labels what is on turn, as the oracle knows it. */
export async function labelNext(session: LabelingSession, count: number): Promise<string[]> {
  const labeled: string[] = [];
  for (let index = 0; index < count; index += 1) {
    const snapshot = await session.snapshot();
    const item = snapshot.sequence[snapshot.turn];
    if (item === undefined) break;
    session.shown(item.itemId);
    await session.apply([labelCommand(item.itemId, truthOf(item.itemId))]);
    labeled.push(item.itemId);
  }
  return labeled;
}

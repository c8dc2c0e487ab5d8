import { randomUUID } from 'node:crypto';
import { mkdtempSync, rmSync, writeFileSync } from 'node:fs';
import { tmpdir } from 'node:os';
import { join } from 'node:path';
import { afterEach, beforeEach, expect, it } from 'vitest';
import { generateWaveform } from '../../src/engine/generators/generateWaveform.ts';
import { createRng } from '../../src/engine/numeric/rng.ts';
import type { EngineClient } from '../../src/engineProcess/engineClient.ts';
import type { LabelingSnapshot } from '../../src/protocol/labeling.ts';
import type { ProjectConfig } from '../../src/protocol/project.ts';
import { createEngine } from '../../src/session/createEngine.ts';
import { readNetwork } from '../../src/session/networkFile.ts';
import { openSession } from '../../src/session/openSession.ts';
import { parseProjectFile } from '../../src/session/projectFile.ts';
import type { LabelingSession } from '../../src/session/session.ts';
import { openStore } from '../../src/store/openStore.ts';
import { bundleOr } from '../bundles.ts';

const ROWS = 120;
const PROJECT = {
  source: 'waves.csv',
  kind: 'tabular',
  id: 'id',
  classes: ['even', 'odd'],
  strategy: { id: 'neuralProcess', params: { simulations: 100, epochs: 5 } },
  objective: 'balancedAccuracy',
  batchSize: 10,
  seed: 5,
};

let folder: string;
let engine: EngineClient;
let session: LabelingSession;
let config: ProjectConfig;
let classOf: (itemId: string) => string;

beforeEach(async () => {
  folder = mkdtempSync(join(tmpdir(), 'nextlabel-gains-'));
  const { features, labels } = generateWaveform(ROWS, createRng(4));
  const { columns, data } = features;
  const header = ['id', ...Array.from({ length: columns }, (_, column) => `x${column}`)].join(',');
  const lines = Array.from({ length: ROWS }, (_, row) =>
    [`w${row}`, ...data.subarray(row * columns, (row + 1) * columns)].join(','),
  );
  writeFileSync(join(folder, 'waves.csv'), `${[header, ...lines].join('\n')}\n`);
  classOf = (itemId) => (labels[Number(itemId.slice(1))] === 1 ? 'odd' : 'even');
  engine = createEngine({ modulePath: bundleOr('engine.cjs', 'engineProcess/main.ts') });
  const projectFile = join(folder, 'waves.nextlabel.json');
  const parsed = parseProjectFile(JSON.stringify(PROJECT), projectFile);
  if (parsed.config === null) throw new Error('The project file has a problem.');
  ({ config } = parsed);
  session = await openSession({
    projectFile,
    config,
    engine,
    toUri: (path) => path,
    showSuggestions: () => true,
    log: () => undefined,
  });
  await session.importItems(() => Promise.resolve(true));
});
afterEach(async () => {
  await session.close();
  await engine.dispose();
  rmSync(folder, { recursive: true, force: true });
});

const labelNext = async (count: number): Promise<void> => {
  for (let index = 0; index < count; index += 1) {
    const { sequence, turn } = await session.snapshot();
    const { itemId } = sequence[turn]!;
    session.shown(itemId);
    const common = { eventId: randomUUID(), itemId, secondsSpent: 1, suggestionShown: false } as const;
    await session.apply([{ ...common, action: 'label', value: classOf(itemId), view: 'item' }]);
  }
};

const until = async (ready: (snapshot: LabelingSnapshot) => boolean): Promise<LabelingSnapshot> => {
  const end = Date.now() + 60_000;
  for (;;) {
    const snapshot = await session.snapshot();
    if (ready(snapshot)) return snapshot;
    if (Date.now() > end) throw new Error(`still waiting: ${JSON.stringify(snapshot.ranking)}`);
    await new Promise((resolve) => setTimeout(resolve, 20));
  }
};

it('says how many labels are missing, then what labels are predicted to gain, and keeps the prediction', async () => {
  await until(({ ranking }) => ranking.round > 0);
  expect(session.hasNetwork).toBe(false);
  await labelNext(12);
  await session.rankNow();
  const early = await session.snapshot();
  expect(early.ranking.detail).toMatch(/from 20 labels on; \d+ more are needed: until then by margin/);
  expect(early.ranking.status).toBe('current');
  expect(early.sequence.at(-1)).toMatchObject({ gain: null });

  await labelNext(13);
  await session.rankNow();
  const { sequence, turn, ranking } = await session.snapshot();
  expect(ranking.detail).toBe('');
  const next = sequence[turn + 3]!;
  expect(next.gain).toMatchObject({ objective: 'balancedAccuracy', className: null });
  expect(next.gain!.deviation).toBeGreaterThan(0);

  const file = join(folder, 'waves.nextlabel-network');
  await session.saveNetwork(file);
  expect((await readNetwork(file)).length).toBeGreaterThan(10_000);

  await labelNext(4);
  await session.close();
  const store = await openStore({ folder: join(folder, '.nextlabel'), actor: 'ann' });
  const kept = (await store.predictedGains()).find(({ itemId }) => itemId === next.itemId);
  await store.close();
  const { mean, deviation } = next.gain!;
  expect(kept).toMatchObject({ mean, deviation, label: classOf(next.itemId), strategy: 'neuralProcess' });
  expect(kept?.objective).toBe('"balancedAccuracy"');
});

it('tells how far a round is, gives it up for newer settings, and loses no label', async () => {
  await until(({ ranking }) => ranking.round > 0);
  await labelNext(25);
  await session.rankNow();
  const before = await session.snapshot();
  const told: string[] = [];
  session.onSnapshot(({ ranking }) => {
    if (ranking.progress !== '' && ranking.progress !== told.at(-1)) told.push(ranking.progress);
  });
  const endless = { ...config, strategyParams: { simulations: 500, epochs: 5_000 } };
  await session.reconfigure(endless);
  await until(({ ranking }) => ranking.progress.startsWith('training'));
  await labelNext(3);
  await session.reconfigure({ ...config, strategy: 'margin', strategyParams: {} });
  const after = await until(({ ranking }) => ranking.status === 'current' && ranking.strategy === 'margin');
  expect(after.ranking).toMatchObject({ round: before.ranking.round + 1, labelsAgo: 0, progress: '' });
  expect(after.labeled).toBe(28);
  const stages = told.map((words) => /^(measuring gains|training) (\d+) %$/.exec(words)!.slice(1));
  const places = stages.map(([stage, percent]) => (stage === 'training' ? 1_000 : 0) + Number(percent));
  expect(places).toEqual(places.toSorted((a, b) => a - b));
  expect(stages.map(([stage]) => stage)).toContain('measuring gains');

  await session.close();
  const store = await openStore({ folder: join(folder, '.nextlabel'), actor: 'ann' });
  const { labeled } = await store.counts();
  const last = await store.lastRound();
  await store.close();
  expect(labeled).toBe(28);
  expect(last).toMatchObject({ round: after.ranking.round, strategy: 'margin' });
});

import { randomUUID } from 'node:crypto';
import { mkdtempSync, rmSync, writeFileSync } from 'node:fs';
import { tmpdir } from 'node:os';
import { join } from 'node:path';
import { afterEach, beforeEach, expect, it } from 'vitest';
import { generateWaveform } from '../../src/engine/generators/generateWaveform.ts';
import { createRng } from '../../src/engine/numeric/rng.ts';
import type { EngineClient } from '../../src/engineProcess/engineClient.ts';
import type { LabelingSnapshot } from '../../src/protocol/labeling.ts';
import { createEngine } from '../../src/session/createEngine.ts';
import { readNetwork } from '../../src/session/networkFile.ts';
import { openSession } from '../../src/session/openSession.ts';
import { parseProjectFile } from '../../src/session/projectFile.ts';
import type { LabelingSession } from '../../src/session/session.ts';
import { openStore } from '../../src/store/openStore.ts';

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
  engine = createEngine({ modulePath: join(import.meta.dirname, '../../src/engineProcess/main.ts') });
  const projectFile = join(folder, 'waves.nextlabel.json');
  const { config } = parseProjectFile(JSON.stringify(PROJECT), projectFile);
  if (config === null) throw new Error('The project file has a problem.');
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

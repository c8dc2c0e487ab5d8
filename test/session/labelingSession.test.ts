import { createHash, randomUUID } from 'node:crypto';
import { mkdtempSync, readdirSync, readFileSync, rmSync, writeFileSync } from 'node:fs';
import { tmpdir } from 'node:os';
import { join } from 'node:path';
import { afterAll, afterEach, beforeAll, beforeEach, describe, expect, it } from 'vitest';
import { generateWaveform } from '../../src/engine/generators/generateWaveform.ts';
import { createRng } from '../../src/engine/numeric/rng.ts';
import type { EngineClient } from '../../src/engineProcess/engineClient.ts';
import type { LabelCommand, LabelingSnapshot } from '../../src/protocol/labeling.ts';
import type { ProjectConfig } from '../../src/protocol/project.ts';
import { createEngine } from '../../src/session/createEngine.ts';
import { openSession } from '../../src/session/openSession.ts';
import { readProgress } from '../../src/session/readProgress.ts';
import type { LabelingSession } from '../../src/session/session.ts';
import type { SessionOptions } from '../../src/session/sessionState.ts';
import { bundleOr } from '../bundles.ts';

const ROWS = 300;
let engine: EngineClient;
let folder: string;
let truth: Map<string, string>;
const open: LabelingSession[] = [];

beforeAll(() => {
  engine = createEngine({ modulePath: bundleOr('engine.cjs', 'engineProcess/main.ts') });
});
afterAll(() => engine.dispose());
beforeEach(() => {
  folder = mkdtempSync(join(tmpdir(), 'nextlabel-session-'));
  truth = new Map();
  const { rows, labels } = sample();
  const lines = rows.map((row, index) => {
    truth.set(`w${index}`, labels[index] === 1 ? 'wave' : '__proto__');
    return [`w${index}`, ...row].join(',');
  });
  const header = ['id', ...Array.from({ length: 21 }, (_, column) => `x${column}`)].join(',');
  writeFileSync(join(folder, 'waves.csv'), `${[header, ...lines].join('\n')}\n`);
});
afterEach(async () => {
  for (const session of open.splice(0)) await session.close();
  rmSync(folder, { recursive: true, force: true });
});

const sample = (): { rows: number[][]; labels: number[] } => {
  const { features, labels } = generateWaveform(ROWS, createRng(3));
  const rows = Array.from({ length: ROWS }, (_, row) => [
    ...features.data.subarray(row * features.columns, (row + 1) * features.columns),
  ]);
  return { rows, labels: [...labels] };
};

const config: ProjectConfig = {
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
  model: 'logisticRegression',
  modelParams: {},
  strategy: 'margin',
  strategyParams: {},
  objective: { kind: 'accuracy' },
  frozenModel: null,
  network: null,
  batchSize: 10,
  randomShare: 0.2,
  repeatShare: 0,
  annotator: 'ann',
  seed: 11,
};

const start = async (change: Partial<SessionOptions> = {}): Promise<LabelingSession> => {
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

const imported = async (change: Partial<SessionOptions> = {}): Promise<LabelingSession> => {
  const session = await start(change);
  await session.importItems(() => Promise.resolve(true));
  await until(session, (snapshot) => snapshot.ranking.round > 0);
  return session;
};

/** Waits for a snapshot that satisfies `ready`. */
const until = async (
  session: LabelingSession,
  ready: (snapshot: LabelingSnapshot) => boolean,
): Promise<LabelingSnapshot> => {
  const end = Date.now() + 30_000;
  for (;;) {
    const snapshot = await session.snapshot();
    if (ready(snapshot)) return snapshot;
    if (Date.now() > end) throw new Error(`still waiting: ${JSON.stringify(snapshot.ranking)}`);
    await new Promise((resolve) => setTimeout(resolve, 20));
  }
};

const labelOf = (itemId: string, value: string | null, change: Partial<LabelCommand> = {}): LabelCommand => ({
  eventId: randomUUID(),
  itemId,
  action: 'label',
  value,
  secondsSpent: 1,
  suggestionShown: false,
  view: 'item',
  ...change,
});

/** Labels what is on turn, as the oracle knows it. */
const labelNext = async (session: LabelingSession, count: number): Promise<string[]> => {
  const labeled: string[] = [];
  for (let index = 0; index < count; index += 1) {
    const snapshot = await session.snapshot();
    const item = snapshot.sequence[snapshot.turn];
    if (item === undefined) break;
    session.shown(item.itemId);
    await session.apply([labelOf(item.itemId, truth.get(item.itemId) ?? '')]);
    labeled.push(item.itemId);
  }
  return labeled;
};

/** Names and contents of everything under a folder. */
const filesOf = (path: string): readonly (readonly [string, string])[] =>
  readdirSync(path, { recursive: true, withFileTypes: true })
    .filter((entry) => entry.isFile())
    .map((entry) => join(entry.parentPath, entry.name))
    .sort()
    .map((file) => [file, createHash('sha256').update(readFileSync(file)).digest('hex')] as const);

describe('a labeling session', () => {
  it('imports, labels ranked items, ranks anew in the background and exports', async () => {
    const session = await start();
    expect(session.needsImport).toBe(true);
    const outcome = await session.importItems(({ needsConsent }) => Promise.resolve(!needsConsent));
    expect(outcome).toMatchObject({ committed: true, summary: { added: ROWS } });
    const cold = await until(session, (snapshot) => snapshot.ranking.round > 0);
    expect(cold.ranking.detail).not.toBe('');
    expect(cold.sequence.length).toBeGreaterThanOrEqual(5);
    expect(cold.sequence.every((item) => item.suggestion === null)).toBe(true);

    const labeled = await labelNext(session, 30);
    expect(new Set(labeled).size).toBe(30);
    const ranked = await until(session, (s) => s.ranking.status === 'current' && s.ranking.labelsAgo < 10);
    expect(ranked).toMatchObject({ labeled: 30, total: ROWS, turn: 12, canUndo: true });
    expect(ranked.ranking.round).toBeGreaterThanOrEqual(2);
    const [next] = ranked.sequence.slice(ranked.turn).filter((item) => item.stream === 'strategy');
    expect(next?.suggestion?.probability).toBeGreaterThan(0.4);
    expect(next?.selectionProbability).toBeGreaterThan(0.79);

    const path = join(folder, 'labels.csv');
    expect(await session.exportLabels({ format: 'csv', path })).toEqual({ rows: 30 });
    const exported = readFileSync(path, 'utf8').trim().split('\n');
    expect(exported).toHaveLength(31);
    for (const itemId of labeled) {
      expect(exported.some((line) => line.includes(itemId) && line.includes(truth.get(itemId) ?? '?'))).toBe(
        true,
      );
    }
    expect(await readProgress(join(folder, 'waves.nextlabel.json'))).toEqual({ total: ROWS, labeled: 30 });
  });

  it('never moves the item on screen or the next two when a new ranking comes', async () => {
    const session = await imported();
    for (let batch = 0; batch < 4; batch += 1) {
      await labelNext(session, 10);
      const before = await session.snapshot();
      const pinned = before.sequence.slice(before.turn, before.turn + 3).map((item) => item.itemId);
      session.shown(pinned[0] ?? '');
      await session.rankNow();
      const after = await session.snapshot();
      expect(after.ranking.round).toBeGreaterThan(before.ranking.round);
      expect(after.sequence.slice(after.turn, after.turn + 3).map((item) => item.itemId)).toEqual(pinned);
    }
  });

  it('ends the cold start as soon as two classes are known', async () => {
    const session = await imported();
    const { sequence } = await session.snapshot();
    const wave = sequence.find((item) => truth.get(item.itemId) === 'wave');
    const other = sequence.find((item) => truth.get(item.itemId) !== 'wave');
    await session.apply([labelOf(wave?.itemId ?? '', 'wave')]);
    await session.apply([labelOf(other?.itemId ?? '', '__proto__')]);
    const warm = await until(session, (s) => s.ranking.status === 'current' && s.ranking.detail === '');
    expect(warm.labeled).toBe(2);
  });

  it('undoes and redoes, answers a repeated undo once, and puts the item on turn again', async () => {
    const session = await imported();
    const [first, second] = await labelNext(session, 2);
    const eventId = randomUUID();
    const result = await session.undo(eventId);
    expect(result.itemId).toBe(second);
    expect(await session.undo(eventId)).toEqual(result);
    const undone = await session.snapshot();
    expect(undone).toMatchObject({ labeled: 1, canRedo: true });
    expect(undone.sequence[undone.turn]?.itemId).toBe(second);
    await session.redo(randomUUID());
    expect((await session.snapshot()).labeled).toBe(2);
    await session.undo(randomUUID());
    expect((await session.undo(randomUUID())).itemId).toBe(first);
    expect((await session.undo(randomUUID())).itemId).toBeNull();
  });

  it('undoes once what is sent again after a restart, whatever is on top by then', async () => {
    const session = await imported();
    const { cards } = await session.page('ranked', 0, 20);
    const ids = cards.map((card) => card.itemId);
    const group = (from: number) =>
      ids.slice(from, from + 4).map((itemId) => labelOf(itemId, 'wave', { view: 'grid' }));
    await session.apply(group(0));
    await session.apply(group(4));
    const eventId = randomUUID();
    expect((await session.undo(eventId)).description).toContain('4 items');
    await session.close();
    const again = await start();
    expect(ids.slice(4, 8)).toContain((await again.undo(eventId)).itemId);
    expect((await again.snapshot()).labeled).toBe(4);
    await again.undo(randomUUID());
    expect((await again.snapshot()).labeled).toBe(0);
  });

  it('takes up labels, queue and undo where the last window ended', async () => {
    const session = await imported();
    const labeled = await labelNext(session, 12);
    const before = await until(session, (s) => s.ranking.status === 'current');
    await session.close();
    const again = await start();
    expect(again.needsImport).toBe(false);
    const after = await again.snapshot();
    expect(after.labeled).toBe(12);
    expect(after.sequence.slice(0, after.turn).map((item) => item.itemId)).toEqual(labeled.slice(-12));
    const ahead = before.sequence.slice(before.turn).map((item) => item.itemId);
    const now = after.sequence.slice(after.turn).map((item) => item.itemId);
    if (after.ranking.round === 0) expect(now.slice(0, 3).some((id) => ahead.includes(id))).toBe(true);
    expect((await again.undo(randomUUID())).itemId).toBe(labeled.at(-1));
  });

  it('labels on while the engine is killed, and ranks again when it is back', async () => {
    const session = await imported();
    await labelNext(session, 5);
    const ranking = session.rankNow();
    process.kill(engine.pid ?? 0, 'SIGKILL');
    await labelNext(session, 10);
    expect((await session.snapshot()).labeled).toBe(15);
    await ranking;
    const back = await until(session, (s) => s.ranking.status === 'current' && s.ranking.labelsAgo < 10);
    expect(back.labeled).toBe(15);
  });

  it('labels a selection of the grid in one undoable step', async () => {
    const session = await imported();
    const page = await session.page('ranked', 0, 50);
    expect(page.total).toBe(ROWS);
    const chosen = page.cards.slice(10, 20).map((card) => card.itemId);
    await session.apply(chosen.map((itemId) => labelOf(itemId, 'wave', { view: 'grid' })));
    expect((await session.page('ranked', 0, 50)).total).toBe(ROWS - 10);
    expect((await session.page('labeled', 0, 50)).cards.map((card) => card.itemId).sort()).toEqual(
      chosen.sort(),
    );
    expect((await session.undo(randomUUID())).description).toContain('10 items');
    expect((await session.snapshot()).labeled).toBe(0);
  });

  it('never ends while items remain, and says so when none do', async () => {
    const session = await imported();
    const all = await session.page('all', 0, ROWS);
    const most = all.cards.slice(0, ROWS - 4).map((card) => card.itemId);
    await session.apply(most.map((itemId) => labelOf(itemId, truth.get(itemId) ?? '', { view: 'grid' })));
    expect(await labelNext(session, 10)).toHaveLength(4);
    const done = await session.snapshot();
    expect(done.turn).toBe(done.sequence.length);
    expect(done.labeled).toBe(ROWS);
  });

  it('refuses classes that the project does not have, and saves nothing of the request', async () => {
    const session = await imported();
    const { sequence } = await session.snapshot();
    const ids = sequence.map((item) => item.itemId);
    const commands = [labelOf(ids[0] ?? '', 'wave'), labelOf(ids[1] ?? '', 'nonsense')];
    await expect(session.apply(commands)).rejects.toMatchObject({ reason: 'unknownClass' });
    expect((await session.snapshot()).labeled).toBe(0);
  });

  it('is read-only in an untrusted workspace and in a second window', async () => {
    const session = await imported();
    const second = await start({ config: { ...config, annotator: 'bob' } });
    expect((await second.snapshot()).readOnly).toContain('ann');
    const { sequence } = await second.snapshot();
    const command = labelOf(sequence[0]?.itemId ?? 'w0', 'wave');
    await expect(second.apply([command])).rejects.toMatchObject({ reason: 'readOnly' });
    await session.apply([labelOf('w7', 'wave')]);
    await until(second, (snapshot) => snapshot.labeled === 1);
    await session.close();
    await until(second, (snapshot) => snapshot.readOnly === null);
    expect((await second.apply([labelOf('w1', 'wave')])).revision).toBe(2);
    await second.close();
    const before = filesOf(folder);
    const untrusted = await start({ trusted: () => false });
    expect((await untrusted.snapshot()).readOnly).toContain('not trusted');
    await expect(untrusted.apply([labelOf('w2', 'wave')])).rejects.toMatchObject({ reason: 'readOnly' });
    expect((await untrusted.snapshot()).sequence.length).toBeGreaterThan(2);
    await untrusted.close();
    expect(filesOf(folder)).toEqual(before);
  });

  it('tells what another strategy would have saved once 50 labels are of the random stream', async () => {
    const session = await imported({ config: { ...config, randomShare: 0.9 } });
    await labelNext(session, 40);
    const early = await session.whatIf({ strategies: ['random'] });
    expect(early).toMatchObject({ kind: 'refused', needed: 50 });
    await labelNext(session, 40);
    const messages: string[] = [];
    const asked = session.whatIf({
      strategies: ['margin', 'random'],
      onProgress: ({ message }) => messages.push(message),
    });
    const answer = await asked;
    expect(answer).toMatchObject({ kind: 'answer', labels: 80, given: 0, level: 0.95 });
    if (answer.kind !== 'answer') return;
    expect(answer.randomLabels).toBeGreaterThanOrEqual(50);
    expect(answer.effectiveSampleSize).toBeGreaterThan(50);
    expect(answer.strategies.map(({ strategy }) => strategy)).toEqual(['margin', 'random']);
    expect(messages.length).toBeGreaterThan(0);
    // With nine random items in ten, margin is nearly what was done: nothing to save, and nothing lost, for sure.
    const [margin] = answer.strategies;
    expect(margin?.low === null || (margin?.low ?? 0) <= 0).toBe(true);
    expect(margin?.high).toBeGreaterThanOrEqual(0);
  });

  it('builds the features of a what-if again after the engine has died', async () => {
    const session = await imported({ config: { ...config, randomShare: 1 } });
    await labelNext(session, 60);
    const again = new Promise<void>((resolve) => {
      engine.onStateChange((state) => {
        if (state === 'ready') resolve();
      });
    });
    process.kill(engine.pid ?? 0, 'SIGKILL');
    await again;
    const answer = await session.whatIf({ strategies: ['random'] });
    expect(answer.kind).toBe('answer');
    const aborted = session.whatIf({ strategies: ['random'], signal: AbortSignal.abort() });
    await expect(aborted).rejects.toMatchObject({ reason: 'cancelled' });
  });

  it('hides every suggestion of the random stream', async () => {
    const session = await imported();
    await labelNext(session, 20);
    await session.rankNow();
    const random: LabelingSnapshot['sequence'][number][] = [];
    for (let step = 0; step < 30; step += 1) {
      const snapshot = await session.snapshot();
      const item = snapshot.sequence[snapshot.turn];
      if (item?.stream === 'random') random.push(item);
      await labelNext(session, 1);
    }
    expect(random.length).toBeGreaterThan(0);
    expect(random.every((item) => item.suggestion === null)).toBe(true);
  });
});

import { randomUUID } from 'node:crypto';
import { mkdtempSync, rmSync } from 'node:fs';
import { tmpdir } from 'node:os';
import { join } from 'node:path';
import { afterEach, beforeEach, describe, expect, it } from 'vitest';
import type { EngineClient } from '../../src/engineProcess/engineClient.ts';
import type { ItemView, LabelCommand } from '../../src/protocol/labeling.ts';
import type { RoundRequest, RoundResult } from '../../src/protocol/round.ts';
import { openSession } from '../../src/session/openSession.ts';
import { parseProjectFile } from '../../src/session/projectFile.ts';
import { claimStateFolder } from '../../src/session/projectPaths.ts';
import { repeatPlaces } from '../../src/session/repeats.ts';
import type { LabelingSession } from '../../src/session/session.ts';
import { openStore } from '../../src/store/openStore.ts';
import type { LabelEvent } from '../../src/store/store.ts';
import { labelCommand } from './labelCommand.ts';
import { collect, draft, importRows } from '../store/testStore.ts';

describe('repeatPlaces', () => {
  it('makes each place a repeat with the probability that was asked for', () => {
    let repeats = 0;
    let all = 0;
    const first: number[] = [];
    for (let seed = 0; seed < 2000; seed++) {
      const places = repeatPlaces(40, 0.2, seed * 7919);
      repeats += places.length;
      all += places.length + 40;
      first.push(places.includes(0) ? 1 : 0);
    }
    // 20,000 repeats of 100,000 places: the standard error is 0.13 %.
    expect(repeats / all).toBeGreaterThan(0.195);
    expect(repeats / all).toBeLessThan(0.205);
    expect(first.reduce((sum, each) => sum + each, 0) / 2000).toBeCloseTo(0.2, 1);
  });

  it('makes none where none is wanted', () => {
    expect(repeatPlaces(40, 0, 5)).toEqual([]);
  });
});

/** Ranks the eligible rows in their order. */
const inOrder = ({ eligibleRows, revision, seed, slots }: RoundRequest): RoundResult => ({
  revision,
  seed,
  modelId: 'model',
  ranking: eligibleRows,
  scores: new Float32Array(eligibleRows.length),
  suggested: new Int16Array(eligibleRows.length).fill(0),
  confidence: new Float32Array(eligibleRows.length).fill(0.6),
  slots: Array.from(eligibleRows.subarray(0, slots), (row, place) => ({
    row,
    stream: 'strategy',
    selectionProbability: 0.9,
    score: 0,
    rank: place + 1,
  })),
  coldStart: null,
  fallback: null,
  gains: null,
  vote: null,
  memory: null,
  modelMemory: null,
  fitMs: 0,
  scoreMs: 0,
  totalMs: 0,
});

/** What a session needs of an engine to be labeled in. */
const engine = {
  state: 'ready',
  onStateChange: () => ({ dispose: () => undefined }),
  hello: () => Promise.resolve({ strategies: [] }),
  features: () => Promise.resolve({ featuresId: 'f', rows: 200, columns: 1, notes: [] }),
  round: (request: RoundRequest) => Promise.resolve(inOrder(request)),
} as unknown as EngineClient;

const LABELED = 60;
let folder: string;
let projectFile: string;
let now: Date;
const open: LabelingSession[] = [];

/** A project of 200 items whose first 60 were labeled by turns `x` and `y`, at a time. */
beforeEach(async () => {
  folder = mkdtempSync(join(tmpdir(), 'nextlabel-repeats-'));
  projectFile = join(folder, 'p.nextlabel.json');
  now = new Date('2026-05-01T12:00:00Z');
  const store = await openStore({ folder: claimStateFolder(projectFile), actor: 'ann' });
  await importRows(
    store,
    Array.from({ length: 200 }, (_, row) => ({ id: `i${row}` })),
  );
  await store.appendEvents(
    Array.from({ length: LABELED }, (_, row) =>
      draft('label', `i${row}`, row % 2 === 0 ? 'x' : 'y', { wallTime: '2026-05-01T11:00:00.000Z' }),
    ),
  );
  await store.close();
});
afterEach(async () => {
  for (const session of open.splice(0)) await session.close();
  rmSync(folder, { recursive: true, force: true });
});

const start = async (file: object = { repeatShare: 0.5 }): Promise<LabelingSession> => {
  const text = JSON.stringify({ source: 'a.csv', kind: 'tabular', classes: ['x', 'y'], ...file });
  const { config } = parseProjectFile(text, projectFile, { annotator: 'ann' });
  const session = await openSession({
    projectFile,
    config: config!,
    engine,
    toUri: (path) => path,
    showSuggestions: () => true,
    log: () => undefined,
    clock: { wall: () => now, monotonicMs: () => 1 },
  });
  open.push(session);
  await session.rankNow();
  return session;
};

const command = (item: ItemView, action: LabelCommand['action'], value: string | null): LabelCommand =>
  labelCommand(item.itemId, value, { action, suggestionShown: true });

/** The first repeat to come. */
const nextRepeat = async (session: LabelingSession): Promise<ItemView> => {
  const { sequence, turn } = await session.snapshot();
  const repeat = sequence.slice(turn).find((item) => item.repeat);
  if (repeat === undefined) throw new Error('There is no repeat ahead.');
  return repeat;
};

const viewOf = async (session: LabelingSession, itemId: string): Promise<ItemView> => {
  const found = (await session.snapshot()).sequence.find((item) => item.itemId === itemId);
  if (found === undefined) throw new Error(`${itemId} is not in the sequence.`);
  return found;
};

const eventsOf = async (itemId: string): Promise<readonly LabelEvent[]> => {
  const store = await openStore({ folder: claimStateFolder(projectFile), actor: 'looker', readOnly: true });
  const events = (await collect(store.events())).filter((event) => event.itemId === itemId);
  await store.close();
  return events;
};

describe('repeats in the queue', () => {
  it('come between the others, which keep their order, and show nothing of their label', async () => {
    const session = await start();
    const { sequence, turn, labeled } = await session.snapshot();
    const ahead = sequence.slice(turn);
    const repeats = ahead.filter((item) => item.repeat);
    expect(repeats.length).toBeGreaterThan(0);
    // With at least 20 labels after them.
    for (const { row } of repeats) expect(row).toBeLessThan(LABELED - 20);
    expect(new Set(ahead.map(({ itemId }) => itemId)).size).toBe(ahead.length);
    const others = ahead.filter((item) => !item.repeat).map(({ row }) => row);
    expect(others).toEqual(others.map((_, place) => LABELED + place));
    for (const item of repeats) {
      expect(item).toMatchObject({
        label: null,
        skipped: false,
        stream: 'random',
        suggestion: null,
        rank: null,
        selectionProbability: null,
      });
    }
    expect(labeled).toBe(LABELED);
    // Nor does the inspector tell before it was answered.
    const [repeat] = repeats;
    const waiting = async () => (await session.inspector.facts()).work.repeats;
    expect(await waiting()).toContain(repeat!.row);
    const look = () => session.inspector.item({ itemId: repeat!.itemId }, (path) => path);
    expect(await look()).toMatchObject({ blind: true, label: null });
    await session.apply([command(repeat!, 'repeat', 'x')]);
    expect(await waiting()).not.toContain(repeat!.row);
    expect(await look()).toMatchObject({ blind: false, label: repeat!.row % 2 === 0 ? 'x' : 'y' });
  });

  it('are not there by default, nor before the labels are old enough', async () => {
    const { sequence } = await (await start({})).snapshot();
    expect(sequence.filter((item) => item.repeat)).toEqual([]);
    await open.pop()!.close();
    now = new Date('2026-05-01T11:09:00Z');
    const soon = await (await start()).snapshot();
    expect(soon.sequence.filter((item) => item.repeat)).toEqual([]);
  });

  it('leave out what carries a flag or a note, which would tell, and what others labeled', async () => {
    const store = await openStore({ folder: claimStateFolder(projectFile), actor: 'ben' });
    const others = Array.from({ length: 20 }, (_, row) => draft('label', `i${row}`, 'y'));
    await store.appendEvents(others);
    await store.close();
    const again = await openStore({ folder: claimStateFolder(projectFile), actor: 'ann' });
    await again.appendEvents([
      ...Array.from({ length: 10 }, (_, at) => draft('flag', `i${20 + at}`, 'true')),
      ...Array.from({ length: 5 }, (_, at) => draft('note', `i${30 + at}`, 'hm')),
      draft('repeat', 'i35', 'x'),
      draft('confirm', 'i36', 'x'),
    ]);
    const rows = await again.repeatableRows({ labelsSince: 20, before: now });
    await again.close();
    expect([...rows].sort((a, b) => a - b)).toEqual([37, 38, 39]);
  });

  it('take an answer that agrees without touching label, counts or ranking', async () => {
    const session = await start();
    const item = await nextRepeat(session);
    const label = item.row % 2 === 0 ? 'x' : 'y';
    const before = await session.snapshot();
    await session.apply([command(item, 'repeat', label)]);
    const after = await session.snapshot();
    expect(after).toMatchObject({
      labeled: before.labeled,
      classes: before.classes,
      skipped: before.skipped,
    });
    expect(after.ranking.labelsAgo).toBe(before.ranking.labelsAgo);
    expect(after.sequence.slice(0, after.turn).at(-1)).toMatchObject({ itemId: item.itemId, label });
    await open.pop()!.close();
    expect((await eventsOf(item.itemId)).at(-1)).toMatchObject({
      action: 'repeat',
      value: label,
      oldValue: label,
      stream: 'repeat',
      selectionProbability: null,
      suggestionShown: false,
    });
  });

  it('keep the first label where the answer is another, show what was answered, and go back by undo', async () => {
    const session = await start();
    const item = await nextRepeat(session);
    const [label, other] = item.row % 2 === 0 ? ['x', 'y'] : ['y', 'x'];
    await session.apply([command(item, 'repeat', other)]);
    expect(await viewOf(session, item.itemId)).toMatchObject({ label: other, repeat: true });
    const undone = await session.undo(randomUUID());
    expect(undone.itemId).toBe(item.itemId);
    // Not that it was a repeat.
    expect(undone.description).toBe(`Undid: label “${other}” on item ${item.itemId}`);
    const { sequence, turn } = await session.snapshot();
    expect(sequence[turn]).toMatchObject({ itemId: item.itemId, label: null, repeat: true });
    await session.redo(randomUUID());
    expect(await viewOf(session, item.itemId)).toMatchObject({ label: other, repeat: true });
    // Once a repeat, never again: the next window shows it as it is, and does not ask it.
    await open.pop()!.close();
    const next = await start();
    expect(await next.item(item.itemId)).toMatchObject({ label, repeat: false });
    const ahead = await next.snapshot();
    expect(ahead.sequence.filter(({ itemId }) => itemId === item.itemId)).toEqual([]);
  });

  it('may be passed over, which skips nothing', async () => {
    const session = await start();
    const item = await nextRepeat(session);
    await session.apply([command(item, 'repeat', null)]);
    expect(await viewOf(session, item.itemId)).toMatchObject({ label: null, skipped: true });
    expect((await session.snapshot()).skipped).toBe(0);
    await expect(session.apply([command(item, 'repeat', 'z')])).rejects.toThrow('"z" is not a class');
  });

  it('give way where the item gets another label in the grid, or none', async () => {
    const session = await start();
    const item = await nextRepeat(session);
    await session.apply([{ ...command(item, 'label', 'y'), view: 'grid' }]);
    expect(await viewOf(session, item.itemId)).toMatchObject({ label: 'y', repeat: false });
    const other = await nextRepeat(session);
    await session.apply([{ ...command(other, 'label', null), view: 'grid' }]);
    const { sequence } = await session.snapshot();
    expect(sequence.find(({ itemId, repeat }) => itemId === other.itemId && repeat)).toBeUndefined();
    await session.undo(randomUUID());
    expect(await viewOf(session, other.itemId)).toMatchObject({
      label: other.row % 2 === 0 ? 'x' : 'y',
      repeat: false,
    });
  });

  it('leave the label when a confirmation is undone', async () => {
    const session = await start({});
    await session.apply([{ ...command(await session.item('i3'), 'confirm', 'y'), view: 'review' }]);
    expect(await session.undo(randomUUID())).toMatchObject({
      itemId: 'i3',
      description: 'Undid: confirm “y” on item i3',
    });
    expect(await session.item('i3')).toMatchObject({ label: 'y' });
    await open.pop()!.close();
    expect((await eventsOf('i3')).map(({ action, stream }) => [action, stream])).toEqual([
      ['label', 'strategy'],
      ['confirm', 'review'],
      ['undo', 'review'],
    ]);
  });
});

import { randomUUID } from 'node:crypto';
import { mkdtempSync, rmSync, writeFileSync } from 'node:fs';
import { tmpdir } from 'node:os';
import { join } from 'node:path';
import { afterEach, beforeEach, describe, expect, it } from 'vitest';
import type { EngineClient } from '../../src/engineProcess/engineClient.ts';
import type { RoundRequest, RoundResult } from '../../src/protocol/round.ts';
import { openSession } from '../../src/session/openSession.ts';
import { parseProjectFile } from '../../src/session/projectFile.ts';
import type { LabelingSession } from '../../src/session/session.ts';
import type { SessionOptions } from '../../src/session/sessionState.ts';
import { openStore } from '../../src/store/openStore.ts';
import { collect, importRows } from '../store/testStore.ts';

const ROWS = 40;

let folder: string;
let open: LabelingSession[];

/** Ranks the pool by row; each second slot is of the random stream. */
const rank = ({ eligibleRows, revision }: RoundRequest): RoundResult => ({
  revision,
  seed: 1,
  modelId: 'model',
  ranking: eligibleRows,
  scores: Float32Array.from(eligibleRows, (row) => -row),
  suggested: new Int16Array(eligibleRows.length),
  confidence: new Float32Array(eligibleRows.length).fill(0.7),
  slots: Array.from(eligibleRows, (row, place) => ({
    row,
    stream: place % 2 === 0 ? 'strategy' : 'random',
    selectionProbability: 0.4,
    score: -row,
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

const engine = {
  state: 'ready',
  onStateChange: () => ({ dispose: () => undefined }),
  hello: () => Promise.resolve({ strategies: [{ id: 'margin', title: 'Margin', description: '' }] }),
  features: () => Promise.resolve({ featuresId: 'f', rows: ROWS, columns: 1, notes: [] }),
  round: (request: RoundRequest) => Promise.resolve(rank(request)),
} as unknown as EngineClient;

beforeEach(async () => {
  open = [];
  folder = mkdtempSync(join(tmpdir(), 'nextlabel-actions-'));
  writeFileSync(join(folder, 'pets.csv'), 'id\n');
  const store = await openStore({ folder: join(folder, '.nextlabel'), actor: 'ann' });
  await importRows(
    store,
    Array.from({ length: ROWS }, (_, row) => ({ id: `i${row}` })),
  );
  await store.close();
});
afterEach(async () => {
  for (const session of open.splice(0)) await session.close();
  rmSync(folder, { recursive: true, force: true });
});

const start = async (change: Partial<SessionOptions> = {}): Promise<LabelingSession> => {
  const projectFile = join(folder, 'pets.nextlabel.json');
  const file = { source: 'pets.csv', kind: 'text', id: 'id', text: 'text', classes: ['cat', 'dog'] };
  const { config } = parseProjectFile(JSON.stringify(file), projectFile);
  const session = await openSession({
    projectFile,
    config: { ...config!, annotator: 'ann' },
    engine,
    toUri: (path) => path,
    showSuggestions: () => true,
    log: () => undefined,
    ...change,
  });
  open.push(session);
  if (change.trusted === undefined) await session.rankNow();
  return session;
};

const ahead = async (session: LabelingSession, count: number): Promise<readonly number[]> => {
  const { sequence, turn } = await session.snapshot();
  return sequence.slice(turn, turn + count).map(({ row }) => row);
};

const hand = (rows: readonly number[], className: string | null = 'cat') => ({
  eventId: randomUUID(),
  rows,
  className,
  secondsSpent: 9,
});

const events = async () => {
  const store = await openStore({ folder: join(folder, '.nextlabel'), actor: 'reader', readOnly: true });
  const all = await collect(store.events());
  await store.close();
  return all;
};

describe('labels that are set on the map', () => {
  it('are events of the hand-picked stream with no probability, also of items that were drawn at random', async () => {
    const session = await start();
    // Row 1 is in a random slot of the queue.
    const { revision } = await session.inspector.label(hand([1, 4, 30]));
    expect(revision).toBe(3);
    const stored = await events();
    expect(stored.map(({ itemId, value }) => [itemId, value])).toEqual([
      ['i1', 'cat'],
      ['i4', 'cat'],
      ['i30', 'cat'],
    ]);
    for (const event of stored) {
      expect(event).toMatchObject({ stream: 'browse', selectionProbability: null, secondsSpent: 3 });
    }
    expect((await session.inspector.facts()).work).toMatchObject({ revision: 3, canUndo: true });
    expect(await ahead(session, 40)).not.toContain(4);
  });

  it('are taken back in one step, and count once when they are sent twice', async () => {
    const session = await start();
    const labels = hand([2, 3]);
    await session.inspector.label(labels);
    expect(await session.inspector.label(labels)).toMatchObject({ revision: 2 });
    const undone = await session.inspector.undo(randomUUID());
    expect(undone.description).toContain('2 items');
    expect((await session.snapshot()).labeled).toBe(0);
  });

  it('are refused where nothing may be written, for unknown classes and for rows that are not there', async () => {
    const session = await start();
    await expect(session.inspector.label(hand([1], 'cow'))).rejects.toMatchObject({ reason: 'unknownClass' });
    await expect(session.inspector.label(hand([1, 99]))).rejects.toMatchObject({ reason: 'unknownItem' });
    expect((await session.snapshot()).labeled).toBe(0);
    await session.close();
    const untrusted = await start({ trusted: () => false });
    expect((await untrusted.inspector.facts()).work.readOnly).toContain('not trusted');
    await expect(untrusted.inspector.label(hand([1]))).rejects.toMatchObject({ reason: 'readOnly' });
    await expect(untrusted.inspector.queue([1])).rejects.toMatchObject({ reason: 'readOnly' });
  });
});

describe('labels that are looked at once more', () => {
  const review = (row: number, label: string, className: string) => ({
    ...{ eventId: randomUUID(), row, label, className, secondsSpent: 4 },
  });

  it('are confirmed or corrected by events that tell so, and go back by undo', async () => {
    const session = await start();
    await session.inspector.label(hand([5, 6]));
    await session.inspector.review(review(5, 'cat', 'cat'));
    const correction = review(6, 'cat', 'dog');
    const { revision } = await session.inspector.review(correction);
    expect(await session.inspector.review(correction)).toMatchObject({ revision });
    const stored = (await events()).slice(2);
    expect(stored).toMatchObject([
      { itemId: 'i5', action: 'confirm', value: 'cat', oldValue: 'cat', secondsSpent: 4 },
      { itemId: 'i6', action: 'relabel', value: 'dog', oldValue: 'cat', secondsSpent: 4 },
    ]);
    for (const event of stored) {
      expect(event).toMatchObject({ stream: 'review', selectionProbability: null, suggestionShown: true });
    }
    expect(await session.item('i6')).toMatchObject({ label: 'dog' });
    expect(await session.inspector.undo(randomUUID())).toMatchObject({ itemId: 'i6' });
    expect(await session.item('i6')).toMatchObject({ label: 'cat' });
    expect(await session.inspector.undo(randomUUID())).toMatchObject({
      description: 'Undid: confirm “cat” on item i5',
    });
    expect((await session.snapshot()).labeled).toBe(2);
  });

  it('are refused where the label is another by now, the class unknown or nothing may be written', async () => {
    const session = await start();
    await session.inspector.label(hand([5]));
    const refused = (row: number, label: string, className: string) =>
      expect(session.inspector.review(review(row, label, className))).rejects;
    await refused(5, 'dog', 'dog').toMatchObject({ reason: 'staleLabel' });
    await refused(7, 'cat', 'dog').toThrow('Item i7 has no label by now');
    await refused(99, 'cat', 'dog').toMatchObject({ reason: 'unknownItem' });
    await refused(5, 'cat', 'cow').toMatchObject({ reason: 'unknownClass' });
    await session.close();
    const untrusted = await start({ trusted: () => false });
    await expect(untrusted.inspector.review(review(5, 'cat', 'dog'))).rejects.toMatchObject({
      reason: 'readOnly',
    });
    expect(await events()).toHaveLength(1);
  });
});

describe('items that are sent to the queue', () => {
  it('come behind the item on screen and the next two, and stay there when a new ranking comes', async () => {
    const session = await start();
    session.shown('i0');
    expect(await session.inspector.queue([30, 31, 1])).toEqual({ queued: [30, 31], decided: 0, waiting: 1 });
    expect(await ahead(session, 6)).toEqual([0, 1, 2, 30, 31, 3]);
    await session.rankNow();
    expect(await ahead(session, 6)).toEqual([0, 1, 2, 30, 31, 3]);
    expect((await session.inspector.facts()).work.queued).toEqual([30, 31]);
    const { sequence, turn } = await session.snapshot();
    expect(sequence[turn + 3]).toMatchObject({ stream: 'browse', selectionProbability: null });
  });

  it('survive a restart, without those that were decided meanwhile', async () => {
    const session = await start();
    await session.inspector.queue([20, 21, 22]);
    await session.inspector.label(hand([21]));
    expect((await session.inspector.facts()).work.queued).toEqual([20, 22]);
    await session.close();
    const again = await start();
    expect((await ahead(again, 3)).slice(0, 2)).toEqual([20, 22]);
  });

  it('leave out what has a label, and go back to where the ranking had them', async () => {
    const session = await start();
    await session.inspector.label(hand([5]));
    expect(await session.inspector.queue([5, 7, 9])).toEqual({ queued: [7, 9], decided: 1, waiting: 0 });
    expect(await ahead(session, 4)).toEqual([7, 9, 0, 1]);
    expect(await session.inspector.unqueue([9])).toBe(1);
    expect(await ahead(session, 12)).toEqual([7, 0, 1, 2, 3, 4, 6, 8, 9, 10, 11, 12]);
    expect(await session.inspector.unqueue(null)).toBe(1);
    expect(await ahead(session, 9)).toEqual([0, 1, 2, 3, 4, 6, 7, 8, 9]);
    expect((await session.snapshot()).sequence.find(({ row }) => row === 9)).toMatchObject({
      selectionProbability: 0.4,
    });
  });
});

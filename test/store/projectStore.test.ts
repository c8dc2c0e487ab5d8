import { readFileSync } from 'node:fs';
import { join } from 'node:path';
import { afterEach, beforeEach, describe, expect, it } from 'vitest';
import type { RoundRecord } from '../../src/store/store.ts';
import { collect, draft, DRIVERS, importRows, reverse, TestFolder } from './testStore.ts';

describe.each(DRIVERS)('the project store through %s', (driver) => {
  let folder: TestFolder;
  beforeEach(() => {
    folder = new TestFolder();
  });
  afterEach(() => folder.remove());

  const rows = [{ id: 'a' }, { id: 'b' }, { id: '__proto__', label: 'dog' }, { id: 'd' }];

  it('keeps labels, skips, flags and notes over a reopening, and answers with what is stored', async () => {
    const store = await folder.open(driver);
    await importRows(store, rows);
    const { revision, events } = await store.appendEvents([
      draft('label', 'a', 'constructor'),
      draft('skip', 'b'),
      draft('flag', 'd', 'true'),
      draft('note', 'd', 'look\nagain'),
      draft('label', '__proto__', 'cat'),
    ]);
    expect(revision).toBe(5);
    expect(events.map((event) => event.actorCounter)).toEqual([1, 2, 3, 4, 5]);
    expect(events.at(-1)).toMatchObject({ action: 'relabel', oldValue: 'dog', value: 'cat' });
    await store.close();

    const again = await folder.open(driver);
    expect(again.recovery.messages).toEqual([]);
    expect((await again.item('a'))?.state).toMatchObject({ label: 'constructor', skipped: false });
    expect((await again.item('b'))?.state).toMatchObject({ label: null, skipped: true });
    expect((await again.item('d'))?.state).toMatchObject({ flagged: true, note: 'look\nagain' });
    expect((await again.item('__proto__'))?.state).toMatchObject({ label: 'cat' });
    const counts = await again.counts();
    expect(counts).toMatchObject({ total: 4, labeled: 2, skipped: 1, flagged: 1 });
    expect(counts.labeledByClass).toEqual(
      new Map([
        ['cat', 1],
        ['constructor', 1],
      ]),
    );
    expect(await again.recentItems(2)).toEqual(['b', '__proto__']);
  });

  it('changes nothing when an event id is seen twice, and says what is stored', async () => {
    const store = await folder.open(driver);
    await importRows(store, rows);
    const first = draft('label', 'a', 'cat');
    await store.appendEvents([first]);
    const { revision, events } = await store.appendEvents([{ ...first, value: 'dog' }, first]);
    expect(revision).toBe(1);
    expect(events.map((event) => event.value)).toEqual(['cat', 'cat']);
    expect(await collect(store.events())).toHaveLength(1);
    expect(readFileSync(join(folder.path, 'labels.jsonl'), 'utf8').trim().split('\n')).toHaveLength(1);
  });

  it('refuses a label on an item that is not there, and then saves nothing of the request', async () => {
    const store = await folder.open(driver);
    await importRows(store, rows);
    const both = [draft('label', 'a', 'cat'), draft('label', 'nowhere', 'cat')];
    await expect(store.appendEvents(both)).rejects.toMatchObject({ reason: 'unknownItem' });
    expect(await collect(store.events())).toEqual([]);
    const { events } = await store.appendEvents([draft('label', 'a', 'cat')]);
    expect(events[0]?.actorCounter).toBe(1);
  });

  it('undoes and redoes step by step, a group at once, also after a restart', async () => {
    const store = await folder.open(driver);
    await importRows(store, rows);
    await store.appendEvents([draft('label', 'a', 'cat')]);
    await store.appendEvents([draft('label', 'a', 'dog')]);
    const groupId = 'g';
    await store.appendEvents([
      draft('label', 'b', 'cat', { groupId }),
      draft('label', 'd', 'cat', { groupId }),
    ]);
    await reverse(store, 'undo');
    expect(await store.counts()).toMatchObject({ labeled: 2 });
    await store.close();

    const again = await folder.open(driver);
    await reverse(again, 'undo');
    expect((await again.item('a'))?.state.label).toBe('cat');
    await reverse(again, 'redo');
    await reverse(again, 'redo');
    expect((await again.item('a'))?.state.label).toBe('dog');
    expect(await again.counts()).toMatchObject({ labeled: 4 });
    await reverse(again, 'undo');
    await again.appendEvents([draft('skip', 'b')]);
    expect(again.redoTargets()).toEqual([]);
  });

  it('lets the label of the source stand where no annotator decided, and null clear it', async () => {
    const store = await folder.open(driver);
    await importRows(store, rows);
    expect(await store.labelSnapshot()).toMatchObject({ labeledNames: ['dog'] });
    await store.appendEvents([draft('label', '__proto__', null)]);
    const snapshot = await store.labelSnapshot();
    expect(snapshot.labeledNames).toEqual([]);
    expect([...snapshot.eligibleRows]).toEqual([0, 1, 2, 3]);
    await reverse(store, 'undo');
    const back = await store.labelSnapshot();
    expect([...back.labeledRows]).toEqual([2]);
    expect([...back.eligibleRows]).toEqual([0, 1, 3]);
    expect(back.revision).toBe(2);
  });

  it('pages items by filter in order of row', async () => {
    const store = await folder.open(driver);
    await importRows(
      store,
      Array.from({ length: 30 }, (_, index) => ({ id: `i${index}` })),
    );
    await store.appendEvents([draft('label', 'i7', 'cat'), draft('flag', 'i9', 'true'), draft('skip', 'i3')]);
    const page = await store.itemsPage('all', 10, 5);
    expect(page.total).toBe(30);
    expect(page.items.map((item) => item.row)).toEqual([10, 11, 12, 13, 14]);
    const labeled = await store.itemsPage('labeled', 0, 5);
    expect(labeled.items.map((item) => item.itemId)).toEqual(['i7']);
    expect((await store.itemsPage('flagged', 0, 5)).items[0]?.itemId).toBe('i9');
    expect((await store.itemsPage('skipped', 0, 5)).total).toBe(1);
    expect(await store.itemsByRow([4, 2, 99])).toHaveLength(2);
  });

  it('gives every present item with the event that labeled it', async () => {
    const store = await folder.open(driver);
    await importRows(store, rows);
    await store.appendEvents([draft('label', 'b', 'cat')]);
    const all = await collect(store.labeledItems());
    expect(all.map(({ item, event }) => [item.itemId, item.state.label, event?.value ?? null])).toEqual([
      ['a', null, null],
      ['b', 'cat', 'cat'],
      ['__proto__', 'dog', null],
      ['d', null, null],
    ]);
  });

  it('keeps rounds, with unknown scores', async () => {
    const store = await folder.open(driver);
    const record: RoundRecord = {
      round: 1,
      revision: 4,
      seed: 4_000_000_000,
      strategy: 'margin',
      strategyParams: '{}',
      model: 'logisticRegression',
      modelParams: '{"C":1}',
      modelId: 'm',
      randomShare: 0.1,
      batchSize: 10,
      startedAt: '2026-01-01T00:00:00.000Z',
      durationMs: 12.5,
      coldStart: null,
      fallback: null,
      objective: '"balancedAccuracy"',
      sharedLabels: 3,
      vote: {
        candidates: ['margin', 'kMeans'],
        weights: [0.75, 0.25],
        merged: [],
        correlations: [
          [1, null],
          [null, null],
        ],
        overlaps: [
          [1, 0.5],
          [0.5, 1],
        ],
        uniformOverlap: 0.5,
        note: null,
      },
      featuresId: 'f',
      slots: [
        {
          itemId: 'a',
          stream: 'random',
          selectionProbability: 0.1,
          score: Number.NaN,
          rank: 4,
          gain: null,
          contributions: null,
        },
        {
          itemId: 'b',
          stream: 'strategy',
          selectionProbability: 0.9,
          score: 0.5,
          rank: 1,
          gain: { mean: 0.25, deviation: 0.5 },
          contributions: [0.75, -0.25],
        },
      ],
      top: [{ itemId: 'a', score: -0.25 }],
    };
    expect(await store.lastRound()).toBeNull();
    await store.saveRound(record);
    await store.saveRound({ ...record, round: 2, coldStart: 'spread', fallback: 'by margin' });
    expect(await store.lastRound()).toEqual({
      ...record,
      round: 2,
      coldStart: 'spread',
      fallback: 'by margin',
    });
    expect(await store.round(1)).toEqual(record);
    const withoutVote = {
      ...record,
      round: 3,
      vote: null,
      slots: record.slots.map((slot) => ({ ...slot, contributions: null })),
    };
    await store.saveRound(withoutVote);
    expect(await store.round(3)).toEqual(withoutVote);
    expect(await store.round(4)).toBeNull();
    expect(await store.rounds()).toEqual([
      { ...record, slots: [], top: [] },
      { ...record, round: 2, coldStart: 'spread', fallback: 'by margin', slots: [], top: [] },
      { ...withoutVote, slots: [], top: [] },
    ]);
  });

  it('tells of all rounds what was decided of those whose strategies asked others', async () => {
    const store = await folder.open(driver);
    await importRows(store, rows);
    const slot = {
      stream: 'strategy' as const,
      ...{ selectionProbability: 0.9, score: 0.5, rank: 1, gain: null },
    };
    const vote = {
      ...{ candidates: ['margin', 'kMeans'], weights: [0.5, 0.5], merged: [], note: null },
      ...{ correlations: [], overlaps: [], uniformOverlap: null },
    };
    const record = {
      ...{ revision: 0, seed: 1, strategy: 'autoAl', strategyParams: '{}', model: 'mlp', modelParams: '{}' },
      ...{ modelId: 'm', randomShare: 0.1, batchSize: 10, startedAt: '2026-01-01T00:00:00.000Z' },
      ...{ durationMs: 1, coldStart: null, fallback: null, objective: null, sharedLabels: null },
      ...{ featuresId: 'f', top: [] },
    };
    const slots = [
      { ...slot, itemId: 'b', contributions: [0.75, -0.25] },
      { ...slot, itemId: 'a', contributions: null },
    ];
    await store.saveRound({ ...record, round: 1, vote, slots });
    await store.saveRound({
      ...record,
      round: 2,
      vote: null,
      slots: slots.map((each) => ({ ...each, contributions: null })),
    });
    const inRound = (itemId: string, round: number) => {
      const event = draft('label', itemId, 'cat');
      return { ...event, provenance: { ...event.provenance, round } };
    };
    await store.appendEvents([inRound('b', 1), inRound('a', 2)]);
    const [first, second] = await store.rounds();
    expect(first!.slots).toEqual([slots[0]]);
    expect(second!.slots).toEqual([]);
  });

  it('keeps small settings', async () => {
    const store = await folder.open(driver);
    expect(await store.getMeta('view')).toBeNull();
    await store.setMeta('view', '1');
    await store.setMeta('view', '2');
    expect(await store.getMeta('view')).toBe('2');
  });

  it('never changes or deletes an event', async () => {
    const store = await folder.open(driver);
    await importRows(store, rows);
    await store.appendEvents([draft('label', 'a', 'cat')]);
    await store.close();
    const { openDriver } = await import('../../src/store/openDriver.ts');
    const raw = await openDriver({ path: join(folder.path, 'labels.db'), readOnly: false }, driver);
    await expect(raw.run("UPDATE events SET value = 'dog'")).rejects.toThrow('never changed');
    await expect(raw.run('DELETE FROM events')).rejects.toThrow('never deleted');
    await raw.close();
  });
});

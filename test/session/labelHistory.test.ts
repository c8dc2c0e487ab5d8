import { afterEach, beforeEach, describe, expect, it } from 'vitest';
import { readLabelHistory } from '../../src/session/labelHistory.ts';
import type { EventDraft, ProjectStore, Provenance } from '../../src/store/store.ts';
import { draft, importRows, reverse, TestFolder } from '../store/testStore.ts';

const classes = ['cat', 'dog'];
let folder: TestFolder;
let store: ProjectStore;
beforeEach(async () => {
  folder = new TestFolder();
  store = await folder.open();
  const ids = ['a', 'b', 'c', 'd', 'e', 'f', 'g', 'h'];
  await importRows(
    store,
    ids.map((id) => ({ id, label: id === 'h' ? 'dog' : null })),
  );
});
afterEach(() => folder.remove());

/** A label that came by the queue, unless `change` says otherwise. */
const label = (itemId: string, value: string, change: Partial<Provenance> = {}): EventDraft =>
  draft('label', itemId, value, {
    provenance: {
      round: 1,
      rankShown: 1,
      strategy: 'margin',
      stream: 'strategy',
      selectionProbability: 0.8,
      modelId: null,
      suggestionShown: false,
      ...change,
    },
  });

const row = async (itemId: string): Promise<number> => (await store.item(itemId))?.row ?? -1;

describe('readLabelHistory', () => {
  it('has the labels of the queue in the order in which they were set, with their draws', async () => {
    await store.appendEvents([label('d', 'dog')]);
    await store.appendEvents([label('b', 'cat', { stream: 'random', selectionProbability: 0.02 })]);
    const { queued, given, openRows } = await readLabelHistory(store, classes);
    expect([...queued.rows]).toEqual([await row('d'), await row('b')]);
    expect([...queued.labels]).toEqual([1, 0]);
    expect(queued.streams).toEqual(['strategy', 'random']);
    expect(queued.strategies).toEqual(['margin', 'margin']);
    expect([...queued.probabilities]).toEqual([0.8, 0.02]);
    // Seven items had no label at first; the source labels the eighth.
    expect([...queued.poolSizes]).toEqual([7, 6]);
    expect([...given.rows]).toEqual([await row('h')]);
    expect([...given.labels]).toEqual([1]);
    expect(openRows).toHaveLength(5);
  });

  it('takes labels whose draw nobody knows as given', async () => {
    await store.appendEvents([label('a', 'cat', { stream: 'browse', selectionProbability: null })]);
    await store.appendEvents([label('b', 'dog')]);
    const { queued, given } = await readLabelHistory(store, classes);
    expect([...queued.rows]).toEqual([await row('b')]);
    expect([...queued.poolSizes]).toEqual([6]);
    expect([...given.rows].sort()).toEqual([await row('a'), await row('h')].sort());
  });

  it('keeps an item where it was first asked, with the class that it has by now', async () => {
    await store.appendEvents([label('a', 'cat', { stream: 'random', selectionProbability: 0.1 })]);
    await store.appendEvents([label('b', 'cat')]);
    await store.appendEvents([label('a', 'dog', { stream: 'browse', selectionProbability: null })]);
    const { queued } = await readLabelHistory(store, classes);
    expect([...queued.rows]).toEqual([await row('a'), await row('b')]);
    expect([...queued.labels]).toEqual([1, 0]);
    expect(queued.streams).toEqual(['random', 'strategy']);
  });

  it('forgets what was undone, and has what was redone', async () => {
    await store.appendEvents([label('a', 'cat')]);
    await store.appendEvents([label('b', 'dog')]);
    await reverse(store, 'undo');
    expect([...(await readLabelHistory(store, classes)).queued.rows]).toEqual([await row('a')]);
    await reverse(store, 'redo');
    expect((await readLabelHistory(store, classes)).queued.rows).toHaveLength(2);
  });

  it('counts skipped items out of the pool, and takes them as given once they are labeled', async () => {
    await store.appendEvents([draft('skip', 'a')]);
    await store.appendEvents([label('b', 'dog')]);
    const before = await readLabelHistory(store, classes);
    expect([...before.queued.poolSizes]).toEqual([6]);
    expect(before.openRows).toHaveLength(5);
    await store.appendEvents([label('a', 'cat')]);
    const after = await readLabelHistory(store, classes);
    expect([...after.given.rows]).toContain(await row('a'));
    expect([...after.queued.rows]).toEqual([await row('b')]);
  });

  it('leaves out labels that were cleared and classes that the project does not have', async () => {
    await store.appendEvents([label('a', 'cat'), label('b', 'bird')]);
    await store.appendEvents([draft('label', 'a', null)]);
    const { queued, openRows } = await readLabelHistory(store, classes);
    expect(queued.rows).toHaveLength(0);
    expect([...openRows]).toContain(await row('a'));
    expect([...openRows]).not.toContain(await row('b'));
  });
});

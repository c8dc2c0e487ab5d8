import { afterEach, beforeEach, describe, expect, it } from 'vitest';
import { snapshotAt } from '../../src/store/snapshotAt.ts';
import type { EventDraft, LabelSnapshot, ProjectStore } from '../../src/store/store.ts';
import { collect, draft, DRIVERS, importRows, TestFolder } from './testStore.ts';

describe('snapshotAt', () => {
  let folder: TestFolder;
  beforeEach(() => {
    folder = new TestFolder();
  });
  afterEach(() => folder.remove());

  const rows = [{ id: 'a' }, { id: 'b' }, { id: '__proto__', label: 'dog' }, { id: 'd' }];

  const presentItems = async (store: ProjectStore) =>
    (await collect(store.labeledItems())).map(({ item }) => item);

  it('gives the labels of every earlier revision as they were read then', async () => {
    const store = await folder.open(DRIVERS[0]);
    await importRows(store, rows);
    const label = draft('label', 'a', 'cat');
    const undone = draft('undo', 'a', null, { targetEventId: label.eventId });
    const steps: EventDraft[][] = [
      [label],
      [draft('skip', 'b'), draft('flag', 'd', 'true')],
      [draft('label', '__proto__', 'cat')],
      [undone],
      [draft('label', 'b', 'dog')],
      [draft('label', '__proto__', null)],
      [draft('redo', 'a', null, { targetEventId: label.eventId })],
    ];
    const snapshots: LabelSnapshot[] = [await store.labelSnapshot()];
    for (const step of steps) {
      await store.appendEvents(step);
      snapshots.push(await store.labelSnapshot());
    }
    const items = await presentItems(store);
    const events = await collect(store.events());
    expect(snapshots.map(({ labeledNames }) => labeledNames.length)).toEqual([1, 2, 2, 2, 1, 2, 1, 2]);
    for (const snapshot of snapshots) expect(snapshotAt(snapshot.revision, items, events)).toEqual(snapshot);
  });

  it('does not matter in which order events are given', async () => {
    const store = await folder.open(DRIVERS[0]);
    await importRows(store, rows);
    await store.appendEvents([
      draft('label', 'a', 'cat'),
      draft('label', 'a', 'dog'),
      draft('label', 'b', 'cow'),
    ]);
    const items = await presentItems(store);
    const events = await collect(store.events());
    expect(snapshotAt(2, items, events.toReversed())).toEqual(snapshotAt(2, items, events));
    expect(snapshotAt(2, items, events).labeledNames).toEqual(['dog', 'dog']);
  });
});

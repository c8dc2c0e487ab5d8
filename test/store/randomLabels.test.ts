import { afterEach, beforeEach, describe, expect, it } from 'vitest';
import { randomItemsAt, readRandomItems } from '../../src/store/randomLabels.ts';
import type { EventDraft } from '../../src/store/store.ts';
import { collect, draft, DRIVERS, importRows, TestFolder } from './testStore.ts';

const label = (itemId: string, change: Partial<EventDraft['provenance']> = {}): EventDraft => {
  const event = draft('label', itemId, 'cat');
  return { ...event, provenance: { ...event.provenance, ...change } };
};

describe('labels of the random stream', () => {
  let folder: TestFolder;
  beforeEach(() => {
    folder = new TestFolder();
  });
  afterEach(() => folder.remove());

  it('are those whose items were drawn at random when they were first labeled, at every revision', async () => {
    const store = await folder.open(DRIVERS[0]);
    const ids = ['drawn', 'asked', 'byStrategy', 'skipped', 'given', 'undone'];
    await importRows(
      store,
      ids.map((id) => ({ id })),
    );
    const undone = label('undone', { stream: 'random' });
    const skip = draft('skip', 'skipped');
    const steps = [
      [label('drawn', { stream: 'random' }), label('asked')],
      [
        label('byStrategy', { strategy: 'random' }),
        label('given', { stream: 'random', selectionProbability: null }),
      ],
      [{ ...skip, provenance: { ...skip.provenance, stream: 'random' as const } }, undone],
      // A correction does not change how an item came up; one that was taken back did not come up.
      [label('drawn'), label('asked', { stream: 'random' }), label('skipped', { stream: 'random' })],
      [draft('undo', 'undone', null, { targetEventId: undone.eventId }), label('undone')],
    ];
    const revisions: number[] = [];
    for (const step of steps) revisions.push((await store.appendEvents(step)).revision);
    const events = await collect(store.events());
    const found = revisions.map((revision) => [...randomItemsAt(revision, events)].sort());
    expect(found).toEqual([
      ['drawn'],
      ['byStrategy', 'drawn'],
      ['byStrategy', 'drawn', 'undone'],
      ['byStrategy', 'drawn', 'undone'],
      ['byStrategy', 'drawn'],
    ]);
    for (const [place, revision] of revisions.entries()) {
      expect([...(await readRandomItems(revision, store.events()))].sort()).toEqual(found[place]);
    }
    expect([...(await store.rowsOf(['drawn', 'nobody', 'byStrategy']))].sort()).toEqual([0, 2]);
  });
});

import { afterEach, beforeEach, expect, it } from 'vitest';
import { mapLabels } from '../../src/inspection/mapLabels.ts';
import { NO_LABEL, OTHER_LABEL, SKIPPED } from '../../src/protocol/inspectorMap.ts';
import type { ProjectConfig } from '../../src/protocol/project.ts';
import type { ProjectStore } from '../../src/store/store.ts';
import { collect, draft, importRows, reverse, TestFolder } from '../store/testStore.ts';

let folder: TestFolder;
let store: ProjectStore;
beforeEach(async () => {
  folder = new TestFolder();
  store = await folder.open();
  await importRows(store, [
    { id: 'open' },
    { id: 'given', label: 'dog' },
    { id: 'asked' },
    { id: 'skipped' },
    { id: 'cow' },
    { id: 'undone' },
    { id: 'corrected', label: 'dog' },
  ]);
});
afterEach(() => folder.remove());

it('tells classes, skips, foreign labels and what came with the data apart, and which round asked', async () => {
  const from = (round: number | null) => ({
    provenance: { ...draft('label', 'asked').provenance, round },
  });
  await store.appendEvents([draft('skip', 'asked', null, from(1))]);
  await store.appendEvents([draft('label', 'asked', 'cat', from(4))]);
  await store.appendEvents([draft('skip', 'skipped')]);
  await store.appendEvents([draft('label', 'cow', 'cow', from(null))]);
  await store.appendEvents([draft('label', 'corrected', 'cat', from(2))]);
  await store.appendEvents([draft('label', 'undone', 'cat', from(2))]);
  await reverse(store, 'undo');
  const { items } = await store.itemsPage('all', 0, 10);
  const classes = ['cat', 'dog'].map((name) => ({ name, key: '', colour: '', description: '' }));
  const { classes: found, rounds } = mapLabels({
    config: { classes } as unknown as ProjectConfig,
    items,
    events: await collect(store.events()),
    // An item has left the source: its row stays.
    features: { rows: 8, columns: 1, data: new Float32Array(8) },
  });
  expect([...found]).toEqual([NO_LABEL, 1, 0, SKIPPED, OTHER_LABEL, NO_LABEL, 0, NO_LABEL]);
  expect([...rounds]).toEqual([NO_LABEL, 0, 4, NO_LABEL, 0, NO_LABEL, 2, NO_LABEL]);
});

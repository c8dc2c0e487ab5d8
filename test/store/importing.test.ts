import { readdirSync } from 'node:fs';
import { join } from 'node:path';
import { afterEach, beforeEach, describe, expect, it } from 'vitest';
import { draft, DRIVERS, importRows, itemsJson, TestFolder } from './testStore.ts';

describe.each(DRIVERS)('imports through %s', (driver) => {
  let folder: TestFolder;
  beforeEach(() => {
    folder = new TestFolder();
  });
  afterEach(() => folder.remove());

  it('keeps rows and labels when the source grew, changed and shrank', async () => {
    const store = await folder.open(driver);
    await importRows(store, [{ id: 'a' }, { id: 'b' }, { id: 'c' }]);
    const version = store.itemsVersion;
    await store.appendEvents([draft('label', 'b', 'cat'), draft('label', 'c', 'dog')]);
    const summary = await importRows(store, [
      { id: 'new' },
      { id: 'a' },
      { id: 'b', content: 'b, corrected' },
    ]);
    expect(summary).toMatchObject({ added: 1, changed: 1, unchanged: 1, missing: 1 });
    expect(store.itemsVersion).not.toBe(version);
    expect(await store.item('b')).toMatchObject({
      row: 1,
      content: '{"text":"b, corrected"}',
      state: { label: 'cat' },
    });
    expect(await store.item('new')).toMatchObject({ row: 3 });
    expect(await store.item('c')).toMatchObject({ present: false, state: { label: 'dog' } });
    expect(await store.counts()).toMatchObject({ total: 3, labeled: 1 });
    await importRows(store, [{ id: 'a' }, { id: 'c' }]);
    expect(await store.item('c')).toMatchObject({ row: 2, present: true, state: { label: 'dog' } });
  });

  it('keeps the version when nothing changed', async () => {
    const store = await folder.open(driver);
    await importRows(store, [{ id: 'a' }, { id: 'b', label: 'x' }]);
    const version = store.itemsVersion;
    expect(await importRows(store, [{ id: 'a' }, { id: 'b', label: 'x' }])).toMatchObject({ unchanged: 2 });
    expect(store.itemsVersion).toBe(version);
    expect(await importRows(store, [{ id: 'a' }, { id: 'b', label: 'y' }])).toMatchObject({ changed: 1 });
    expect(store.itemsVersion).not.toBe(version);
    expect((await store.item('b'))?.state.label).toBe('y');
  });

  it('shows nothing of an import that was discarded or never ended', async () => {
    const store = await folder.open(driver);
    await importRows(store, [{ id: 'a' }]);
    const staged = await store.beginImport();
    await staged.addBatch(itemsJson([{ id: 'x' }, { id: 'y' }]));
    expect(await staged.inspect({ idsFromContent: false })).toMatchObject({ added: 2, missing: 1 });
    expect(await store.counts()).toMatchObject({ total: 1 });
    await staged.discard();
    await staged.discard();
    expect(await store.counts()).toMatchObject({ total: 1 });
    expect(readdirSync(join(folder.path, 'cache'))).toEqual([]);
    const second = await store.beginImport();
    await second.discard();
  });

  it('labels can be set while rows are being staged', async () => {
    const store = await folder.open(driver);
    await importRows(store, [{ id: 'a' }]);
    const staged = await store.beginImport();
    const staging = staged.addBatch(itemsJson([{ id: 'a' }, { id: 'b' }]));
    const { revision } = await store.appendEvents([draft('label', 'a', 'cat')]);
    await staging;
    expect(revision).toBe(1);
    await staged.commit({ sourceHash: 's', idsFromContent: false });
    expect(await store.counts()).toMatchObject({ total: 2, labeled: 1 });
  });

  it('takes the first of a repeated id and names the lines of all', async () => {
    const store = await folder.open(driver);
    const summary = await importRows(store, [
      { id: 'a', content: '1' },
      { id: 'b' },
      { id: 'a', content: '2' },
    ]);
    expect(summary).toMatchObject({
      added: 2,
      duplicateIdCount: 1,
      duplicateIds: [{ id: 'a', lines: [2, 4] }],
      repeated: 0,
    });
    expect((await store.item('a'))?.content).toBe('{"text":"1"}');
  });

  it('keeps every row of repeated content, with ids that stay when the source grows', async () => {
    const store = await folder.open(driver);
    const twice = [{ id: 'h1' }, { id: 'h2' }, { id: 'h1' }];
    expect(await importRows(store, twice, true)).toMatchObject({
      added: 3,
      repeated: 1,
      duplicateIdCount: 0,
    });
    await store.appendEvents([draft('label', 'h1~2', 'cat')]);
    expect(await importRows(store, [...twice, { id: 'h1' }], true)).toMatchObject({ added: 1, unchanged: 3 });
    expect((await store.item('h1~2'))?.state.label).toBe('cat');
    expect(await store.item('h1~3')).toMatchObject({ row: 3 });
  });

  it('survives a batch that is not what was agreed', async () => {
    const store = await folder.open(driver);
    await importRows(store, [{ id: 'a' }]);
    const staged = await store.beginImport();
    await expect(staged.addBatch('[{"id": null}]')).rejects.toMatchObject({ name: 'StoreError' });
    await staged.discard().catch(() => undefined);
    await store.appendEvents([draft('label', 'a', 'cat')]);
    expect(await store.counts()).toMatchObject({ labeled: 1 });
    await importRows(store, [{ id: 'a' }, { id: 'b' }]);
    expect(await store.counts()).toMatchObject({ total: 2, labeled: 1 });
  });
});

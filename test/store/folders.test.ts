import { chmodSync, existsSync, mkdirSync, readdirSync, readFileSync, writeFileSync } from 'node:fs';
import { join } from 'node:path';
import { afterEach, beforeEach, describe, expect, it } from 'vitest';
import { openStore } from '../../src/store/openStore.ts';
import { draft, DRIVERS, importRows, TestFolder } from './testStore.ts';

let folder: TestFolder;
beforeEach(() => {
  folder = new TestFolder();
});
afterEach(() => folder.remove());

/** Files and their bytes, without what lies in folders (the writer's lock beats in one). */
const contents = (path: string): Record<string, string> =>
  Object.fromEntries(
    readdirSync(path, { withFileTypes: true })
      .filter((entry) => entry.isFile())
      .map(({ name }) => [name, readFileSync(join(path, name), 'latin1')]),
  );

describe('the state folder', () => {
  it.each(['with spaces', 'ünïcödé 数据', '🏷️ emoji', "quote ' and % and #?"])(
    'may be called %s',
    async (name) => {
      const path = join(folder.path, name, '.nextlabel');
      for (const driver of DRIVERS) {
        const store = await openStore({ folder: path, actor: 'ann', driver });
        await importRows(store, [{ id: 'a' }]);
        await store.appendEvents([draft('label', 'a', 'cat')]);
        expect((await store.labelSnapshot()).labeledNames).toEqual(['cat']);
        await store.close();
      }
      expect(existsSync(join(path, 'labels.db'))).toBe(true);
    },
  );

  it('that is a file is refused with a StoreError that names it', async () => {
    const path = join(folder.path, 'state');
    writeFileSync(path, 'mine');
    const opening = openStore({ folder: path, actor: 'ann' });
    await expect(opening).rejects.toMatchObject({ name: 'StoreError' });
    await expect(opening).rejects.toThrow(path);
    expect(readFileSync(path, 'utf8')).toBe('mine');
  });

  it('whose database is a folder is refused with a StoreError', async () => {
    mkdirSync(join(folder.path, 'labels.db'));
    await expect(folder.open()).rejects.toMatchObject({ name: 'StoreError' });
  });

  it.runIf(process.getuid?.() !== 0)('without permission is refused as noPermission', async () => {
    chmodSync(folder.path, 0o500);
    await expect(folder.open()).rejects.toMatchObject({ reason: 'noPermission' });
    chmodSync(folder.path, 0o700);
  });

  it('tells git to keep the lines of both sides, unless the team has told it something else', async () => {
    const file = join(folder.path, '.gitattributes');
    await (await folder.open()).close();
    expect(readFileSync(file, 'utf8')).toContain('labels.jsonl merge=union\n');
    writeFileSync(file, '# ours\n');
    await (await folder.open()).close();
    expect(readFileSync(file, 'utf8')).toBe('# ours\n');
  });

  it('is rid of rows that a crashed import left', async () => {
    mkdirSync(join(folder.path, 'cache'));
    writeFileSync(join(folder.path, 'cache', 'staging-1-2.db'), 'left over');
    writeFileSync(join(folder.path, 'cache', 'features.bin'), 'kept');
    await folder.open();
    expect(readdirSync(join(folder.path, 'cache'))).toEqual(['features.bin']);
  });
});

describe.each(DRIVERS)('a store opened for reading only through %s', (driver) => {
  const openReadOnly = (path: string) => openStore({ folder: path, actor: 'ann', driver, readOnly: true });

  it('shows a project, also one that was never closed, and writes nothing beside it', async () => {
    const writer = await folder.open(driver);
    await importRows(writer, [{ id: 'a' }, { id: 'b' }]);
    await writer.appendEvents([draft('label', 'a', 'cat')]);
    const before = contents(folder.path);
    const store = await openReadOnly(folder.path);
    expect(store.readOnly).toBe(true);
    expect(store.heldBy).not.toBeNull();
    expect(await store.counts()).toMatchObject({ total: 2, labeled: 1 });
    expect((await store.item('a'))?.state.label).toBe('cat');
    for (const write of [
      () => store.appendEvents([draft('label', 'b', 'dog')]),
      () => store.beginImport(),
      () => store.setMeta('key', '1'),
    ]) {
      await expect(write()).rejects.toMatchObject({ reason: 'readOnly' });
    }
    expect(await store.tryTakeOver()).toBe(false);
    expect(await store.mergeJournal()).toBe(0);
    const copy = store.databasePath;
    await store.close();
    expect(existsSync(copy)).toBe(false);
    expect(contents(folder.path)).toEqual(before);
  });

  it('is empty where there is no project, and makes none', async () => {
    const path = join(folder.path, 'nowhere', '.nextlabel');
    const store = await openReadOnly(path);
    expect(await store.counts()).toMatchObject({ total: 0, labeled: 0 });
    expect((await store.labelSnapshot()).eligibleRows).toHaveLength(0);
    await store.close();
    expect(readdirSync(folder.path)).toEqual([]);
  });
});

describe('a line of the journal that cannot be read', () => {
  it('is told once, and a new one again', async () => {
    const file = join(folder.path, 'labels.jsonl');
    const messages = async (): Promise<readonly string[]> => {
      const store = await folder.open();
      await store.close();
      return store.recovery.messages;
    };
    writeFileSync(file, '<<<<<<< HEAD\n');
    expect(await messages()).toHaveLength(1);
    writeFileSync(file, '\n\n<<<<<<< HEAD\n');
    expect(await messages()).toEqual([]);
    writeFileSync(file, '<<<<<<< HEAD\n<<<<<<< HEAD\n{"torn\n');
    expect(await messages()).toHaveLength(2);
  });
});

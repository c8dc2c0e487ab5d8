import { readFileSync } from 'node:fs';
import { join } from 'node:path';
import { setTimeout as wait } from 'node:timers/promises';
import { afterEach, beforeEach, describe, expect, it } from 'vitest';
import { isSound } from '../../src/store/connection.ts';
import { openDriver } from '../../src/store/openDriver.ts';
import { openStore } from '../../src/store/openStore.ts';
import { StoreError } from '../../src/store/store.ts';
import type { EventDraft, ProjectStore } from '../../src/store/store.ts';
import { FaultyDisk } from './fixtures/faultyDriver.ts';
import { WriterProcess } from './fixtures/writerProcess.ts';
import { collect, draft, DRIVERS, importRows, TestFolder } from './testStore.ts';

const ITEMS = 40;
const rows = Array.from({ length: ITEMS }, (_, index) => ({ id: `i${index}` }));

let folder: TestFolder;
beforeEach(() => {
  folder = new TestFolder();
});
afterEach(() => folder.remove());

const journaledIds = (): string[] =>
  readFileSync(join(folder.path, 'labels.jsonl'), 'utf8')
    .split('\n')
    .filter((line) => line !== '')
    .map((line) => (JSON.parse(line) as { eventId: string }).eventId);

const storedIds = async (store: ProjectStore): Promise<string[]> =>
  (await collect(store.events())).map((event) => event.eventId);

const expectSound = async (): Promise<void> => {
  const driver = await openDriver({ path: join(folder.path, 'labels.db'), readOnly: true });
  expect(await isSound(driver)).toBe(true);
  await driver.close();
};

const importItems = async (): Promise<void> => {
  const store = await folder.open();
  await importRows(store, rows);
  await store.close();
};

/** Park and Miller (1988), Random number generators: good ones are hard to find. */
const seeded = (seed: number) => (): number => (seed = (seed * 48_271) % 2_147_483_647) / 2_147_483_647;

describe('a writer killed at any time', () => {
  it('loses no acknowledged label and doubles none that is sent again', { timeout: 120_000 }, async () => {
    await importItems();
    const random = seeded(7);
    const acknowledged = new Set<string>();
    for (let run = 0; run < 12; run += 1) {
      const writer = new WriterProcess(folder.path, `run${run}`, ITEMS);
      await writer.acknowledgedAtLeast(1);
      await wait(20 + random() * 130);
      await writer.kill();
      const sent = writer.events('sent');
      for (const { eventId } of writer.events('acknowledged')) acknowledged.add(eventId);

      const store = await folder.open();
      expect(store.heldBy).toBeNull();
      const survived = new Set(await storedIds(store));
      expect([...acknowledged].filter((id) => !survived.has(id))).toEqual([]);
      for (const { eventId, itemId } of sent.slice(-5)) {
        await store.appendEvents([draft('label', itemId, 'again', { eventId })]);
        acknowledged.add(eventId);
      }
      const stored = await storedIds(store);
      expect(new Set(stored).size).toBe(stored.length);
      expect(new Set(journaledIds())).toEqual(new Set(stored));
      await store.close();
      await expectSound();
    }
    expect(acknowledged.size).toBeGreaterThan(100);
  });
});

describe('two processes on one project', () => {
  it('are a writer and a reader, which follows it and takes over when it is killed', async () => {
    await importItems();
    const writer = new WriterProcess(folder.path, 'other', ITEMS);
    await writer.acknowledgedAtLeast(1);
    const store = await folder.open();
    try {
      expect(store.heldBy).not.toBeNull();
      await expect(store.appendEvents([draft('label', 'i0', 'x')])).rejects.toMatchObject({
        reason: 'readOnly',
      });
      const before = store.revision;
      await new Promise<void>((resolve) => store.onExternalChange(resolve));
      expect(store.revision).toBeGreaterThan(before);
    } finally {
      await writer.kill();
    }
    const killedAt = performance.now();
    await new Promise<void>((resolve) => store.onLockChange(() => resolve()));
    expect(performance.now() - killedAt).toBeLessThan(5000);
    expect(store.heldBy).toBeNull();
    const stored = new Set(await storedIds(store));
    expect(writer.events('acknowledged').filter(({ eventId }) => !stored.has(eventId))).toEqual([]);
    const { events } = await store.appendEvents([draft('label', 'i0', 'mine')]);
    const counters = (await collect(store.events())).map((event) => event.actorCounter);
    expect(new Set(counters).size).toBe(counters.length);
    expect(events[0]?.actorCounter).toBe(Math.max(...counters));
  });
});

describe.each(DRIVERS)('a disk that fails, through %s', (name) => {
  let disk: FaultyDisk;
  const open = async (): Promise<ProjectStore> => {
    disk = new FaultyDisk(name);
    const store = await openStore({ folder: folder.path, actor: 'ann', openDriver: disk.openDriver });
    await importRows(store, rows);
    return store;
  };

  it('is told as full at every of 30 writes, and labeling goes on once there is space', async () => {
    const store = await open();
    const acknowledged: string[] = [];
    const send = async (event: EventDraft): Promise<void> => {
      await store.appendEvents([event]);
      acknowledged.push(event.eventId);
    };
    const note = (k: number) => draft('note', `i${k}`, 'a long note '.repeat(3000));
    for (let k = 1; k <= 30; k += 1) {
      if (k % 3 === 0) await send(note(k));
      await disk.setFull(true);
      const refused = note(k);
      for (let attempt = 0; attempt < 2; attempt += 1) {
        await expect(store.appendEvents([refused])).rejects.toMatchObject({ reason: 'diskFull' });
      }
      expect(await storedIds(store)).toEqual(acknowledged);
      await disk.setFull(false);
      await send(refused);
    }
    expect(await storedIds(store)).toEqual(acknowledged);
    expect(journaledIds()).toEqual(acknowledged);
    await store.close();
    await expectSound();
  });

  const calls = Array.from({ length: 16 }, (_, index) => index + 1);
  it.each([false, true])('at any call (its work done: %s) acknowledges nothing falsely', async (after) => {
    const store = await open();
    let failures = 0;
    const acknowledged: string[] = [];
    for (const k of calls) {
      disk.failAt(k, after);
      const from = disk.log.length;
      for (const item of ['i0', 'i1']) {
        const event = draft('label', item, `class ${k}`);
        while (acknowledged.at(-1) !== event.eventId) {
          try {
            await store.appendEvents([event]);
            acknowledged.push(event.eventId);
          } catch (error) {
            failures += 1;
            expect(error).toBeInstanceOf(StoreError);
            expect(error).toMatchObject({ reason: 'ioError' });
          }
        }
      }
      disk.failAt(0, false);
      const log = disk.log.slice(from);
      const since = log.slice(log.indexOf('FAILED'));
      if (since[0] === 'FAILED' && since.includes('COMMIT')) {
        const opened = since.indexOf('OPEN');
        expect(since.indexOf('PRAGMA quick_check(1)')).toBeGreaterThan(opened);
        expect(opened).toBeGreaterThan(0);
      }
    }
    expect(failures).toBeGreaterThan(10);
    const events = await collect(store.events());
    expect(events.map((event) => event.eventId)).toEqual(acknowledged);
    expect(events.map((event) => event.actorCounter)).toEqual(acknowledged.map((_, index) => index + 1));
    expect(new Set(journaledIds())).toEqual(new Set(acknowledged));
    expect(store.undoTargets().map((event) => event.eventId)).toEqual(acknowledged.slice(-1));
    await store.close();
    const again = await folder.open(name);
    expect(again.recovery).toMatchObject({ messages: [], eventsFromJournal: 0, eventsToJournal: 0 });
  });

  it('while rows are staged breaks off the import, changes nothing and lets it begin again', async () => {
    const store = await open();
    const staged = await store.beginImport();
    await expect(store.beginImport()).rejects.toMatchObject({ name: 'StoreError', reason: 'locked' });
    disk.failAt(1, false);
    const batch = JSON.stringify([{ id: 'x', hash: 'h', position: 0, line: 2, content: '{}', label: null }]);
    await expect(staged.addBatch(batch)).rejects.toMatchObject({ reason: 'ioError' });
    await expect(staged.commit({ sourceHash: 's', idsFromContent: false })).rejects.toThrow('import again');
    await staged.discard();
    await store.appendEvents([draft('label', 'i0', 'cat')]);
    expect(await store.counts()).toMatchObject({ total: ITEMS, labeled: 1 });
    expect(await importRows(store, [...rows, { id: 'new' }])).toMatchObject({ added: 1, unchanged: ITEMS });
    await store.close();
  });
});

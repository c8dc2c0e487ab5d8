import {
  appendFileSync,
  existsSync,
  readdirSync,
  readFileSync,
  rmSync,
  statSync,
  truncateSync,
  writeFileSync,
} from 'node:fs';
import { join } from 'node:path';
import { afterEach, beforeEach, describe, expect, it } from 'vitest';
import type { ProjectStore } from '../../src/store/store.ts';
import { collect, draft, importRows, TestFolder } from './testStore.ts';

const ITEMS = Array.from({ length: 300 }, (_, index) => ({ id: `i${index}`, content: 'x'.repeat(200) }));
const LABELS = 120;

/** A closed project with labels; the checkpoint of closing has moved everything into labels.db. */
const makeProject = async (folder: TestFolder): Promise<void> => {
  const store = await folder.open();
  await importRows(store, ITEMS);
  for (let index = 0; index < LABELS; index += 1) {
    await store.appendEvents([draft('label', `i${index}`, index % 2 === 0 ? 'cat' : 'dog')]);
  }
  await store.close();
};

const expectLabels = async (store: ProjectStore): Promise<void> => {
  if (store.itemsVersion === '') await importRows(store, ITEMS);
  expect(await store.counts()).toMatchObject({ labeled: LABELS });
  expect(await collect(store.events())).toHaveLength(LABELS);
};

describe('a damaged database', () => {
  let folder: TestFolder;
  let file: string;
  beforeEach(async () => {
    folder = new TestFolder();
    file = join(folder.path, 'labels.db');
    await makeProject(folder);
  });
  afterEach(() => folder.remove());

  const damages: readonly (readonly [string, () => void])[] = [
    ['that is no database', () => writeFileSync(file, 'this is not SQLite'.repeat(500))],
    [
      'whose header is damaged',
      () => {
        const bytes = readFileSync(file);
        bytes.fill(0xff, 0, 32);
        writeFileSync(file, bytes);
      },
    ],
    [
      'with a zeroed page in the middle',
      () => {
        const bytes = readFileSync(file);
        const middle = Math.floor(bytes.length / 8192) * 4096;
        bytes.fill(0, middle, middle + 4096);
        writeFileSync(file, bytes);
      },
    ],
    ['that was cut off', () => truncateSync(file, Math.floor(statSync(file).size / 2))],
    [
      'with flipped bytes all over',
      () => {
        const bytes = readFileSync(file);
        for (let at = 100; at < bytes.length; at += 997) bytes[at] = (bytes[at] ?? 0) ^ 0x5a;
        writeFileSync(file, bytes);
      },
    ],
  ];

  it.each(damages)('%s is set aside and its labels come back from the journal', async (_, damage) => {
    damage();
    const before = readFileSync(file);
    const store = await folder.open();
    const { setAside, eventsFromJournal, messages } = store.recovery;
    expect(setAside).not.toBeNull();
    expect(readFileSync(setAside ?? '').equals(before)).toBe(true);
    expect(eventsFromJournal).toBe(LABELS);
    expect(messages[0]).toContain(`${LABELS} label events were recovered`);
    await expectLabels(store);
    await store.close();
    const again = await folder.open();
    expect(again.recovery.messages).toEqual([]);
    await expectLabels(again);
  });

  it('in many random ways never loses a label that the journal has', async () => {
    const sound = readFileSync(file);
    let seed = 12345;
    const next = (n: number): number => {
      seed = (Math.imul(seed, 1664525) + 1013904223) >>> 0;
      return seed % n;
    };
    for (let variant = 0; variant < 25; variant += 1) {
      const bytes = Buffer.from(sound);
      const flips = 1 + next(40);
      for (let flip = 0; flip < flips; flip += 1) bytes[next(bytes.length)] = next(256);
      for (const name of readdirSync(folder.path)) {
        if (name.startsWith('labels.db')) rmSync(join(folder.path, name));
      }
      writeFileSync(file, bytes);
      const store = await folder.open();
      expect((await collect(store.events())).length).toBeGreaterThanOrEqual(LABELS);
      await store.close();
    }
  });
});

describe('the journal', () => {
  let folder: TestFolder;
  beforeEach(async () => {
    folder = new TestFolder();
    await makeProject(folder);
  });
  afterEach(() => folder.remove());

  it('rebuilds the labels of a fresh clone, also before the items are imported', async () => {
    for (const name of readdirSync(folder.path)) {
      if (name !== 'labels.jsonl') rmSync(join(folder.path, name), { recursive: true });
    }
    const store = await folder.open();
    expect(store.recovery).toMatchObject({ eventsFromJournal: LABELS, setAside: null });
    expect(store.itemsVersion).toBe('');
    await expectLabels(store);
  });

  it('is brought up when it lacks events, and written anew when it is gone', async () => {
    const journal = join(folder.path, 'labels.jsonl');
    const lines = readFileSync(journal, 'utf8').trimEnd().split('\n');
    writeFileSync(journal, `${lines.slice(0, 100).join('\n')}\n`);
    const store = await folder.open();
    expect(store.recovery).toMatchObject({ eventsToJournal: 20, eventsFromJournal: 0 });
    await store.close();
    rmSync(journal);
    const again = await folder.open();
    expect(again.recovery).toMatchObject({ eventsToJournal: LABELS });
    await again.close();
    expect(readFileSync(journal, 'utf8').trimEnd().split('\n')).toHaveLength(LABELS);
  });

  it('with a torn last line loses nothing and goes on', async () => {
    const journal = join(folder.path, 'labels.jsonl');
    truncateSync(journal, statSync(journal).size - 25);
    const store = await folder.open();
    expect(store.recovery.eventsToJournal).toBe(1);
    expect(store.recovery.messages.join(' ')).toContain('cut off');
    await store.appendEvents([draft('label', 'i200', 'cat')]);
    await store.close();
    const again = await folder.open();
    expect(again.recovery).toMatchObject({ eventsFromJournal: 0, eventsToJournal: 0 });
    expect(await again.counts()).toMatchObject({ labeled: LABELS + 1 });
  });

  it('brings in the labels of a colleague while the project is open', async () => {
    const store = await folder.open();
    const other = new TestFolder();
    const colleague = await other.open(undefined, 'bob');
    await importRows(colleague, ITEMS);
    await colleague.appendEvents([draft('label', 'i119', 'cat'), draft('label', 'i250', 'dog')]);
    await colleague.close();
    appendFileSync(join(folder.path, 'labels.jsonl'), readFileSync(join(other.path, 'labels.jsonl'), 'utf8'));
    expect(await store.mergeJournal()).toBe(2);
    expect(await store.mergeJournal()).toBe(0);
    expect((await store.item('i250'))?.state.label).toBe('dog');
    // Bob's Lamport number is lower than ours, so ours stands: the clock has no say.
    expect((await store.item('i119'))?.state.label).toBe('dog');
    expect(store.undoTargets()[0]?.actor).toBe('ann');
    await other.remove();
  });

  it('holds the folder’s .gitignore, which leaves the journal to git', () => {
    const ignored = readFileSync(join(folder.path, '.gitignore'), 'utf8');
    for (const own of ['labels.db*', 'model.safetensors*', 'strategy.safetensors*']) {
      expect(ignored.split('\n')).toContain(own);
    }
    expect(ignored).not.toMatch(/^labels\.jsonl/m);
    expect(existsSync(join(folder.path, 'labels.jsonl'))).toBe(true);
  });
});

import { mkdtempSync, readdirSync, rmSync } from 'node:fs';
import { tmpdir } from 'node:os';
import { join } from 'node:path';
import { afterEach, beforeEach, describe, expect, it } from 'vitest';
import type { SqlDriver } from '../../src/store/driver.ts';
import { migrate, migrations, schemaVersion } from '../../src/store/migrations.ts';
import { openDriver } from '../../src/store/openDriver.ts';
import { openStore } from '../../src/store/openStore.ts';
import { collect, draft, DRIVERS, importRows, TestFolder } from './testStore.ts';

const STEPS = [
  'CREATE TABLE pets (name TEXT)',
  "ALTER TABLE pets ADD COLUMN kind TEXT; UPDATE pets SET kind = 'cat'",
  'CREATE INDEX pets_by_kind ON pets (kind)',
];

describe.each(DRIVERS)('migrations through %s', (name) => {
  let folder: string;
  let driver: SqlDriver;
  const options = () => ({
    backupFolder: join(folder, 'backups'),
    now: () => new Date('2026-01-02T03:04:05Z'),
  });
  beforeEach(async () => {
    folder = mkdtempSync(join(tmpdir(), 'nextlabel-migrations-'));
    driver = await openDriver({ path: join(folder, 'a.db'), readOnly: false }, name);
  });
  afterEach(async () => {
    await driver.close();
    rmSync(folder, { recursive: true, force: true });
  });

  it('takes a snapshot before each step on a database that holds something, and none on a new one', async () => {
    await migrate(driver, { ...options(), steps: STEPS.slice(0, 1) });
    expect(await schemaVersion(driver)).toBe(1);
    await driver.run("INSERT INTO pets VALUES ('Tom')");
    await migrate(driver, { ...options(), steps: STEPS });
    expect(await schemaVersion(driver)).toBe(3);
    expect(await driver.all('SELECT * FROM pets')).toEqual([{ name: 'Tom', kind: 'cat' }]);
    const snapshots = readdirSync(join(folder, 'backups'));
    expect(snapshots).toEqual([
      '2026-01-02T03-04-05.000Z-schema-1.db',
      '2026-01-02T03-04-05.000Z-schema-2.db',
    ]);
    const before = await openDriver(
      { path: join(folder, 'backups', snapshots[0] ?? ''), readOnly: true },
      name,
    );
    expect(await before.all('SELECT * FROM pets')).toEqual([{ name: 'Tom' }]);
    await before.close();
  });

  it('leaves the database as it was when a step fails half way', async () => {
    await migrate(driver, { ...options(), steps: STEPS.slice(0, 1) });
    await driver.run("INSERT INTO pets VALUES ('Tom')");
    const broken = [STEPS[0] ?? '', 'ALTER TABLE pets ADD COLUMN kind TEXT; UPDATE nowhere SET a = 1'];
    await expect(migrate(driver, { ...options(), steps: broken })).rejects.toThrow('nowhere');
    expect(await schemaVersion(driver)).toBe(1);
    expect(await driver.all('SELECT * FROM pets')).toEqual([{ name: 'Tom' }]);
    await migrate(driver, { ...options(), steps: STEPS });
    expect(await schemaVersion(driver)).toBe(3);
  });

  it('keeps the last three snapshots', async () => {
    await migrate(driver, { ...options(), steps: STEPS.slice(0, 1) });
    const more = Array.from({ length: 6 }, (_, index) => `CREATE TABLE t${index} (a)`);
    await migrate(driver, { ...options(), steps: [...STEPS.slice(0, 1), ...more] });
    expect(readdirSync(join(folder, 'backups'))).toHaveLength(3);
  });
});

describe('a project of another version', () => {
  let folder: TestFolder;
  beforeEach(() => {
    folder = new TestFolder();
  });
  afterEach(() => folder.remove());

  it('of a newer one is refused and left alone', async () => {
    const store = await folder.open();
    await importRows(store, [{ id: 'a' }]);
    await store.appendEvents([draft('label', 'a', 'cat')]);
    await store.close();
    const raw = await openDriver({ path: join(folder.path, 'labels.db'), readOnly: false });
    await raw.exec(`PRAGMA user_version = ${migrations.length + 1}`);
    await raw.close();
    await expect(openStore({ folder: folder.path, actor: 'ann' })).rejects.toMatchObject({
      reason: 'newerSchema',
    });
    const again = await openDriver({ path: join(folder.path, 'labels.db'), readOnly: true });
    expect(await schemaVersion(again)).toBe(migrations.length + 1);
    expect(await again.all('SELECT count(*) AS events FROM events')).toEqual([{ events: 1 }]);
    await again.close();
  });

  it('of an older one keeps its events, number by number, and takes repeats and confirmations from then on', async () => {
    const raw = await openDriver({ path: join(folder.path, 'labels.db'), readOnly: false });
    const options = { backupFolder: join(folder.path, 'backups'), now: () => new Date(0) };
    await migrate(raw, { ...options, steps: migrations.slice(0, 2) });
    const columns = `event_id, item_id, actor, actor_counter, lamport, action, value, wall_time, monotonic_ms,
      seconds_spent, stream, suggestion_shown`;
    for (const [n, value] of ['cat', 'dog', 'cow'].entries()) {
      // Sequence 2 is not there: its transaction failed.
      await raw.run(
        `INSERT INTO events (sequence, ${columns}) VALUES (?, ?, 'a', 'ann', ?, ?, 'label', ?, '', 0, 1, 'browse', 0)`,
        [2 * n + 1, `e${n}`, n + 1, n + 1, value],
      );
    }
    const before = await raw.all('SELECT * FROM events ORDER BY sequence');
    await migrate(raw, options);
    expect(await raw.all('SELECT * FROM events ORDER BY sequence')).toEqual(before);
    await expect(raw.run("UPDATE events SET value = 'x'")).rejects.toThrow('never changed');
    await expect(raw.run('DELETE FROM events')).rejects.toThrow('never deleted');
    const indexes = await raw.all("SELECT name FROM sqlite_schema WHERE type = 'index' AND sql IS NOT NULL");
    expect(indexes.map(({ name }) => name)).toEqual(
      expect.arrayContaining(['events_by_item', 'events_by_actor', 'events_in_order']),
    );
    await raw.close();
    const again = await folder.open();
    await importRows(again, [{ id: 'a' }, { id: 'b' }]);
    const { revision } = await again.appendEvents([
      draft('repeat', 'a', 'dog'),
      draft('confirm', 'a', 'cow'),
    ]);
    expect(revision).toBe(7);
    expect((await again.item('a'))?.state.label).toBe('cow');
    expect((await collect(again.events())).map(({ action, oldValue }) => [action, oldValue])).toEqual([
      ['label', null],
      ['label', null],
      ['label', null],
      ['repeat', 'cow'],
      ['confirm', 'cow'],
    ]);
  });

  it('of an older one keeps its rounds, which predicted nothing', async () => {
    const raw = await openDriver({ path: join(folder.path, 'labels.db'), readOnly: false });
    const options = { backupFolder: join(folder.path, 'backups'), now: () => new Date(0) };
    await migrate(raw, { ...options, steps: migrations.slice(0, 1) });
    const slots = JSON.stringify([['a', 'strategy', 0.9, 0.5, 1]]);
    await raw.run(
      `INSERT INTO rounds VALUES (1, 0, 7, 'margin', '{}', 'svc', '{}', 'm', 0.1, 10, '', 1, NULL, 'f', ?, '[]')`,
      [slots],
    );
    await raw.close();
    const store = await folder.open();
    const record = await store.lastRound();
    expect(record).toMatchObject({ strategy: 'margin', coldStart: null, fallback: null, objective: null });
    expect(record?.sharedLabels).toBeNull();
    expect(record?.vote).toBeNull();
    const slot = { itemId: 'a', stream: 'strategy', selectionProbability: 0.9, score: 0.5, rank: 1 };
    expect(record?.slots).toEqual([{ ...slot, gain: null, contributions: null }]);
    expect(await store.predictedGains()).toEqual([]);
  });
});

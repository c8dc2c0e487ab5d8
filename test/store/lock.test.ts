import type { ChildProcess } from 'node:child_process';
import { spawn } from 'node:child_process';
import { once } from 'node:events';
import { mkdir, mkdtemp, readdir, readFile, rm, writeFile } from 'node:fs/promises';
import { tmpdir } from 'node:os';
import path from 'node:path';
import { afterEach, beforeEach, describe, expect, it, vi } from 'vitest';
import { ProjectLock } from '../../src/store/lock.ts';
import type { LockOptions } from '../../src/store/lock.ts';
import type { LockRecord } from '../../src/store/lockRecord.ts';
import { formatRecord, makeRecord, parseRecord } from '../../src/store/lockRecord.ts';
import type { LockHolder } from '../../src/store/store.ts';

let folder = '';
let file = '';
const opened: ProjectLock[] = [];
beforeEach(async () => {
  folder = await mkdtemp(path.join(tmpdir(), 'lock-'));
  file = path.join(folder, 'lock');
});
afterEach(async () => {
  for (const lock of opened.splice(0)) await lock.release();
  await rm(folder, { recursive: true });
});

/** Timers that never fire within a test, unless the test wants them to. */
const quiet = { heartbeatMs: 1e8, pollMs: 1e8 };
const openLock = async (annotator: string, options: Partial<LockOptions> = quiet): Promise<ProjectLock> => {
  const lock = await ProjectLock.open({ file, annotator, ...options });
  opened.push(lock);
  return lock;
};

const names = async (): Promise<string[]> => (await readdir(file)).sort();
const lastRecord = async (): Promise<LockRecord | null> => {
  const last = (await names()).pop();
  return last === undefined ? null : parseRecord(await readFile(path.join(file, last), 'utf8'));
};

/** A lock left behind by somebody else. */
const leave = async (change: Partial<LockRecord>, number = 1): Promise<void> => {
  const record = { ...(await makeRecord(`left${number}`, 'ben')), ...change };
  await mkdir(file, { recursive: true });
  await writeFile(path.join(file, `${number}.json`), formatRecord(record));
};

/** The id of a process that ran and ended. */
const endedPid = async (): Promise<number> => {
  const child = spawn(process.execPath, ['-e', '']);
  await once(child, 'exit');
  return child.pid ?? 0;
};

describe('two openers', () => {
  it('are one writer and one reader that knows who writes', async () => {
    const anna = await openLock('anna');
    const ben = await openLock('ben');
    expect(anna.heldBy).toBeNull();
    expect(ben.heldBy).toMatchObject({ annotator: 'anna', pid: process.pid });
    expect(Date.parse(ben.heldBy?.since ?? '')).toBeGreaterThan(Date.now() - 60_000);
    expect([await anna.confirm(), await ben.confirm(), await ben.tryTakeOver()]).toEqual([
      true,
      false,
      false,
    ]);
    expect(await anna.tryTakeOver()).toBe(true);
  });

  it('hand over on release, within a poll', async () => {
    const told: (LockHolder | null)[] = [];
    const anna = await openLock('anna');
    const ben = await openLock('ben', { ...quiet, pollMs: 20, onChange: (heldBy) => told.push(heldBy) });
    await anna.release();
    await vi.waitFor(() => expect(told).toEqual([null]), { timeout: 1000 });
    expect([ben.heldBy, await ben.confirm()]).toEqual([null, true]);
    expect([await anna.confirm(), await anna.tryTakeOver()]).toEqual([false, false]);
  });

  it('tell a third of the new holder', async () => {
    const told: (string | undefined)[] = [];
    const anna = await openLock('anna');
    const ben = await openLock('ben');
    await openLock('cleo', { ...quiet, pollMs: 20, onChange: (heldBy) => told.push(heldBy?.annotator) });
    await Promise.all([anna.release(), ben.tryTakeOver()]);
    await vi.waitFor(() => expect(told).toEqual(['ben']), { timeout: 1000 });
  });

  it('leave one small file, however often the lock changes hands', async () => {
    for (let turn = 1; turn <= 5; turn += 1) {
      const lock = await openLock('anna');
      expect(lock.heldBy).toBeNull();
      await lock.release();
    }
    expect(await names()).toEqual(['5.json']);
  });
});

describe('a holder that ended', () => {
  let child: ChildProcess | undefined;
  afterEach(() => child?.kill('SIGKILL'));

  it('is followed at once when its process was killed', async () => {
    child = spawn(process.execPath, ['-e', 'setInterval(() => undefined, 1000)']);
    await leave({ pid: child.pid ?? 0 });
    const lock = await openLock('anna');
    expect(lock.heldBy).toMatchObject({ annotator: 'ben', pid: child.pid });
    expect(await lock.tryTakeOver()).toBe(false);
    child.kill('SIGKILL');
    await once(child, 'exit');
    expect(await lock.tryTakeOver()).toBe(true);
    expect((await lastRecord())?.annotator).toBe('anna');
  });

  it('is not judged by a process id of another machine or container', async () => {
    const pid = await endedPid();
    await leave({ pid, host: 'elsewhere' });
    expect((await openLock('anna')).heldBy).toMatchObject({ annotator: 'ben', host: 'elsewhere' });
    await leave({ pid, pidNamespace: 'pid:[1]' }, 2);
    expect((await openLock('anna')).heldBy).toMatchObject({ annotator: 'ben', pid });
  });
});

describe('a stale heartbeat', () => {
  it('is one that was seen not to change for staleMs, whatever time it names', async () => {
    let clock = 0;
    await leave({ host: 'elsewhere', heartbeat: '1999-01-01T00:00:00.000Z' });
    const anna = await openLock('anna', { ...quiet, now: () => clock });
    clock = 9_999;
    expect(await anna.tryTakeOver()).toBe(false);
    await leave({ host: 'elsewhere', heartbeat: '1999-01-01T00:00:02.000Z' });
    clock = 10_001;
    expect(await anna.tryTakeOver()).toBe(false);
    clock = 20_000;
    expect(await anna.tryTakeOver()).toBe(false);
    clock = 20_001;
    expect(await anna.tryTakeOver()).toBe(true);
  });

  it('does not come from a holder that lives', async () => {
    const anna = await openLock('anna', { ...quiet, heartbeatMs: 20, staleMs: 400 });
    const ben = await openLock('ben', { ...quiet, pollMs: 20, staleMs: 400 });
    await new Promise((resolve) => setTimeout(resolve, 1200));
    expect([anna.heldBy, ben.heldBy?.annotator]).toEqual([null, 'anna']);
  });

  it('is that of an unreadable record, too', async () => {
    let clock = 0;
    await mkdir(file);
    await writeFile(path.join(file, '3.json'), 'not a record');
    const anna = await openLock('anna', { ...quiet, now: () => clock });
    expect(anna.heldBy).toEqual({ annotator: '', host: '', pid: 0, since: '' });
    clock = 10_000;
    expect(await anna.tryTakeOver()).toBe(true);
    expect(await names()).toEqual(['4.json']);
  });
});

describe('confirm', () => {
  it('notices a stolen lock, says who has it, and leaves the thief alone', async () => {
    const told: (string | undefined)[] = [];
    const anna = await openLock('anna', { ...quiet, onChange: (heldBy) => told.push(heldBy?.annotator) });
    await leave({}, 2);
    expect(await anna.confirm()).toBe(false);
    expect([anna.heldBy?.annotator, told]).toEqual(['ben', ['ben']]);
    expect((await lastRecord())?.annotator).toBe('ben');
  });

  it('notices that its own file was replaced', async () => {
    const anna = await openLock('anna');
    await rm(path.join(file, '1.json'));
    await leave({});
    expect(await anna.confirm()).toBe(false);
  });

  it('takes a lock again whose folder was deleted', async () => {
    const anna = await openLock('anna');
    await rm(file, { recursive: true });
    expect(await anna.confirm()).toBe(true);
    expect((await openLock('ben')).heldBy?.annotator).toBe('anna');
  });

  it('after a sleep, takes a new number before it says yes', async () => {
    let clock = 0;
    const anna = await openLock('anna', { ...quiet, now: () => clock });
    clock = 60_000;
    expect(await anna.confirm()).toBe(true);
    expect(await names()).toEqual(['2.json']);
  });

  it('after a sleep, gives way to whoever took over meanwhile', async () => {
    let clock = 0;
    const anna = await openLock('anna', { ...quiet, now: () => clock });
    const ben = await openLock('ben', { ...quiet, now: () => clock });
    clock = 10_000;
    expect(await ben.tryTakeOver()).toBe(true);
    expect([await anna.confirm(), anna.heldBy?.annotator, await ben.confirm()]).toEqual([false, 'ben', true]);
  });

  it('by a heartbeat, too', async () => {
    const told: (string | undefined)[] = [];
    await openLock('anna', {
      ...quiet,
      heartbeatMs: 20,
      onChange: (heldBy) => told.push(heldBy?.annotator),
    });
    await leave({}, 2);
    await vi.waitFor(() => expect(told).toEqual(['ben']), { timeout: 1000 });
  });
});

describe('many takers at once', () => {
  it.each<[string, (endedPid: number) => Promise<void>]>([
    ['a fresh lock', () => Promise.resolve()],
    ['a lock whose holder ended', (pid) => leave({ pid })],
    ['a released lock', () => leave({ state: 'free' }, 41)],
  ])('of %s: exactly one wins, 30 times', async (_, prepare) => {
    const pid = await endedPid();
    for (let round = 0; round < 30; round += 1) {
      await rm(file, { recursive: true, force: true });
      await prepare(pid);
      const takers = await Promise.all(Array.from({ length: 20 }, (_each, n) => openLock(`taker ${n}`)));
      const winners = takers.filter((taker) => taker.heldBy === null);
      expect(winners).toHaveLength(1);
      const winner = takers.indexOf(winners[0]!);
      expect(new Set(takers.map((taker) => taker.heldBy?.annotator))).toEqual(
        new Set([undefined, `taker ${winner}`]),
      );
      expect(await Promise.all(takers.map((taker) => taker.confirm()))).toEqual(
        takers.map((_taker, n) => n === winner),
      );
      for (const taker of takers) await taker.release();
    }
  });

  it('of a stale lock that they all watched: exactly one wins', async () => {
    let clock = 0;
    await leave({ host: 'elsewhere' });
    const takers = await Promise.all(
      Array.from({ length: 20 }, (_, n) => openLock(`taker ${n}`, { ...quiet, now: () => clock })),
    );
    clock = 10_000;
    const took = await Promise.all(takers.map((taker) => taker.tryTakeOver()));
    expect(took.filter(Boolean)).toHaveLength(1);
    expect(takers.filter((taker) => taker.heldBy === null)).toHaveLength(1);
  });
});

describe('a folder that cannot be written', () => {
  // Nobody, root included, may make a folder there.
  it.runIf(process.platform === 'linux')('is refused for want of permission', async () => {
    await expect(openLock('anna', { ...quiet, file: '/sys/nextlabel' })).rejects.toMatchObject({
      name: 'StoreError',
      reason: 'noPermission',
    });
  });

  it('is an error that names the trouble', async () => {
    await writeFile(file, '');
    await expect(openLock('anna')).rejects.toMatchObject({ name: 'StoreError', reason: 'ioError' });
  });
});

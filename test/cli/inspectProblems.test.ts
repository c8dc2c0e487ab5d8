import { cpSync, mkdirSync, readdirSync, readFileSync, rmSync, writeFileSync } from 'node:fs';
import { dirname, join } from 'node:path';
import { afterAll, beforeAll, describe, expect, it } from 'vitest';
import { openStore } from '../../src/store/openStore.ts';
import { scratch } from './runCli.ts';
import { inspect, labelSmall, problemOf, run, withEngine } from './smallProject.ts';

const { folder, end } = scratch();
afterAll(end);

let file: string;
beforeAll(async () => {
  file = await withEngine((engine) => labelSmall(folder, engine, [8, 8]));
}, 120_000);

describe('nextlabel inspect on a project that changed', () => {
  const copyOf = (name: string): string => {
    const copy = join(folder, name);
    mkdirSync(copy);
    cpSync(join(dirname(file), '.nextlabel'), join(copy, '.nextlabel'), { recursive: true });
    for (const each of ['small.csv', 'small.nextlabel.json'])
      cpSync(join(dirname(file), each), join(copy, each));
    return join(copy, 'small.nextlabel.json');
  };
  const change = (project: string, changes: object): void => {
    const content = JSON.parse(readFileSync(project, 'utf8')) as object;
    writeFileSync(project, JSON.stringify({ ...content, ...changes }));
  };

  it('says that features have changed since', async () => {
    const project = copyOf('fewer');
    change(project, { features: ['height'] });
    const { replay } = (await inspect(project)).round;
    expect(replay.same).toBe(false);
    expect(replay.differences[0]).toContain('features have changed');
    expect(replay.differences.some((text) => text.includes('ranking differs'))).toBe(true);
    const { stdout } = await run(project, '--format', 'markdown');
    expect(stdout).toContain('Worked out again, the round is not the same.');
  });

  it('says that classes have changed since', async () => {
    const project = copyOf('classes');
    change(project, { classes: ['no', 'yes'] });
    const { replay } = (await inspect(project)).round;
    expect(replay.differences.join(' ')).toContain('fitted to other labels');
  });

  it('reads a project that is open elsewhere', async () => {
    const project = copyOf('held');
    const store = await openStore({ folder: join(dirname(project), '.nextlabel'), actor: 'somebody' });
    try {
      expect(store.heldBy).toBeNull();
      expect((await inspect(project)).round.replay.same).toBe(true);
    } finally {
      await store.close();
    }
  });

  it('says that the database is damaged', async () => {
    const project = copyOf('damaged');
    const state = join(dirname(project), '.nextlabel');
    for (const name of ['labels.db-wal', 'labels.db-shm']) rmSync(join(state, name), { force: true });
    writeFileSync(
      join(state, 'labels.db'),
      'this is no database, but it is long enough to be taken for one. ',
    );
    const { code, stderr } = await run(project);
    expect(code).toBe(1);
    expect(stderr).toContain('labels.db is damaged');
    expect(readdirSync(state).some((name) => name.includes('corrupt'))).toBe(false);
  });
});

describe('nextlabel inspect refuses', () => {
  it('a round that is not there, naming those that are', async () => {
    expect(await problemOf(file, '--round', '99')).toMatch(/no round 99; expected one of 1 to \d+\./);
    expect(await problemOf(file, '--round', '0')).toContain('expected a whole number of at least 1');
  });

  it('an unknown item, and strategies that are unknown or for experiments', async () => {
    expect(await problemOf(file, '--item', 'nobody')).toContain('no item "nobody"');
    expect(await problemOf(file, '--strategies', 'margn')).toContain('Unknown query strategy "margn"');
    expect(await problemOf(file, '--strategies', 'oracle')).toContain('for experiments only');
  });

  it('what is no project, or has no labels', async () => {
    expect(await problemOf(join(folder, 'nowhere'))).toContain('does not exist; expected a file');
    const empty = join(folder, 'empty');
    mkdirSync(empty);
    expect(await problemOf(empty)).toContain('holds no project');
    cpSync(file, join(empty, 'a.nextlabel.json'));
    expect(await problemOf(empty)).toContain('has no labels yet');
    cpSync(file, join(empty, 'b.nextlabel.json'));
    expect(await problemOf(empty)).toContain('several projects (a.nextlabel.json, b.nextlabel.json)');
    writeFileSync(join(empty, 'a.nextlabel.json'), '{\n  "source": 5\n}');
    expect(await problemOf(join(empty, 'a.nextlabel.json'))).toMatch(/line 2, column \d+/);
  });
});

import { createHash } from 'node:crypto';
import { cpSync, mkdirSync, readdirSync, readFileSync, rmSync, writeFileSync } from 'node:fs';
import { dirname, join } from 'node:path';
import { afterAll, beforeAll, describe, expect, it } from 'vitest';
import type { InspectReport } from '../../src/protocol/inspect.ts';
import { runCommandLine } from '../../src/cli/commandLine.ts';
import { firstDecisions } from '../../src/store/firstDecisions.ts';
import { openStore } from '../../src/store/openStore.ts';
import { labelProject, startEngine } from './labeledProject.ts';
import { runCli, scratch } from './runCli.ts';
import type { CliRun } from './runCli.ts';

const { folder, end } = scratch();
afterAll(end);

/** Where copies of databases lie, for this file alone. */
const temporary = join(folder, 'temporary');
mkdirSync(temporary);
beforeAll(() => void (process.env['TMPDIR'] = temporary));

const plans = ['gold', 'silver', 'bronze'];
const rows = Array.from({ length: 120 }, (_, index) => ({
  id: `t${index}`,
  height: 3 * Math.sin(index * 7),
  width: 2 * Math.cos(index * 3),
  plan: plans[index % 3]!,
}));
const truth = new Map(
  rows.map(({ id, height, width }) => [id, height + width + Math.sin(height * 9) > 0 ? 'yes' : 'no']),
);

let file: string;
let texts: string;
beforeAll(async () => {
  const engine = startEngine();
  try {
    file = await labelProject(folder, engine, {
      name: 'small',
      file: {
        source: 'small.csv',
        kind: 'tabular',
        id: 'id',
        classes: ['yes', 'no'],
        randomShare: 0.3,
        seed: 5,
        batchSize: 5,
      },
      source: [
        'id,height,width,plan',
        ...rows.map(({ id, height, width, plan }) => [id, height, width, plan].join(',')),
        '',
      ].join('\n'),
      answer: (id) => (id === 't9' ? null : truth.get(id)!),
      batches: [8, 8, 8, 8],
    });
    mkdirSync(join(folder, 'texts'));
    texts = await labelProject(join(folder, 'texts'), engine, {
      name: 'tickets',
      file: {
        source: 'tickets.csv',
        kind: 'text',
        id: 'id',
        text: 'body',
        classes: ['a|b', 'billing', 'other'],
        model: 'svc',
        strategy: 'fScore',
        randomShare: 0,
        seed: 2,
      },
      source: [
        'id,body',
        ...Array.from({ length: 40 }, (_, index) =>
          index % 2 === 0
            ? `q${index},the printer number ${index} is broken`
            : `q${index},my invoice of day ${index} is wrong`,
        ),
        '',
      ].join('\n'),
      answer: (id) => (Number(id.slice(1)) % 2 === 0 ? 'a|b' : 'billing'),
      batches: [6, 6],
    });
  } finally {
    await engine.dispose();
  }
}, 120_000);

/** In this process: starting one takes longer than the command does. */
async function run(...args: string[]): Promise<CliRun> {
  const texts = { stdout: '', stderr: '' };
  const code = await runCommandLine(['inspect', ...args], {
    out: (text) => (texts.stdout += text),
    error: (text) => (texts.stderr += text),
    interactive: false,
  });
  return { code, ...texts };
}

async function inspect(...args: string[]): Promise<InspectReport> {
  const { code, stdout, stderr } = await run(...args, '--quiet');
  expect([code, stderr]).toEqual([0, '']);
  return JSON.parse(stdout) as InspectReport;
}

/** Names and contents of everything that a project has. */
const filesOf = (path: string): readonly string[] =>
  readdirSync(path, { recursive: true, withFileTypes: true })
    .filter((entry) => entry.isFile())
    .map((entry) => join(entry.parentPath, entry.name))
    .sort()
    .map((name) => `${name} ${createHash('sha256').update(readFileSync(name)).digest('hex')}`);

describe('nextlabel inspect', () => {
  it('works every round out again as it was stored, and writes nothing', async () => {
    const before = filesOf(dirname(file));
    const last = await inspect(file);
    const { rounds } = last.history;
    expect(last.round.round).toBe(rounds.length);
    expect(rounds.length).toBeGreaterThanOrEqual(5);
    for (const { round } of rounds) {
      const report = round === last.round.round ? last : await inspect(file, '--round', String(round));
      expect([round, report.round.replay.differences]).toEqual([round, []]);
      expect(report.round.replay.same).toBe(true);
      expect(report.round.replay.compared).toBeGreaterThan(80);
      expect(report.round.labels).toEqual(rounds[round - 1]!.labels);
    }
    expect(filesOf(dirname(file))).toEqual(before);
    expect(await inspect(file)).toEqual(last);
    // The copy that it read is gone.
    expect(readdirSync(temporary)).toEqual([]);
  });

  it('explains the first items of the round', async () => {
    const { items, strategies, round, classes } = await inspect(file, '--top', '3');
    expect(items).toHaveLength(3);
    expect(strategies.columns[0]!.items).toEqual(items.map(({ itemId }) => itemId));
    items.forEach((item, place) => {
      expect(item.places[0]).toMatchObject({ strategy: 'margin', rank: place + 1 });
      expect(item.places.map(({ strategy }) => strategy)).toEqual(
        strategies.columns.map(({ strategy }) => strategy),
      );
      expect(item.probabilities![0]! + item.probabilities![1]!).toBeCloseTo(1, 9);
      expect(item.neighbours).toHaveLength(3);
      for (const { itemId, label } of item.neighbours) expect(label).toBe(truth.get(itemId));
      const { plan } = rows[item.row]!;
      const named = item.contributions!.towards[0]!.map(({ feature }) => feature.split(' = ')[0]).sort();
      expect(named).toEqual(['height', 'plan', 'width']);
      expect(item.contributions!.towards[1]!.some(({ feature }) => feature === `plan = ${plan}`)).toBe(true);
      expect(item.changes!.changed).toHaveLength(classes.length);
      expect(item.changes!.pool).toBe(round.pool - 1);
    });
  });

  it('says what a round asked, and how well its model predicted the random stream', async () => {
    const { history } = await inspect(file);
    let predicted = 0;
    for (const { round, asked, labels } of history.rounds) {
      const report = await inspect(file, '--round', String(round), '--strategies', 'random');
      expect(report.history).toEqual(history);
      for (const { itemId, label, seconds } of report.round.asked) {
        expect([label, seconds]).toEqual([itemId === 't9' ? null : truth.get(itemId), 2]);
      }
      expect(Object.values(asked).reduce((sum, count) => sum + count, 0)).toBe(report.round.asked.length);
      // While a class is missing there is no model that could predict.
      if (labels.includes(0)) continue;
      predicted += report.round.asked.filter(
        ({ stream, label }) => stream === 'random' && label !== null,
      ).length;
    }
    const { right, total, low, high } = history.accuracy!;
    expect(total).toBe(predicted);
    expect(total).toBeGreaterThan(0);
    expect(low).toBeLessThanOrEqual(right / total);
    expect(high).toBeGreaterThanOrEqual(right / total);
  });

  it('compares with the strategies that were named, and explains one item', async () => {
    const { items, strategies } = await inspect(
      file,
      '--item',
      't9',
      '--strategies',
      'random, kCenterGreedy',
    );
    expect(items.map(({ itemId }) => itemId)).toEqual(['t9']);
    expect(strategies.columns.map(({ strategy }) => strategy)).toEqual(['margin', 'random', 'kCenterGreedy']);
    expect(strategies.overlap.map((row, index) => row[index])).toEqual([1, 1, 1]);
  });

  it('explains texts by their words, with a model that gives no probabilities', async () => {
    const { items, strategies, round } = await inspect(texts, '--top', '1');
    expect(round.replay).toMatchObject({ same: true });
    const [item] = items;
    expect(item!.probabilities).toBeNull();
    expect(strategies.refused.map(({ strategy }) => strategy)).toContain('margin');
    const pulls = item!.contributions!.towards[item!.predicted === 'a|b' ? 0 : 1]!;
    expect(['printer', 'broken', 'invoice', 'wrong', 'my', 'the']).toContain(pulls[0]!.feature);
    // A class without labels has nothing that pulls.
    expect(item!.contributions!.towards[2]).toEqual([]);
  });

  it('says the same in Markdown', async () => {
    const { code, stdout } = await run(dirname(texts), '--format', 'markdown', '--quiet');
    expect(code).toBe(0);
    expect(stdout).toContain('# tickets: round');
    expect(stdout).toContain('Worked out again, the round is the same');
    expect(stdout).toMatch(/Nearest to the boundary ranked it 1 of \d+ items/);
    expect(stdout).toMatch(/Labeling it would change predictions: \d+ if a\\\|b/);
    expect(stdout).toContain('no honest accuracy is known');
    expect(stdout).not.toMatch(/undefined|NaN/);
    const { history } = await inspect(file);
    const { right, total } = history.accuracy!;
    expect((await run(file, '--format', 'markdown')).stdout).toContain(
      `the models predicted ${right} of ${total} labels of the random stream`,
    );
  });

  it('is a command of its own, which tells its progress on stderr', async () => {
    const { code, stdout, stderr } = await runCli(['inspect', file]);
    expect(code).toBe(0);
    expect(JSON.parse(stdout)).toEqual(await inspect(file));
    expect(stderr).toContain('Ranking by entropy');
  });
});

it('tells the gain that a round predicted and stored of an item', async () => {
  const place = join(folder, 'gains');
  mkdirSync(place);
  const engine = startEngine();
  let project: string;
  try {
    project = await labelProject(place, engine, {
      name: 'gains',
      file: {
        source: 'gains.csv',
        kind: 'tabular',
        id: 'id',
        classes: ['yes', 'no'],
        strategy: 'neuralProcess',
        seed: 5,
      },
      source: [
        'id,height,width',
        ...rows.map(({ id, height, width }) => [id, height, width].join(',')),
        '',
      ].join('\n'),
      answer: (id) => truth.get(id)!,
      batches: [60],
    });
  } finally {
    await engine.dispose();
  }
  const store = await openStore({ folder: join(place, '.nextlabel'), actor: 'somebody', readOnly: true });
  try {
    const { round, slots, sharedLabels } = (await store.lastRound())!;
    // Labels of the random stream are known to the round, and so is the same when it is worked out again.
    expect(sharedLabels).toBe(0);
    const firsts = await firstDecisions(store.events());
    expect([...firsts.values()].filter(({ stream }) => stream === 'random').length).toBeGreaterThan(0);
    const predicted = slots.filter(({ gain }) => gain !== null).slice(0, 2);
    expect(predicted).toHaveLength(2);
    for (const { itemId, gain } of predicted) {
      const { items } = await inspect(
        project,
        '--round',
        String(round),
        '--item',
        itemId,
        '--strategies',
        'random',
      );
      expect(items[0]!.gain).toEqual(gain);
    }
  } finally {
    await store.close();
  }
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
  const problemOf = async (...args: string[]): Promise<string> => {
    const { code, stderr, stdout } = await run(...args, '--quiet');
    expect([code, stdout]).toEqual([2, '']);
    return stderr;
  };

  it('a round that is not there, naming those that are', async () => {
    expect(await problemOf(file, '--round', '99')).toMatch(/no round 99; expected one of 1 to \d+\./);
    expect(await problemOf(file, '--round', '0')).toContain('expected a whole number of at least 1');
  });

  it('an unknown item, and strategies that are unknown or not served', async () => {
    expect(await problemOf(file, '--item', 'nobody')).toContain('no item "nobody"');
    expect(await problemOf(file, '--strategies', 'margn')).toContain('Unknown query strategy "margn"');
    expect(await problemOf(texts, '--strategies', 'margin')).toContain('needs probabilities');
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

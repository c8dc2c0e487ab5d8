import { createHash } from 'node:crypto';
import { mkdirSync, readdirSync, readFileSync } from 'node:fs';
import { dirname, join } from 'node:path';
import { afterAll, beforeAll, describe, expect, it } from 'vitest';
import { labelProject } from './labeledProject.ts';
import { runCli, scratch } from './runCli.ts';
import { inspect, labelSmall, ownCopies, problemOf, rows, run, truth, withEngine } from './smallProject.ts';

const { folder, end } = scratch();
afterAll(end);

let file: string;
let texts: string;
let temporary: string;
beforeAll(async () => {
  temporary = ownCopies(folder);
  await withEngine(async (engine) => {
    file = await labelSmall(folder, engine, [8, 8, 8, 8]);
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
  });
}, 120_000);

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
    expect(await problemOf(texts, '--strategies', 'margin')).toContain('needs probabilities');
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

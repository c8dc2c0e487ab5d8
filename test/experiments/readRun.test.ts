import { appendFileSync, mkdtempSync, readFileSync, renameSync, rmSync, writeFileSync } from 'node:fs';
import { tmpdir } from 'node:os';
import { join } from 'node:path';
import { afterAll, beforeAll, describe, expect, it } from 'vitest';
import { drawRunSplit, loadRunData, readRun } from '../../src/experiments/readRun.ts';
import { writeResults } from './writeResults.ts';

const folder = mkdtempSync(join(tmpdir(), 'nextlabel-readrun-'));
afterAll(() => rmSync(folder, { recursive: true, force: true }));
const results = join(folder, 'results');
const source = join(folder, 'shops.csv');
let ids: readonly string[];

beforeAll(async () => {
  const rows = Array.from({ length: 80 }, (_, row) => {
    const age = 20 + ((row * 7) % 50);
    return `${age},${['gold', 'silver'][row % 2]!},${age + (row % 5) > 45 ? 'stays' : 'leaves'}`;
  });
  writeFileSync(source, `age,plan,outcome\n${rows.join('\n')}\n`);
  const specText = JSON.stringify({
    name: 'small',
    datasets: [
      { name: 'shops', source: 'shops.csv', label: 'outcome' },
      { name: 'made', generate: { id: 'gaussianClouds', params: { rows: 90 } } },
    ],
    strategies: ['random', 'margin'],
    ...{ initial: 8, batch: 2, steps: 2, test: 20, reward: 0, dataSeeds: [0], seeds: [0] },
  });
  ids = await writeResults({ specText, specPath: join(folder, 'small.experiment.json') }, results);
});

describe('a run of a results folder', () => {
  it('is read with the runs beside it, in the order of the spec', async () => {
    const { job, jobs, record, info } = await readRun(results, ids[1]!);
    expect(jobs.map(({ id }) => id)).toEqual(ids);
    expect(job.strategy.name).toBe('margin');
    expect(record.id).toBe(job.id);
    expect(info.name).toBe('small');
    expect((await readRun(results, null)).job.id).toBe(ids[0]);
    await expect(readRun(results, '9-none')).rejects.toThrow(
      `holds no run "9-none"; expected one of 4, such as ${ids[0]!}.`,
    );
    await expect(readRun(folder, null)).rejects.toThrow('holds no results');
  });

  it('has its data with names, and the split that it had', async () => {
    const stored = await readRun(results, ids[0]!);
    const data = await loadRunData(stored);
    expect(data.columns).toEqual([
      { name: 'age', first: 0, width: 1 },
      { name: 'plan', first: 1, width: 2 },
    ]);
    expect([data.cell(3, 'age'), data.cell(3, 'plan'), data.cell(3, 'none')]).toEqual(['41', 'silver', '']);
    const prepared = await drawRunSplit(results, stored, data);
    const written = JSON.parse(
      readFileSync(join(results, 'splits', `${stored.job.split}.json`), 'utf8'),
    ) as object;
    expect(prepared.record).toEqual(written);
  });

  it('has generated data with the names of their columns', async () => {
    const stored = await readRun(results, ids[2]!);
    const data = await loadRunData(stored);
    const [first] = data.columns;
    expect(data.columns).toHaveLength(data.rows.features.columns);
    expect(Number(data.cell(5, first!.name))).toBeCloseTo(
      data.rows.features.data[5 * data.columns.length]!,
      4,
    );
    await drawRunSplit(results, stored, data);
  });

  it('refuses data that have changed since, or are gone', async () => {
    const stored = await readRun(results, ids[0]!);
    const before = readFileSync(source);
    appendFileSync(source, '33,gold,stays\n');
    await expect(loadRunData(stored)).rejects.toThrow(`${source} has changed since this run was made`);
    writeFileSync(source, before);
    renameSync(source, `${source}.away`);
    await expect(loadRunData(stored)).rejects.toThrow('is not there any more: put it back');
    renameSync(`${source}.away`, source);
    await loadRunData(stored);
    // Generated data need no file.
    await loadRunData(await readRun(results, ids[3]!));
  });

  it('refuses a generator that gives other rows', async () => {
    const stored = await readRun(results, ids[2]!);
    const data = await loadRunData(stored);
    const file = join(results, 'splits', `${stored.job.split}.json`);
    const before = readFileSync(file, 'utf8');
    const split = JSON.parse(before) as { readonly pool: readonly number[] };
    writeFileSync(file, JSON.stringify({ ...split, pool: split.pool.toReversed() }));
    await expect(drawRunSplit(results, stored, data)).rejects.toThrow(
      'The data set made cannot be made again as it was: the generator gaussianClouds',
    );
    rmSync(file);
    await drawRunSplit(results, stored, data);
    // Without the split's file, the picks tell.
    const other = { ...stored, record: { ...stored.record, picks: [split.pool.slice(0, 1), [-1]] } };
    await expect(drawRunSplit(results, other, data)).rejects.toThrow('cannot be made again as it was');
    writeFileSync(file, before);
  });
});

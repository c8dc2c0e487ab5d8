import { mkdtempSync, readFileSync, rmSync, writeFileSync } from 'node:fs';
import { tmpdir } from 'node:os';
import { join } from 'node:path';
import { afterAll, beforeAll, describe, expect, it } from 'vitest';
import type { EngineClient } from '../../src/engineProcess/engineClient.ts';
import type { RunRecord } from '../../src/protocol/experiment.ts';
import type { InspectorQuestion } from '../../src/protocol/inspector.ts';
import {
  runBalanceQuestion,
  runHistoryQuestion,
  runItemsQuestion,
  runOverviewQuestion,
  runPicksQuestion,
} from '../../src/protocol/inspectorRun.ts';
import { strategiesQuestion } from '../../src/protocol/inspectorStrategies.ts';
import { placesQuestion, whyQuestion } from '../../src/protocol/inspectorWhy.ts';
import { startEngine } from '../cli/labeledProject.ts';
import { writeResults } from '../experiments/writeResults.ts';

const folder = mkdtempSync(join(tmpdir(), 'nextlabel-inspectrun-'));
const results = join(folder, 'results');
const source = join(folder, 'points.csv');
let engine: EngineClient;
let ids: readonly string[];

beforeAll(async () => {
  const rows = Array.from({ length: 90 }, (_, row) => {
    const [height, width] = [3 * Math.sin(row * 7), 2 * Math.cos(row * 3)];
    return `${height},${width},${height + width > 0 ? 'yes' : 'no'}`;
  });
  writeFileSync(source, `height,width,large\n${rows.join('\n')}\n`);
  const specText = JSON.stringify({
    name: 'points',
    datasets: [{ name: 'points', source: 'points.csv', label: 'large' }],
    strategies: ['margin', { id: 'entropy', name: 'doubt' }, 'oracle'],
    ...{ initial: 8, batch: 3, steps: 3, test: 20, reward: 0, dataSeeds: [0], seeds: [0, 1] },
  });
  ids = await writeResults({ specText, specPath: join(folder, 'points.experiment.json') }, results);
  engine = startEngine();
});
afterAll(async () => {
  await engine.dispose();
  rmSync(folder, { recursive: true, force: true });
});

const ask = <Params, Answer>(
  question: InspectorQuestion<Params, Answer>,
  params: Params,
  { run = ids[0]!, round = null }: { readonly run?: string | null; readonly round?: number | null } = {},
): Promise<Answer> =>
  engine.inspect(question, { source: { kind: 'run', folder: results, run }, round, params });
const recordOf = (id: string): RunRecord =>
  JSON.parse(readFileSync(join(results, 'runs', `${id}.json`), 'utf8')) as RunRecord;

describe('the engine about runs of experiments', () => {
  it('says what there is to look at', async () => {
    const overview = await ask(runOverviewQuestion, {}, { run: null });
    expect(overview).toMatchObject({
      name: 'points',
      classes: ['no', 'yes'],
      steps: 3,
      metric: 'weightedAccuracy',
    });
    expect(overview.runs.map(({ id }) => id)).toEqual(ids);
    expect(overview.run.id).toBe(ids[0]);
    const names = overview.strategies.map(({ id }) => id);
    expect(names.slice(0, 3)).toEqual(['margin', 'doubt', 'oracle']);
    // The others of the registry, but for those that look at hidden labels.
    expect(names).toContain('entropy');
    expect(names).not.toContain('rewardOracle');
    expect(names.filter((name) => name === 'margin')).toHaveLength(1);
  });

  it('explains each step of each run, which is the same as it was', async () => {
    for (const run of ids) {
      for (const round of [1, 2, 3]) {
        const picks = await ask(runPicksQuestion, {}, { run, round });
        const items = await ask(runItemsQuestion, { rows: picks.map(({ row }) => row) }, { run });
        expect(items.map(({ fileRow }) => fileRow)).toEqual(recordOf(run).picks[round - 1]);
        const why = await ask(whyQuestion, { row: null }, { run, round });
        expect(why.explanation.row).toBe(picks[0]!.row);
        expect(why.picked).toBe(1);
        expect(why.slot).toBeNull();
        expect(why.round.replay).toEqual({ same: true, differences: [], compared: 3 });
        expect('step' in why.round && why.round.score).toBe(recordOf(run).scores[round - 1]);
        expect(why.explanation.contributions!.features).toBe(2);
      }
    }
  });

  it('puts strategies side by side by their names in the spec', async () => {
    const params = { strategies: ['doubt', 'oracle', 'kCenterGreedy', 'nobody'], top: 3 };
    const { columns, refused } = await ask(strategiesQuestion, params, { round: 1 });
    expect(columns.map(({ strategy }) => strategy)).toEqual(['margin', 'doubt', 'oracle', 'kCenterGreedy']);
    expect(refused.map(({ strategy }) => strategy)).toEqual(['nobody']);
    // What they pick at first in runs of their own on the same split.
    for (const [index, run] of [ids[0]!, ids[1]!, ids[2]!].entries()) {
      const rows = await ask(runItemsQuestion, { rows: columns[index]!.rows });
      expect(rows.map(({ fileRow }) => fileRow)).toEqual(recordOf(run).picks[0]);
    }
    const [first] = columns[1]!.rows;
    const { places } = await ask(placesQuestion, { row: first!, strategies: ['doubt'] }, { round: 1 });
    expect(places.find(({ strategy }) => strategy === 'doubt')).toMatchObject({ rank: 1, title: 'doubt' });
  });

  it('tells items by their rows in the file, with class and cells', async () => {
    const [item] = await ask(runItemsQuestion, { fileRows: recordOf(ids[0]!).picks[0]!.slice(0, 1) });
    const line = readFileSync(source, 'utf8').split('\n')[item!.fileRow + 1]!.split(',');
    expect(item!.className).toBe(line[2]);
    expect(item!.fields.map(([name, value]) => [name, Number(value)])).toEqual([
      ['height', Number(line[0])],
      ['width', Number(line[1])],
    ]);
    expect(await ask(runItemsQuestion, { rows: [-1, 1e6] })).toEqual([]);
  });

  it('goes over the steps as they were recorded', async () => {
    const history = await ask(runHistoryQuestion, {}, { run: ids[3]! });
    const record = recordOf(ids[3]!);
    expect(history.scores).toEqual(record.scores);
    expect(history.selectSeconds).toEqual(record.times.selectSeconds);
    const balance = await ask(runBalanceQuestion, {}, { run: ids[3]! });
    expect(balance.map((counts) => counts.reduce((sum, count) => sum + count, 0))).toEqual(record.labeled);
    const [first] = balance;
    expect(balance.at(-1)!.map((count, index) => count - first![index]!)).toEqual(record.picksPerClass);
  });

  it('refuses steps, runs and data that are not there', async () => {
    await expect(ask(whyQuestion, { row: null }, { round: 9 })).rejects.toThrow(
      'There is no step 9; the last is 3.',
    );
    await expect(ask(whyQuestion, { row: 1e6 })).rejects.toThrow('does not have this row');
    await expect(ask(runHistoryQuestion, {}, { run: 'none' })).rejects.toThrow('holds no run "none"');
    const before = readFileSync(source);
    writeFileSync(source, 'other');
    // A fresh engine has kept nothing.
    const other = startEngine();
    try {
      const asked = { source: { kind: 'run', folder: results, run: ids[0]! }, round: 1 } as const;
      const why = other.inspect(whyQuestion, { ...asked, params: { row: null } });
      await expect(why).rejects.toThrow('points.csv has changed since this run was made');
      // What was recorded does not need the data.
      const history = await other.inspect(runHistoryQuestion, { ...asked, params: {} });
      expect(history.scores).toEqual(recordOf(ids[0]!).scores);
    } finally {
      writeFileSync(source, before);
      await other.dispose();
    }
  });
});

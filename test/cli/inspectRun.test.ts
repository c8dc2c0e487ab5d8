import { appendFileSync, readFileSync, writeFileSync } from 'node:fs';
import { join } from 'node:path';
import { afterAll, beforeAll, describe, expect, it } from 'vitest';
import { inspectRun } from '../../src/cli/inspect/inspectRun.ts';
import type { RunInspectOptions, RunInspectReport } from '../../src/cli/inspect/inspectRun.ts';
import type { RunRecord } from '../../src/protocol/experiment.ts';
import { strategiesQuestion } from '../../src/protocol/inspectorStrategies.ts';
import { whyQuestion } from '../../src/protocol/inspectorWhy.ts';
import { writeResults } from '../experiments/writeResults.ts';
import { startEngine } from './labeledProject.ts';
import { resultOf, runCli, scratch } from './runCli.ts';

const { folder, write, end } = scratch();
afterAll(end);
const results = join(folder, 'results');
let source: string;
let ids: readonly string[];

beforeAll(async () => {
  const rows = Array.from({ length: 80 }, (_, row) => {
    const [height, width] = [3 * Math.sin(row * 7), 2 * Math.cos(row * 3)];
    return `${height},${width},${height + width > 0 ? 'yes' : 'no'}`;
  });
  source = write('points.csv', `height,width,large\n${rows.join('\n')}\n`);
  const specText = JSON.stringify({
    name: 'points',
    datasets: [{ name: 'points', source: 'points.csv', label: 'large' }],
    strategies: ['margin', 'random'],
    ...{ initial: 8, batch: 2, steps: 3, test: 20, reward: 0, dataSeeds: [0], seeds: [0] },
  });
  ids = await writeResults({ specText, specPath: join(folder, 'points.experiment.json') }, results);
});

describe('nextlabel inspect on a results folder', () => {
  it('explains a step of a run with the numbers of the inspector', async () => {
    const report = await resultOf<RunInspectReport>(['inspect', results, '--run', ids[1]!, '--round', '2']);
    expect(report).toMatchObject({ experiment: 'points', classes: ['no', 'yes'], run: { id: ids[1] } });
    const record = JSON.parse(readFileSync(join(results, 'runs', `${ids[1]!}.json`), 'utf8')) as RunRecord;
    expect(report.items.slice(0, 2).map(({ row }) => row)).toEqual(record.picks[1]);
    expect(report.items.map(({ picked }) => picked)).toEqual([1, 2, null, null, null]);
    expect(report.history.scores).toEqual(record.scores);
    const engine = startEngine();
    try {
      const asked = { source: { kind: 'run', folder: results, run: ids[1]! }, round: 2 } as const;
      const why = await engine.inspect(whyQuestion, { ...asked, params: { row: null } });
      const { probabilities, entropy, margin, contributions, changes, places } = report.items[0]!;
      expect(why.explanation).toMatchObject({ probabilities, entropy, margin, contributions, changes });
      expect(why.explanation.places).toEqual(places.slice(0, 1));
      expect(why.round).toEqual(report.step);
      const side = await engine.inspect(strategiesQuestion, {
        ...asked,
        params: { strategies: ['margin'], top: 5 },
      });
      expect(report.strategies.overlap).toEqual(side.overlap);
      expect(report.strategies.columns.map(({ strategy }) => strategy)).toEqual(['random', 'margin']);
    } finally {
      await engine.dispose();
    }
  });

  it('says it in sentences, of the last step of the first run where nothing else is named', async () => {
    const args = [
      'inspect',
      join(results, 'nextlabel-experiment.json'),
      '--top',
      '1',
      '--format',
      'markdown',
    ];
    const { code, stdout, stderr } = await runCli(args);
    expect([code, stderr]).toEqual([0, expect.stringContaining('step 3 of 3')]);
    expect(stdout).toContain(`# points: step 3 of run ${ids[0]!.replaceAll('_', '\\_')}`);
    expect(stdout).toMatch(
      /Worked out again, the step is the same: its score and the 2 items that it picked\./,
    );
    expect(stdout).toContain('- The step picked it as number 1.');
    expect(stdout).toMatch(/- Its class is (yes|no)\./);
    expect(stdout).toMatch(/\| *end \| *14 \|/);
  });

  it('explains a row that is named, in the pool or not', async () => {
    const report = await resultOf<RunInspectReport>(['inspect', results, '--round', '1', '--item', 'row 7']);
    expect(report.items).toHaveLength(1);
    expect(report.items[0]).toMatchObject({ row: 7, itemId: 'row 7' });
  });

  it('refuses what is not there, in words', async () => {
    const note = (): void => undefined;
    const asked = { run: null, round: null, top: 1, item: null, strategies: null };
    const refused = (changes: Partial<RunInspectOptions>) =>
      expect(inspectRun(results, { ...asked, ...changes }, note)).rejects;
    await refused({ round: 9 }).toThrow('there is no step 9; expected one of 1 to 3');
    await refused({ run: 'none' }).toThrow('holds no run "none"');
    await refused({ item: 'row 999' }).toThrow('the split of this run has no "row 999"');
    await refused({ strategies: ['nobody'] }).toThrow('--strategies: Unknown query strategy "nobody"');
    const before = readFileSync(source);
    appendFileSync(source, '1,1,yes\n');
    await refused({}).toThrow('has changed since this run was made');
    writeFileSync(source, before);
    const { code, stderr } = await runCli(['inspect', folder, '--run', 'x']);
    expect([code, stderr]).toEqual([2, expect.stringContaining('is no results folder')]);
  });
});

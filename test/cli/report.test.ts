import { spawnSync } from 'node:child_process';
import { mkdirSync, readdirSync, readFileSync, rmSync, writeFileSync } from 'node:fs';
import { join } from 'node:path';
import { parse } from 'csv-parse/sync';
import { afterAll, describe, expect, it } from 'vitest';
import type { ExperimentReport, ResultsInfo } from '../../src/protocol/experiment.ts';
import { sampleReport, sampleRuns, sampleSpec } from '../charts/reports.ts';
import type { Sample } from '../charts/reports.ts';
import { parseSvg } from '../charts/parseSvg.ts';
import { cliEntry, resultOf, runCli, scratch } from './runCli.ts';

const { folder, write, end } = scratch();
afterAll(end);

/** A results folder as an experiment leaves it. */
function results(name: string, sample: Sample): string {
  const root = join(folder, name);
  const spec = sampleSpec(sample);
  const runs = sampleRuns(sample);
  const info: ResultsInfo = {
    format: 1,
    name: spec.name,
    spec,
    specPath: join(root, 'spec.json'),
    sources: {},
    total: runs.length,
    notRun: [],
    times: { startedAt: '2026-01-01T00:00:00.000Z' },
  };
  mkdirSync(join(root, 'runs'), { recursive: true });
  writeFileSync(join(root, 'nextlabel-experiment.json'), JSON.stringify(info));
  for (const run of runs) writeFileSync(join(root, 'runs', `${run.id}.json`), JSON.stringify(run));
  return root;
}

const sample: Sample = {
  strategies: ['random', 'margin'],
  datasets: ['adult', 'waveform'],
  settings: ['imbalanced'],
  runs: 3,
  steps: 3,
};
const done = results('done', sample);

const tables = ['auac', 'efficiency', 'final', 'pairs', 'ranks', 'rare', 'seconds'];

describe('nextlabel report', () => {
  it('gives everything as one line of JSON where no person reads', async () => {
    const { code, stdout, stderr } = await runCli(['report', done]);
    expect([code, stderr]).toEqual([0, '']);
    expect(stdout.indexOf('\n')).toBe(stdout.length - 1);
    expect(JSON.parse(stdout)).toEqual(JSON.parse(JSON.stringify(sampleReport(sample))));
    const report = await resultOf<ExperimentReport>(['report', done]);
    expect(report.cells).toHaveLength(4);
    expect([report.pairs.length, report.ranks.length, report.notRun]).toEqual([2, 1, []]);
  });

  it.skipIf(process.platform !== 'linux')('gives Markdown on a terminal', () => {
    const command = `'${process.execPath}' '${cliEntry}' report '${done}'`;
    const { stdout } = spawnSync('script', ['-qec', command, '/dev/null'], { encoding: 'utf8' });
    expect(stdout).toMatch(/^# sample\r?\n/);
  });

  it('has the best and the average of the strategies where the spec asks for them', async () => {
    const strategies = ['random', 'margin', 'entropy'];
    const summed = results('summed', { ...sample, strategies, summaries: true });
    const { stdout } = await runCli(['report', summed, '--format', 'csv', '--only', 'auac']);
    const rows: readonly Readonly<Record<string, string>>[] = parse(stdout, { columns: true });
    expect(rows.map((row) => row['Strategy'])).toEqual([
      ...strategies,
      'best of the strategies',
      'average of the strategies',
    ]);
    const report = await resultOf<ExperimentReport>(['report', summed]);
    expect(report.summaries.map(({ dataset, kind, runs }) => [dataset, kind, runs])).toEqual([
      ['adult', 'best', 3],
      ['adult', 'average', 3],
      ['waveform', 'best', 3],
      ['waveform', 'average', 3],
    ]);
  });

  it('gives Markdown: what ran, the tables, the figures in words', async () => {
    const { code, stdout } = await runCli(['report', done, '--format', 'markdown']);
    expect(code).toBe(0);
    expect(stdout).toContain(
      '- Runs: 12 of 12 done\n- Metric: weighted accuracy\n- Data sets: adult; waveform\n',
    );
    expect(stdout).toContain('### Area under the learning curve (AUAC): imbalanced, logisticRegression\n');
    const { auac } = sampleReport(sample).cells[1]!;
    expect(stdout).toMatch(new RegExp(`^\\| margin .*${auac.mean.toFixed(2)} ± ${auac.sd!.toFixed(2)}`, 'm'));
    expect(stdout).toMatch(
      /^### Learning curves: adult, imbalanced, logisticRegression\n\nWeighted accuracy on/m,
    );
  });

  it('gives every table as CSV, one after the other or in a file each', async () => {
    const { stdout } = await runCli(['report', done, '--format', 'csv']);
    expect(stdout.match(/^# /gm)).toHaveLength(tables.length);
    const out = join(folder, 'tables');
    const { stderr } = await runCli(['report', done, '--format', 'csv', '--out', out]);
    expect(stderr).toBe(`7 files written to ${out}.\n`);
    expect(readdirSync(out).sort()).toEqual(tables.map((id) => `${id}.csv`));
    const rows: readonly Readonly<Record<string, string>>[] = parse(readFileSync(join(out, 'auac.csv')), {
      columns: true,
    });
    const [random] = sampleReport(sample).cells;
    expect(rows[0]).toMatchObject({
      Strategy: 'random',
      'adult mean': String(random!.auac.mean),
      'adult sd': String(random!.auac.sd),
      'adult runs': '3',
    });
  });

  it('gives one table by itself, as a file of its own', async () => {
    const only = ['report', done, '--only', 'ranks'];
    const { stdout } = await runCli([...only, '--format', 'csv']);
    expect(stdout).toMatch(/^Setting,Model,Strategy,/);
    const out = join(folder, 'ranks.tex');
    await runCli([...only, '--format', 'latex', '--out', out]);
    expect(readFileSync(out, 'utf8')).toMatch(/^\\begin\{table\}[^]*\\end\{table\}\n$/);
  });

  it('puts all tables into one file where the name has an extension', async () => {
    const out = join(folder, 'all.tex');
    await runCli(['report', done, '--format', 'latex', '--out', out]);
    expect(readFileSync(out, 'utf8').match(/\\begin\{table\}/g)).toHaveLength(tables.length);
  });

  it('draws figures into a folder, or prints a single one', async () => {
    const out = join(folder, 'figures');
    const { code } = await runCli(['report', done, '--format', 'svg', '--out', out, '--quiet']);
    const files = readdirSync(out);
    expect([code, files.length]).toEqual([0, 9]);
    for (const file of files)
      expect(parseSvg(readFileSync(join(out, file), 'utf8').trimEnd()).name).toBe('svg');
    const only = ['--only', 'curves-adult-imbalanced-logisticRegression'];
    const { stdout } = await runCli(['report', done, '--format', 'svg', ...only]);
    expect(stdout).toBe(readFileSync(join(out, `${only[1]!}.svg`), 'utf8'));
  });

  it('reports an experiment that has only begun', async () => {
    const begun = results('begun', sample);
    for (const file of readdirSync(join(begun, 'runs')).slice(1)) rmSync(join(begun, 'runs', file));
    const { code, stdout } = await runCli(['report', begun, '--format', 'markdown']);
    expect(code).toBe(0);
    expect(stdout).toContain('- Runs: 1 of 12 done');
    rmSync(join(begun, 'runs'), { recursive: true });
    const nothing = await runCli(['report', begun, '--format', 'markdown']);
    expect([nothing.code, nothing.stdout.includes('No run is finished yet.')]).toEqual([0, true]);
    const drawn = await runCli(['report', begun, '--format', 'svg']);
    expect([drawn.code, drawn.stderr]).toEqual([
      2,
      'nextlabel: There is no figure to show: no run is finished yet.\n',
    ]);
  });
});

describe('nextlabel report refuses', () => {
  const damaged = (name: string, text: string): string => {
    const root = results(name, sample);
    const [first = ''] = readdirSync(join(root, 'runs'));
    writeFileSync(join(root, 'runs', first), text);
    return root;
  };
  mkdirSync(join(folder, 'empty'));

  const cases: readonly (readonly [string, readonly string[], readonly string[]])[] = [
    ['no folder', ['report'], ['missing', 'DIR']],
    [
      'a folder that is not there',
      ['report', join(folder, 'none')],
      ['does not exist', 'nextlabel-experiment.json'],
    ],
    ['a file', ['report', write('a.csv', '1')], ['a.csv is a file', 'folder of results']],
    ['another folder', ['report', join(folder, 'empty')], ['empty', 'nextlabel-experiment.json']],
    ['half a run', ['report', damaged('half', '{"id":')], ['.json is damaged', 'resume']],
    ['a run of something else', ['report', damaged('other', '{"id":"x"}')], ['dataset']],
    [
      'a format that there is not',
      ['report', done, '--format', 'table'],
      ['"table"', 'markdown, json, csv, latex, svg'],
    ],
    [
      'several figures at once',
      ['report', done, '--format', 'svg'],
      ['9 figures', '--out', '--only', 'ranks-'],
    ],
    [
      'several figures in a file',
      ['report', done, '--format', 'svg', '--out', join(folder, 'x.svg')],
      ['9 figures'],
    ],
    ['a table that there is not', ['report', done, '--only', 'auc'], ['--only auc', 'auac, final']],
    [
      'a table as a figure',
      ['report', done, '--only', 'auac', '--format', 'svg'],
      ['--only names no figure'],
    ],
  ];

  it.each(cases)('%s, and says what is wrong', async (_, args, parts) => {
    const { code, stdout, stderr } = await runCli(args);
    expect([code, stdout]).toEqual([2, '']);
    for (const part of parts) expect(stderr).toContain(part);
    expect(stderr).not.toContain('    at ');
  });
});

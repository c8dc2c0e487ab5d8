import { spawn } from 'node:child_process';
import { existsSync, readdirSync, readFileSync } from 'node:fs';
import { join } from 'node:path';
import { afterAll, describe, expect, it } from 'vitest';
import { reportOn } from '../../src/experiments/reportOn.ts';
import { until } from '../engineProcess/processes.ts';
import { cliEntry, resultOf, runCli, scratch } from './runCli.ts';

const { folder, write, end } = scratch();
afterAll(end);

const small = {
  name: 'small',
  datasets: [{ name: 'waves', generate: { id: 'waveform', params: { rows: 400 } } }],
  strategies: ['random', 'margin', 'kCenterGreedy'],
  initial: 10,
  steps: 3,
  test: 50,
  reward: 0,
};

/** Slow enough to be stopped half-way: each run asks a committee over and over. */
const slow = {
  ...small,
  strategies: ['random', { id: 'voteEntropy', name: 'committee' }, 'oracle'],
  steps: 25,
  settings: ['balanced', 'imbalanced'],
  imbalanceFactor: 3,
  dataSeeds: [0],
  seeds: [0, 1, 2, 3, 4],
};

const spec = (name: string, content: object): string =>
  write(`${name}.experiment.json`, JSON.stringify(content));

const textsOf = (results: string): Record<string, string> => {
  const files = readdirSync(results, { recursive: true, withFileTypes: true }).filter((entry) =>
    entry.isFile(),
  );
  return Object.fromEntries(
    files.map(({ parentPath, name }) => [
      name,
      readFileSync(join(parentPath, name), 'utf8').replace(/"times":\s*\{[^}]*\}/, ''),
    ]),
  );
};

const runsIn = (results: string): number => {
  const runs = join(results, 'runs');
  return existsSync(runs) ? readdirSync(runs).filter((name) => name.endsWith('.json')).length : 0;
};

/** Starts an experiment and ends it by a signal once some runs are done; resolves with its exit. */
async function interrupted(args: readonly string[], results: string, signal: NodeJS.Signals) {
  const child = spawn(process.execPath, [cliEntry, ...args], { stdio: ['ignore', 'ignore', 'pipe'] });
  let stderr = '';
  child.stderr.setEncoding('utf8').on('data', (text: string) => (stderr += text));
  const closed = new Promise<number | null>((resolve) => child.once('close', resolve));
  await until(() => runsIn(results) >= 3, 30_000);
  child.kill(signal);
  return { code: await closed, stderr };
}

describe('nextlabel experiment', () => {
  it('runs a spec and leaves what a report is made of', async () => {
    const out = join(folder, 'small');
    const result = await resultOf(['experiment', spec('small', small), '--out', out, '--jobs', '2']);
    expect(result).toEqual({ folder: out, total: 27, done: 27, notRun: [] });
    const report = await reportOn(out);
    expect(report.cells.map(({ strategy, runs }) => [strategy, runs])).toEqual([
      ['random', 9],
      ['margin', 9],
      ['kCenterGreedy', 9],
    ]);
    expect(report.cells[0]!.auac.mean).toBeGreaterThan(1.5);
  });

  it('goes on after a kill with the same results but for the times', async () => {
    const path = spec('slow', slow);
    const whole = join(folder, 'whole');
    await resultOf(['experiment', path, '--out', whole]);
    const cut = join(folder, 'cut');
    const killed = await interrupted(['experiment', path, '--out', cut], cut, 'SIGKILL');
    expect(killed.code).toBeNull();
    const kept = runsIn(cut);
    expect(kept).toBeLessThan(30);
    const { stderr } = await runCli(['experiment', path, '--out', cut, '--resume', '--jobs', '1']);
    expect(stderr).toContain(`30 runs, ${kept} of them done already`);
    expect(textsOf(cut)).toEqual(textsOf(whole));
  });

  it('stops at Ctrl+C, keeps what is done and says how to go on', async () => {
    const path = spec('stop', slow);
    const out = join(folder, 'stopped');
    const { code, stderr } = await interrupted(['experiment', path, '--out', out], out, 'SIGINT');
    expect(code).toBe(1);
    expect(stderr).toContain(`What is finished is kept in ${out}; go on with --resume.`);
    expect(runsIn(out)).toBeGreaterThanOrEqual(3);
  });

  it('lists what cannot be run, and fails where nothing can', async () => {
    const large = { ...small, test: 150, settings: ['balanced', 'imbalanced'], imbalanceFactor: 50 };
    const { stdout, stderr, code } = await runCli([
      'experiment',
      spec('large', large),
      '--out',
      join(folder, 'large'),
      '--format',
      'json',
    ]);
    expect(code).toBe(0);
    expect(stderr).toContain('Not run: waves, imbalanced: The imbalanced setting leaves');
    expect(JSON.parse(stdout)).toMatchObject({
      total: 27,
      notRun: [{ dataset: 'waves', setting: 'imbalanced' }],
    });
    const none = await runCli([
      'experiment',
      spec('none', { ...small, steps: 5000 }),
      '--out',
      join(folder, 'none'),
    ]);
    expect(none.code).toBe(1);
  });

  it('knows presets by their ids', async () => {
    const { total, done } = await resultOf<{ total: number; done: number }>([
      'experiment',
      'quick',
      '--out',
      join(folder, 'quick'),
    ]);
    expect(done).toBe(total);
    expect(total).toBe(24);
    // A folder of that name is none of them.
    const again = await runCli(['experiment', 'quick', '--out', 'quick', '--resume'], { cwd: folder });
    expect([again.code, again.stderr]).toEqual([0, expect.stringContaining('24 of them done already')]);
  });

  const outOf = (name: string): readonly string[] => ['--out', join(folder, name)];
  it.each<[string, readonly string[], string]>([
    [
      'a spec that is not there',
      ['experiment', 'nowhere.json', ...outOf('a')],
      'Expected a spec file, or one of the presets quick',
    ],
    ['no results folder', ['experiment', 'quick'], '--out is missing'],
    [
      'no jobs',
      ['experiment', 'quick', '--jobs', '0', ...outOf('a')],
      '--jobs: expected a whole number of at least 1',
    ],
    [
      'broken JSON',
      ['experiment', write('broken.json', '{\n  "name": "a",,\n}'), ...outOf('a')],
      'broken.json:2:15: Not valid JSON',
    ],
    [
      'several mistakes, all of them',
      ['experiment', spec('wrong', { ...small, steps: 0, strategies: ['best'] }), ...outOf('a')],
      '"steps" must be >=1',
    ],
    [
      'a data file that is not there',
      [
        'experiment',
        spec('absent', { ...small, datasets: [{ name: 'a', source: 'absent.csv', label: 'y' }] }),
        ...outOf('a'),
      ],
      'There is no file absent.csv',
    ],
    [
      'a data file with a mistake',
      [
        'experiment',
        spec('cell', { ...small, datasets: [{ name: 'a', source: 'cell.csv', label: 'y' }] }),
        ...outOf('a'),
      ],
      'cell.csv, line 3, column 1 ("x"): the value is missing',
    ],
    [
      'a folder with other files',
      ['experiment', 'quick', '--out', folder],
      'holds other files and no results',
    ],
  ])('refuses %s', async (_, args, message) => {
    write('cell.csv', 'x,y\n1,a\n,b\n2,a\n3,b\n');
    const { code, stderr } = await runCli(args);
    expect(stderr).toContain(message);
    expect(code).toBe(2);
    expect(existsSync(join(folder, 'a'))).toBe(false);
  });

  it('does not begin again where results are', async () => {
    const out = join(folder, 'again');
    await resultOf(['experiment', 'quick', '--out', out]);
    const { code, stderr } = await runCli(['experiment', 'quick', '--out', out]);
    expect(code).toBe(2);
    expect(stderr).toContain('already; resume them, or name another folder');
    const other = await runCli(['experiment', spec('other', small), '--out', out, '--resume']);
    expect(other.stderr).toContain('holds results of another spec');
  });
});

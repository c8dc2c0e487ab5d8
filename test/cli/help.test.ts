import { spawnSync } from 'node:child_process';
import { readFileSync } from 'node:fs';
import { afterAll, describe, expect, it } from 'vitest';
import { modelInfos } from '../../src/engine/models/registry.ts';
import { strategyInfos } from '../../src/engine/strategies/registry.ts';
import { cliEntry, csv, runCli, scratch } from './runCli.ts';

const { write, end } = scratch();
afterAll(end);

describe('nextlabel --help', () => {
  it('names the commands', async () => {
    const { code, stdout, stderr } = await runCli(['--help']);
    expect([code, stderr]).toEqual([0, '']);
    for (const name of ['rank', 'predict', 'experiment', 'report', 'doctor'])
      expect(stdout).toContain(`  ${name}`);
  });

  it.each(['rank', 'predict', 'experiment', 'report', 'doctor'])(
    'explains %s, whatever else is missing',
    async (name) => {
      const { code, stdout, stderr } = await runCli([name, '--help']);
      expect([code, stderr]).toEqual([0, '']);
      expect(stdout).toContain(`Usage: nextlabel ${name}`);
      expect(stdout).toContain('--format');
    },
  );

  it('describes every model and every strategy that can be asked for, from the registries', async () => {
    const { stdout } = await runCli(['rank', '--help']);
    for (const { id, description } of modelInfos()) expect(stdout).toContain(`${id}: ${description}`);
    for (const { id, description, simulationOnly } of strategyInfos()) {
      if (simulationOnly === true) expect(stdout).not.toContain(`  ${id}: `);
      else expect(stdout).toContain(`${id}: ${description}`);
    }
  });

  it('prints the version of the package', async () => {
    const manifest = readFileSync(new URL('../../package.json', import.meta.url), 'utf8');
    const { version } = JSON.parse(manifest) as { readonly version: string };
    expect((await runCli(['--version'])).stdout).toBe(`${version}\n`);
  });
});

describe.skipIf(process.platform === 'win32')('a reader that leaves early', () => {
  it('is no failure and leaves no trace on stderr', () => {
    const rows = Array.from({ length: 5_000 }, (_, row) => [row, row % 2 === 0 ? 'u' : 'v']);
    const data = write('long.csv', csv(['x', 'y'], rows));
    const command = '"$1" "$2" predict "$3" "$3" --label y --model logisticRegression --quiet | head -c 20';
    const { stdout, stderr } = spawnSync('sh', ['-c', command, 'sh', process.execPath, cliEntry, data], {
      encoding: 'utf8',
    });
    expect([stdout, stderr]).toEqual(['{"classes":["u","v"]', '']);
  });
});

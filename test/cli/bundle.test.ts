import { spawnSync } from 'node:child_process';
import { readFileSync } from 'node:fs';
import { join } from 'node:path';
import { build } from 'esbuild';
import { afterAll, beforeAll, describe, expect, it } from 'vitest';
import { fileURLToPath } from 'node:url';
import { csv, resultOf, runCli, scratch } from './runCli.ts';

const { folder, write, end } = scratch();
const main = join(folder, 'cli.cjs');
const source = fileURLToPath(new URL('../../src/cli/main.ts', import.meta.url));

/** Another Node than the one that runs the tests, where the machine has one: the package promises 20 and newer. */
const systemNode = '/usr/bin/node';
const major = Number(
  /^v(\d+)/.exec(spawnSync(systemNode, ['--version'], { encoding: 'utf8' }).stdout || '')?.[1],
);
const nodes = [process.execPath, ...(major >= 20 ? [systemNode] : [])];

beforeAll(async () => {
  await build({
    entryPoints: [source],
    outfile: main,
    bundle: true,
    minify: true,
    platform: 'node',
    format: 'cjs',
    // As the build has it.
    mainFields: ['module', 'main'],
    target: 'node20',
    external: ['sqlite3', 'sharp', 'webgpu', 'node:sqlite'],
    logLevel: 'error',
  });
}, 60_000);
afterAll(end);

describe('the command line as one CommonJS bundle', () => {
  it('begins with the line that makes it a command', () => {
    expect(readFileSync(main, 'utf8')).toMatch(/^#!\/usr\/bin\/env node\n/);
  });

  it.each(nodes)('ranks and predicts on %s as the sources do, without native packages', async (node) => {
    const rows = Array.from({ length: 30 }, (_, i) => [
      Math.sin(i),
      Math.cos(3 * i),
      i % 4 === 0 ? '' : i % 2,
    ]);
    const data = write('data.csv', csv(['a', 'b', 'y'], rows));
    const rank = ['rank', data, '--label', 'y', '--strategy', 'voteEntropy', '--model', 'logisticRegression'];
    expect(await resultOf(rank, { node, main })).toEqual(await resultOf(rank, { main: source }));
    const predict = ['predict', data, data, '--label', 'y', '--model', 'svc'];
    expect(await resultOf(predict, { node, main })).toEqual(await resultOf(predict, { main: source }));
  });

  it('computes networks in plain TypeScript where the WebAssembly is missing beside it', async () => {
    const rows = Array.from({ length: 20 }, (_, i) => [i % 2 === 0 ? i : -i, i % 2]);
    const data = write('network.csv', csv(['a', 'y'], rows));
    const args = ['predict', data, data, '--label', 'y', '--model', 'mlp', '--param', 'width=8'];
    const { code, stdout, stderr } = await runCli([...args, '--format', 'json'], { main });
    expect(stderr).toMatch(/TensorFlow\.js, backend cpu; .*not wasm: Cannot find module/);
    expect(code).toBe(0);
    const { rows: predicted } = JSON.parse(stdout) as {
      readonly rows: readonly { readonly label: string }[];
    };
    expect(predicted.map(({ label }) => label)).toEqual(rows.map(([, y]) => String(y)));
  });

  it('says which native packages are missing beside it, and how to get them', async () => {
    // The folder of the bundle has none; only Node's own SQLite is left, which Node 20 lacks.
    const { code, stdout } = await runCli(['doctor', '--format', 'json'], { main });
    const report = JSON.parse(stdout) as {
      readonly sqlite: { readonly driver: string } | null;
      readonly networks: string | null;
      readonly missing: readonly { readonly name: string }[];
    };
    expect(report.missing.map(({ name }) => name)).toEqual(['sqlite3', 'sharp']);
    expect(report.networks).toMatch(/^TensorFlow\.js, backend cpu; .*not wasm: Cannot find module/);
    expect(code).toBe(report.sqlite === null ? 1 : 0);
  });
});

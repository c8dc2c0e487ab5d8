// npm run bench:images: strategies with the small CNN on generated images, in pairs on the same splits. Last line: JSON.
import { execFile } from 'node:child_process';
import { existsSync, mkdtempSync, rmSync, writeFileSync } from 'node:fs';
import { availableParallelism, tmpdir } from 'node:os';
import path from 'node:path';
import { parseArgs, promisify } from 'node:util';
import { buildAll } from '../../esbuild.mjs';
import { presets } from '../../src/experiments/presets.ts';
import { readResults } from '../../src/experiments/resultsFolder.ts';
import type { RunRecord } from '../../src/protocol/experiment.ts';
import { root } from '../run/machine.mjs';

const { values } = parseArgs({
  options: {
    seeds: { type: 'string', default: '10' },
    jobs: { type: 'string', default: String(availableParallelism()) },
    backend: { type: 'string', default: 'wasm' },
    /** Names of strategies, separated by commas, besides random and entropy; all of the preset by default. */
    only: { type: 'string' },
    /** Keeps the results there, and goes on with what is there already. */
    into: { type: 'string' },
  },
});
const seeds = Number(values.seeds);
if (!(Number.isInteger(seeds) && seeds >= 2)) throw new Error('--seeds takes a whole number of at least 2.');

const BASE = 'random';
const COST_BASE = 'entropy';

interface Body {
  readonly strategies: readonly (string | { readonly name: string })[];
  readonly initial: number;
  readonly batch: number;
  readonly steps: number;
  readonly test: number;
}

const preset = presets.find(({ id }) => id === 'networkStrategiesGlyphs')!;
const whole = JSON.parse(preset.text) as Body;
const wanted = values.only?.split(',');
const isWanted = (name: string): boolean =>
  wanted === undefined || [BASE, COST_BASE, ...wanted].includes(name);
const spec = {
  ...whole,
  name: 'images',
  strategies: whole.strategies.filter((each) => isWanted(typeof each === 'string' ? each : each.name)),
  dataSeeds: Array.from({ length: seeds }, (_, seed) => seed),
};

const meanOf = (numbers: readonly number[]): number => numbers.reduce((a, b) => a + b, 0) / numbers.length;

/** Mean and standard error. */
function spreadOf(numbers: readonly number[]): { readonly mean: number; readonly error: number } {
  const mean = meanOf(numbers);
  const variance = numbers.reduce((sum, value) => sum + (value - mean) ** 2, 0) / (numbers.length - 1);
  return { mean, error: Math.sqrt(variance / numbers.length) };
}

const secondsOf = (run: RunRecord): number => meanOf(run.times.fitSeconds) + meanOf(run.times.selectSeconds);

const folder = mkdtempSync(path.join(tmpdir(), 'nextlabel-bench-'));
try {
  await buildAll();
  const file = path.join(folder, 'images.experiment.json');
  writeFileSync(file, JSON.stringify(spec));
  const out = values.into ?? path.join(folder, 'results');
  const cli = path.join(root, 'dist/cli.cjs');
  const args = ['experiment', file, '--out', out, '--jobs', values.jobs, '--backend', values.backend];
  if (existsSync(out)) args.push('--resume');
  await promisify(execFile)(process.execPath, [cli, ...args], { maxBuffer: 2 ** 26 });
  const { runs } = await readResults(out);
  print(runs);
} finally {
  rmSync(folder, { recursive: true, force: true });
}

function print(runs: readonly RunRecord[]): void {
  const names = [...new Set(runs.map(({ strategy }) => strategy))];
  const of = (name: string) => runs.filter(({ strategy }) => strategy === name);
  const bySeed = (name: string) =>
    // The area over the steps, as a mean accuracy.
    new Map(of(name).map(({ dataSeed, auac }) => [dataSeed, auac / spec.steps]));
  const base = bySeed(BASE);
  const cost = meanOf(of(COST_BASE).map(secondsOf));
  const rows = names.map((name) => {
    const own = bySeed(name);
    const differences = [...own].map(([seed, value]) => value - base.get(seed)!);
    return {
      name,
      accuracy: spreadOf([...own.values()]),
      gain: spreadOf(differences),
      cost: meanOf(of(name).map(secondsOf)) / cost,
    };
  });
  console.log(
    `Small CNN on drawn images of four classes, ${spec.initial} labels and ${spec.steps} batches of ${spec.batch}, ${seeds} seeds, accuracy on ${spec.test} others.\n`,
  );
  const cells = (parts: readonly string[]): string =>
    parts.map((part, index) => (index === 0 ? part.padEnd(26) : part.padStart(26))).join('');
  console.log(
    cells(['strategy', 'mean accuracy of the curve', `minus ${BASE}, in pairs`, `time beside ${COST_BASE}`]),
  );
  const percent = ({ mean, error }: ReturnType<typeof spreadOf>): string =>
    `${(100 * mean).toFixed(1)} ± ${(100 * error).toFixed(1)} %`;
  for (const { name, accuracy, gain, cost: ratio } of rows) {
    console.log(
      cells([name, percent(accuracy), name === BASE ? '' : percent(gain), `${ratio.toFixed(1)} x`]),
    );
  }
  console.log('± is the standard error over seeds; times on whatever else ran on this machine.');
  const figures = rows.map(({ name, accuracy, gain, cost: ratio }) => [
    name,
    { accuracy: accuracy.mean, gain: gain.mean, gainError: gain.error, cost: ratio },
  ]);
  console.log(JSON.stringify({ seeds, strategies: Object.fromEntries(figures) as object }));
}

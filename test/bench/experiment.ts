// The NPAL table on waveform, as a user runs it: `npm run bench:experiment`. Last line: JSON.
import { execFile } from 'node:child_process';
import { mkdtempSync, rmSync } from 'node:fs';
import { availableParallelism, cpus, tmpdir } from 'node:os';
import path from 'node:path';
import { parseArgs, promisify } from 'node:util';
import { buildAll } from '../../esbuild.mjs';
import { findStrategy } from '../../src/engine/strategies/registry.ts';
import { readResults } from '../../src/experiments/resultsFolder.ts';
import type { RunRecord } from '../../src/protocol/experiment.ts';
import { root } from '../run/machine.mjs';

const { values } = parseArgs({
  options: {
    preset: { type: 'string', default: 'npalWaveform' },
    jobs: { type: 'string', default: String(availableParallelism()) },
  },
});
const jobs = Number(values.jobs);
const folder = mkdtempSync(path.join(tmpdir(), 'nextlabel-bench-'));

/** Seconds of wall time of the whole process, from its start to its end. */
async function timeExperiment(out: string): Promise<number> {
  const args = ['experiment', values.preset, '--out', out, '--jobs', String(jobs), '--quiet'];
  const start = performance.now();
  await promisify(execFile)(process.execPath, [path.join(root, 'dist/cli.cjs'), ...args]);
  return (performance.now() - start) / 1000;
}

const sum = (numbers: readonly number[]): number => numbers.reduce((a, b) => a + b, 0);

/** Seconds by what they went into. An oracle chooses by retraining the task model once for each candidate. */
function divide(runs: readonly RunRecord[], strategyIds: ReadonlyMap<string, string>) {
  const isOracle = (run: RunRecord): boolean =>
    findStrategy(strategyIds.get(run.strategy)!).simulationOnly === true;
  const fits = sum(runs.map(({ times }) => sum(times.fitSeconds)));
  const oracles = sum(runs.filter(isOracle).map(({ times }) => sum(times.selectSeconds)));
  const others = sum(runs.filter((run) => !isOracle(run)).map(({ times }) => sum(times.selectSeconds)));
  const all = sum(runs.map(({ times }) => times.totalSeconds));
  return { fits, oracles, others, scoring: all - fits - oracles - others };
}

try {
  await buildAll();
  const out = path.join(folder, 'results');
  const seconds = await timeExperiment(out);
  const { info, runs } = await readResults(out);
  const ids = new Map(info.spec.strategies.map(({ id, name }) => [name, id]));
  const { fits, oracles, others, scoring } = divide(runs, ids);
  const available = seconds * jobs;
  const rest = available - fits - oracles - others - scoring;
  const share = (part: number): string => `${((100 * part) / available).toFixed(1)} %`.padStart(7);
  const { model = 'unknown processor' } = cpus()[0] ?? {};
  console.log(`\n${info.name}: ${runs.length} runs on ${jobs} threads, Node ${process.version}, ${model}\n`);
  console.log(`  wall time                            ${seconds.toFixed(2)} s`);
  console.log(`  of all threads' time:`);
  console.log(`    retraining by the oracle           ${share(oracles)}`);
  console.log(`    fits before each score             ${share(fits)}`);
  console.log(`    predictions and choice (others)    ${share(others)}`);
  console.log(`    scores, features, rest of a run    ${share(scoring)}`);
  console.log(`    start, reading, saving, idle       ${share(rest)}\n`);
  const overheadShare = 1 - (fits + oracles) / available;
  const figures = { seconds, overheadShare, runsPerSecond: runs.length / seconds };
  console.log(JSON.stringify(figures));
} finally {
  rmSync(folder, { recursive: true, force: true });
}

import { fileURLToPath } from 'node:url';
import { afterAll, expect, it } from 'vitest';
import { CancelledError } from '../../src/engine/cancellation.ts';
import { createRng } from '../../src/engine/numeric/rng.ts';
import { shuffledIndices } from '../../src/engine/numeric/shuffledIndices.ts';
import { createOracle } from '../../src/engine/oracle/oracle.ts';
import type { OracleData, OracleProblem, OracleSettings } from '../../src/engine/oracle/oracleData.ts';
import { createOracleThreads } from '../../src/engineProcess/oracleThreads.ts';
import type { OracleThreads } from '../../src/engineProcess/oracleThreads.ts';
import { gaussianClasses } from '../engine/syntheticData.ts';

const entry = fileURLToPath(new URL('../../src/engineProcess/main.ts', import.meta.url));
const started: OracleThreads[] = [];

function start(threads: number): OracleThreads {
  const team = createOracleThreads({ entry, threads, log: () => undefined });
  started.push(team);
  return team;
}

afterAll(() => started.forEach((team) => team.end()));

const rows = gaussianClasses(700, 5, { seed: 3 });
const data: OracleData = { rows, evaluation: gaussianClasses(60, 5, { seed: 4 }), classCount: 2 };
const settings: OracleSettings = {
  model: { id: 'logisticRegression', c: 1 },
  metric: 'logLoss',
  withLogLikelihood: true,
};

/** Small simulated problems and one with a pool that is divided among the threads. */
function problems(): OracleProblem[] {
  const rng = createRng(8);
  const small = Array.from({ length: 12 }, () => {
    const order = shuffledIndices(60, rng);
    return { labeled: order.slice(0, 20), candidates: order.slice(20) };
  });
  const all = Int32Array.from({ length: 700 }, (_, row) => row);
  return [...small, { labeled: all.slice(0, 30), candidates: all.slice(30) }];
}

it.each([1, 2, 4])('gives with %i threads what one call gives, bit by bit', async (threads) => {
  const team = start(threads);
  await team.open(data, settings);
  const seen: number[] = [];
  const gains = await team.solve(problems(), { onProgress: (done, total) => seen.push(done / total) });
  const alone = createOracle(data, settings);
  expect(gains).toEqual(problems().map((problem) => alone.solve(problem)));
  expect(seen.at(-1)).toBe(1);
  expect(seen).toEqual(seen.toSorted((a, b) => a - b));
});

it('stops when it is cancelled, and serves the next run', async () => {
  const team = start(2);
  await team.open(data, { ...settings, backend: 'reference' });
  const controller = new AbortController();
  const began = performance.now();
  const run = team.solve(
    Array.from({ length: 200 }, () => problems()[12]!),
    { signal: controller.signal },
  );
  setTimeout(() => controller.abort(), 100);
  await expect(run).rejects.toThrow(CancelledError);
  expect(performance.now() - began).toBeLessThan(5_000);
  const [first] = await team.solve(problems().slice(0, 1));
  expect(first!.improvements).toHaveLength(40);
});

it('passes on what the oracle rejects', async () => {
  const team = start(1);
  await team.open(data, settings);
  const single = Int32Array.of(0, 2, 4);
  await expect(team.solve([{ labeled: single, candidates: Int32Array.of(1) }])).rejects.toThrow(
    /two classes/,
  );
});

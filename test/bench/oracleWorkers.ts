import { once } from 'node:events';
import { setTimeout } from 'node:timers/promises';
import { fileURLToPath } from 'node:url';
import { Worker } from 'node:worker_threads';
import type { OracleSettings } from '../../src/engine/oracle/oracleData.ts';
import { createHelperThreads } from '../../src/engineProcess/helpers/helperThreads.ts';
import { createThreadSolving } from '../../src/engineProcess/helpers/threadSolving.ts';
import type { OracleBenchmark } from './oracleProblems.ts';

const entry = fileURLToPath(new URL('../../src/engineProcess/main.ts', import.meta.url));
const REPETITIONS = 20;
/** Below this two threads do not get the cores that a comparison needs. */
export const ENOUGH_CORES = 1.8;

export interface TwoWorkers {
  /** Wall time with one worker over that with two; null where the machine cannot show it. */
  readonly speedUp: number | null;
  readonly report: string;
}

/** How many times faster two workers are than one, both warm. */
export async function measureTwoWorkers(
  benchmark: OracleBenchmark,
  settings: OracleSettings,
): Promise<TwoWorkers> {
  const before = await coresOfTwoThreads();
  const oneMs = wallMs(1, benchmark, settings);
  const twoMs = wallMs(2, benchmark, settings);
  const cores = Math.min(before, await coresOfTwoThreads());
  const walls = `${oneMs.toFixed(0)} and ${twoMs.toFixed(0)} ms`;
  if (cores < ENOUGH_CORES) {
    return {
      speedUp: null,
      report: `${walls}; not judged: two spinning threads get ${cores.toFixed(2)} cores`,
    };
  }
  return { speedUp: oneMs / twoMs, report: `${walls}, ${(oneMs / twoMs).toFixed(2)} times` };
}

function wallMs(threads: number, { data, problems }: OracleBenchmark, settings: OracleSettings): number {
  const log = (): void => undefined;
  const helpers = createHelperThreads({ entry, count: threads - 1, log });
  try {
    const solve = createThreadSolving({ helpers, log });
    const many = Array.from({ length: REPETITIONS }, () => problems).flat();
    const work = { data, settings, problems: many };
    solve(work);
    const begin = performance.now();
    solve(work);
    return performance.now() - begin;
  } finally {
    helpers.end();
  }
}

/** The cores that two threads which only spin are given together, over half a second once both run. */
export async function coresOfTwoThreads(): Promise<number> {
  const spinners = [0, 1].map(() => new Worker('for (;;);', { eval: true }));
  await Promise.all(spinners.map((worker) => once(worker, 'online')));
  await setTimeout(100);
  const before = process.cpuUsage();
  const begin = performance.now();
  await setTimeout(500);
  const { user, system } = process.cpuUsage(before);
  const elapsedMs = performance.now() - begin;
  await Promise.all(spinners.map((worker) => worker.terminate()));
  return (user + system) / 1000 / elapsedMs;
}

import { afterEach, expect, it } from 'vitest';
import { CancelledError } from '../../../src/engine/cancellation.ts';
import { createRng } from '../../../src/engine/numeric/rng.ts';
import { shuffledIndices } from '../../../src/engine/numeric/shuffledIndices.ts';
import { solveHere } from '../../../src/engine/oracle/oracleSolving.ts';
import type { OracleSolving, OracleWork } from '../../../src/engine/oracle/oracleSolving.ts';
import { createHelperThreads } from '../../../src/engineProcess/helpers/helperThreads.ts';
import type { HelperThreads } from '../../../src/engineProcess/helpers/helperThreads.ts';
import { slots } from '../../../src/engineProcess/helpers/sharedSteps.ts';
import { createThreadSolving } from '../../../src/engineProcess/helpers/threadSolving.ts';
import { gaussianClasses } from '../../engine/syntheticData.ts';
import { engineEntry } from '../processes.ts';

const started: HelperThreads[] = [];

afterEach(() => started.splice(0).forEach((helpers) => helpers.end()));

function start(count: number): HelperThreads {
  const helpers = createHelperThreads({ entry: engineEntry, count, log: () => undefined });
  started.push(helpers);
  return helpers;
}

function work(changes: Partial<OracleWork> = {}): OracleWork {
  const rng = createRng(8);
  return {
    data: {
      rows: gaussianClasses(60, 5, { seed: 3 }),
      evaluation: gaussianClasses(60, 5, { seed: 4 }),
      classCount: 2,
    },
    settings: { model: { id: 'logisticRegression', c: 1 }, metric: 'logLoss', withLogLikelihood: true },
    problems: Array.from({ length: 40 }, () => {
      const order = shuffledIndices(60, rng);
      return { labeled: order.slice(0, 20), candidates: order.slice(20) };
    }),
    ...changes,
  };
}

const solving = (helpers: HelperThreads, silenceMs?: number): OracleSolving =>
  createThreadSolving({ helpers, log: () => undefined, ...(silenceMs !== undefined && { silenceMs }) });

/** Solves once all helpers are there and have done a problem or failed; counts what they did. */
function solveWithHelpers(helpers: HelperThreads, task: OracleWork) {
  let helped = 0;
  const watched: HelperThreads = {
    ...helpers,
    send: (order) => {
      helpers.send(order);
      const end = performance.now() + 30_000;
      while (
        Atomics.load(order.control, slots.joined) < helpers.count ||
        (helpers.count > 0 &&
          Atomics.load(order.control, slots.done) + Atomics.load(order.control, slots.stopped) === 0)
      ) {
        if (performance.now() > end) throw new Error('The helpers did not come.');
        Atomics.wait(order.control, slots.stopped, 0, 2);
      }
      helped = Atomics.load(order.control, slots.done);
    },
  };
  return { gains: solving(watched)(task), helped };
}

it.each([1, 2, 3])('gives with %i threads what one gives, bit by bit, twice', (threads) => {
  const helpers = start(threads - 1);
  const alone = solveHere(work());
  for (let time = 0; time < 2; time++) {
    const { gains, helped } = solveWithHelpers(helpers, work());
    expect(gains).toEqual(alone);
    expect(helped > 0).toBe(threads > 1);
  }
});

it('tells how many problems are done by all threads', () => {
  const told: number[] = [];
  const { gains } = solveWithHelpers(start(1), work({ onSolved: (done) => told.push(done) }));
  expect(gains).toEqual(solveHere(work()));
  expect(told).toEqual(told.toSorted((a, b) => a - b));
  expect(told.length).toBeGreaterThan(0);
  expect(told.at(-1)).toBeLessThanOrEqual(40);
});

it('tells estimates where problems have a budget', () => {
  const { problems } = work();
  const order = Int32Array.from({ length: 40 }, (_, place) => 39 - place);
  const budgeted = problems.map((problem, index) =>
    index % 3 === 0 ? problem : { ...problem, budget: { likely: 5, uniform: 2, order } },
  );
  const task = work({ problems: budgeted });
  const { gains } = solveWithHelpers(start(1), task);
  expect(gains).toEqual(solveHere(task));
  expect(gains[1]!.improvements.filter((gain) => !Number.isNaN(gain))).toHaveLength(7);
  expect(gains[1]!.estimates!.every(Number.isFinite)).toBe(true);
});

it('leaves out what was not asked for', () => {
  const task = work({ settings: { model: { id: 'svc', kernel: 'rbf', c: 1, gamma: 'scale' } } });
  expect(solveWithHelpers(start(1), task).gains).toEqual(solveHere(task));
});

it('stops when it is cancelled, and its helpers serve the next', () => {
  const helpers = start(1);
  let looks = 0;
  const signal = {
    get aborted() {
      return ++looks > 3;
    },
  };
  expect(() => solving(helpers)(work({ signal }))).toThrow(CancelledError);
  expect(solveWithHelpers(helpers, work()).gains).toEqual(solveHere(work()));
});

it('passes on what the oracle rejects, whoever met it', () => {
  const single = { labeled: Int32Array.of(0, 2, 4), candidates: Int32Array.of(1) };
  const problems = [single, ...work().problems];
  expect(() => solveWithHelpers(start(1), work({ problems }))).toThrow(/two classes/);
});

it('solves by itself what a helper that died has left', () => {
  const helpers: HelperThreads = {
    count: 1,
    start: () => undefined,
    send: ({ control }) => void Atomics.add(control, slots.taken, 1),
    end: () => undefined,
  };
  expect(solving(helpers, 100)(work())).toEqual(solveHere(work()));
});

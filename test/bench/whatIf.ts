// npm run bench:whatIf: how often the intervals of a what-if hold the truth, on simulated projects. Last line: JSON.
import { availableParallelism } from 'node:os';
import { parseArgs } from 'node:util';
import { isMainThread, parentPort } from 'node:worker_threads';
import { whatIf } from '../../src/engine/whatIf/whatIf.ts';
import type { WhatIfSaving } from '../../src/protocol/whatIf.ts';
import { covers, labelPool, scenarioData, trueSavings } from '../engine/whatIf/simulation.ts';
import type { Scenario } from '../engine/whatIf/simulation.ts';
import { runInThreads } from './jobThreads.ts';
import { whatIfGroups } from './whatIfScenarios.ts';
import type { WhatIfGroup } from './whatIfScenarios.ts';

const LEVEL = 0.9;
/** Rows that the truth is measured on, and runs of each strategy that it is the mean of. */
const TEST_ROWS = 4000;
const TRUTH_RUNS = 300;

interface Job {
  readonly group: number;
  readonly scenario: number;
  /** Of a project, or null for the truth. */
  readonly seed: number | null;
}

/** What a strategy truly saves: its id and the labels, null where it does not get there. */
type Truth = readonly (readonly [string, number | null])[];

type Outcome = { readonly truth: Truth } | { readonly savings: readonly WhatIfSaving[] | null };

function work({ group, scenario, seed }: Job): Outcome {
  const simulated = whatIfGroups[group]!.scenarios[scenario]!;
  const data = scenarioData(simulated, TEST_ROWS);
  if (seed === null) return { truth: [...trueSavings(simulated, data, TRUTH_RUNS)] };
  const result = whatIf({ ...labelPool(simulated, data, seed), level: LEVEL });
  return { savings: result.kind === 'answer' ? result.strategies : null };
}

/** How a strategy's intervals did against its truth. */
interface Tally {
  readonly scenario: Scenario;
  readonly strategy: string;
  readonly truth: number | null;
  readonly held: number;
  readonly asked: number;
  readonly median: Pick<WhatIfSaving, 'saved' | 'low' | 'high'>;
}

function tally(
  scenario: Scenario,
  truth: Truth,
  answers: readonly (readonly WhatIfSaving[])[],
): readonly Tally[] {
  return truth.map(([strategy, saved], index) => {
    const savings = answers.map((answer) => answer[index]!);
    const median = (of: (saving: WhatIfSaving) => number | null): number | null => {
      const sorted = savings.map((saving) => of(saving) ?? -Infinity).sort((a, b) => a - b);
      const middle = sorted[sorted.length >> 1] ?? -Infinity;
      return middle === -Infinity ? null : middle;
    };
    return {
      scenario,
      strategy,
      truth: saved,
      held: savings.filter((saving) => covers(saving, saved)).length,
      asked: savings.length,
      median: {
        saved: median((saving) => saving.saved),
        low: median(({ low }) => low),
        high: median(({ high }) => high),
      },
    };
  });
}

async function judge(
  group: number,
  seeds: readonly number[],
  run: (jobs: readonly Job[]) => Promise<readonly Outcome[]>,
): Promise<readonly Tally[]> {
  const tallies: Tally[] = [];
  for (const [scenario, simulated] of whatIfGroups[group]!.scenarios.entries()) {
    const outcomes = await run([null, ...seeds].map((seed) => ({ group, scenario, seed })));
    const truth = outcomes.flatMap((outcome) => ('truth' in outcome ? outcome.truth : []));
    const answers = outcomes.flatMap((outcome) =>
      'savings' in outcome && outcome.savings !== null ? [outcome.savings] : [],
    );
    tallies.push(...tally(simulated, truth, answers));
  }
  return tallies;
}

const share = (tallies: readonly Tally[]): number =>
  tallies.reduce((sum, { held }) => sum + held, 0) / tallies.reduce((sum, { asked }) => sum + asked, 0);

const labels = (saved: number | null): string => (saved === null ? 'not' : String(saved)).padStart(4);

function print({ name, seen }: WhatIfGroup, tallies: readonly Tally[]): void {
  console.log(`\n${name}${seen ? '' : ' (kept out of sight while the method was worked out)'}`);
  for (const each of tallies) {
    const { saved, low, high } = each.median;
    console.log(
      `  labeled ${each.scenario.name.padEnd(12)} asked ${each.strategy.padEnd(14)} saves ${labels(each.truth)}` +
        `   said ${labels(saved)} (${labels(low)} to ${labels(high)})   holds ${(100 * share([each])).toFixed(1).padStart(5)} %` +
        ` of ${each.asked}`,
    );
  }
}

async function main(): Promise<void> {
  const { values } = parseArgs({
    options: {
      repetitions: { type: 'string', default: '200' },
      /** Seed of the first simulated project: an evening's run can be continued on another. */
      first: { type: 'string', default: '1' },
      jobs: { type: 'string', default: String(availableParallelism()) },
      only: { type: 'string', default: '' },
    },
  });
  const repetitions = Number(values.repetitions);
  const seeds = Array.from({ length: repetitions }, (_, repetition) => Number(values.first) + repetition);
  const threads = runInThreads<Job, Outcome>(new URL(import.meta.url), Number(values.jobs));
  console.log(
    `intervals of ${100 * LEVEL} %, ${repetitions} simulated projects a line; medians of what was said`,
  );
  const reached: Record<string, number> = {};
  const unreached: Tally[] = [];
  try {
    for (const [index, group] of whatIfGroups.entries()) {
      if (!group.name.includes(values.only)) continue;
      const tallies = await judge(index, seeds, threads.run);
      print(group, tallies);
      // Where today is not reached an interval can miss to one side only, and 95 % is what it should hold.
      reached[group.name] = share(tallies.filter(({ truth }) => truth !== null));
      unreached.push(...tallies.filter(({ truth }) => truth === null));
    }
  } finally {
    threads.end();
  }
  console.log('\ncoverage by generator, of strategies that reach today');
  for (const [name, coverage] of Object.entries(reached)) {
    console.log(`  ${name.padEnd(28)} ${(100 * coverage).toFixed(1)} %`);
  }
  const round = (value: number): number => Math.round(1000 * value) / 1000;
  console.log(
    JSON.stringify({
      level: LEVEL,
      repetitions,
      coverage: Object.fromEntries(Object.entries(reached).map(([name, value]) => [name, round(value)])),
      notReached: unreached.length === 0 ? null : round(share(unreached)),
    }),
  );
}

if (isMainThread) await main();
else parentPort!.on('message', (job: Job) => parentPort!.postMessage(work(job)));

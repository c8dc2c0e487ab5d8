// npm run bench:forecast: how often the intervals of a forecast hold the truth, on simulated projects. Last line: JSON.
import { availableParallelism } from 'node:os';
import { parseArgs } from 'node:util';
import { isMainThread, parentPort } from 'node:worker_threads';
import { forecast } from '../../src/engine/forecast/forecast.ts';
import type { ForecastAnswer, TargetReach } from '../../src/protocol/forecast.ts';
import { continueProject, forecastInput, holds, labelsTo } from '../engine/forecast/simulation.ts';
import { scenarioData } from '../engine/whatIf/simulation.ts';
import { forecastGroups } from './forecastScenarios.ts';
import { runInThreads } from './jobThreads.ts';

/** Runs of each project's continuation that its truth is the mean of, and how far they go. */
const TRUTH_RUNS = 5;
const FARTHEST = 10;
/** Gains that are asked for: the view's first suggestion is 2 points. */
const GAINS = [0.01, 0.02, 0.05];
/** A score that is asked for: so much above what the forecast says of today. */
const ABOVE_TODAY = 0.05;

interface Job {
  readonly group: number;
  readonly scenario: number;
  readonly seed: number;
}

/** A question to one forecast with what it really takes: labels, null = not within the horizon. */
interface Asked {
  readonly target: string;
  readonly truth: number | null;
  readonly low: number | null;
  readonly high: number | null;
  readonly labels: number;
  readonly warned: boolean;
}

/** Null where the forecast was refused. */
type Outcome = readonly Asked[] | null;

function work({ group, scenario, seed }: Job): Outcome {
  const { scenarios, testRows } = forecastGroups[group]!;
  const simulated = { ...scenarios[scenario]!, dataSeed: 7000 + seed };
  const data = scenarioData(simulated, testRows);
  const input = forecastInput(simulated, data, seed);
  const answer = forecast({ ...input, ...(simulated.model === 'svc' && { replays: 10 }) });
  if (answer.kind === 'refused') return null;
  const horizon = Math.min(simulated.poolSize, FARTHEST * input.queued.rows.length);
  const truth = continueProject(simulated, data, { input, horizon, runs: TRUTH_RUNS });
  const asked = (target: string, reach: TargetReach | undefined, score: number): Asked[] =>
    reach === undefined
      ? []
      : [
          {
            target,
            truth: labelsTo(truth, score),
            low: reach.low,
            high: reach.high,
            labels: answer.labels,
            warned: isDoubtful(answer),
          },
        ];
  const score = Math.round(200 * (answer.today.value + ABOVE_TODAY)) / 200;
  return [
    ...GAINS.flatMap((gain) =>
      asked(
        `+${100 * gain}`,
        answer.gains.find(({ target }) => target === gain),
        truth.scores[0]! + gain,
      ),
    ),
    ...asked(
      'score',
      answer.scores.find(({ target }) => target === score),
      score,
    ),
  ];
}

/** Whether the view would say that the interval is not to be trusted. */
const isDoubtful = ({ warnings }: ForecastAnswer): boolean =>
  warnings.includes('rareClass') || warnings.includes('littleLearned');

interface Tally {
  readonly asked: number;
  /** Shares: intervals that hold the truth, that have an end, that say nothing; targets that are really reached. */
  readonly held: number;
  readonly bounded: number;
  readonly vacuous: number;
  readonly reached: number;
  /** Of bounded intervals: median width in labels, as a multiple of the labels at hand. */
  readonly width: number | null;
}

function tally(asked: readonly Asked[]): Tally {
  const share = (of: (question: Asked) => boolean): number => asked.filter(of).length / asked.length;
  const widths = asked
    .flatMap(({ low, high, labels }) => (high === null ? [] : [(high - (low ?? 0)) / labels]))
    .sort((a, b) => a - b);
  return {
    asked: asked.length,
    held: share((question) => holds(question, question.truth)),
    bounded: share(({ high }) => high !== null),
    vacuous: share(({ low, high }) => low === 0 && high === null),
    reached: share(({ truth }) => truth !== null),
    width: widths[widths.length >> 1] ?? null,
  };
}

const percent = (value: number): string => `${(100 * value).toFixed(0).padStart(4)} %`;

function print(name: string, { asked, held, bounded, vacuous, reached, width }: Tally): void {
  console.log(
    `  ${name.padEnd(26)} holds ${percent(held)} of ${String(asked).padStart(4)}   bounded ${percent(bounded)}` +
      `   width ${(width === null ? '-' : width.toFixed(1)).padStart(4)}   says nothing ${percent(vacuous)}` +
      `   really reached ${percent(reached)}`,
  );
}

async function main(): Promise<void> {
  const { values } = parseArgs({
    options: {
      repetitions: { type: 'string', default: '50' },
      first: { type: 'string', default: '1' },
      jobs: { type: 'string', default: String(availableParallelism()) },
      only: { type: 'string', default: '' },
    },
  });
  const seeds = Array.from(
    { length: Number(values.repetitions) },
    (_, repetition) => Number(values.first) + repetition,
  );
  const threads = runInThreads<Job, Outcome>(new URL(import.meta.url), Number(values.jobs));
  console.log(
    `intervals of 90 %, ${seeds.length} simulated projects a line; widths as multiples of the labels at hand`,
  );
  const coverage: Record<string, Tally & { readonly projects: number; readonly refused: number }> = {};
  const unseen: Asked[] = [];
  try {
    for (const [group, { name, seen, scenarios }] of forecastGroups.entries()) {
      if (!name.includes(values.only)) continue;
      for (const [scenario, { name: strategy }] of scenarios.entries()) {
        // Of the generators that the method was worked out on half as many do.
        const own = seen ? seeds.slice(0, Math.ceil(seeds.length / 2)) : seeds;
        const outcomes = await threads.run(own.map((seed) => ({ group, scenario, seed })));
        const asked = outcomes.flatMap((outcome) => outcome ?? []);
        const refused = outcomes.filter((outcome) => outcome === null).length;
        const line = `${name}, ${strategy}`;
        console.log(`\n${line}${seen ? '' : ' (kept out of sight)'}${refused ? `, ${refused} refused` : ''}`);
        for (const target of new Set(asked.map((question) => question.target))) {
          print(target, tally(asked.filter((question) => question.target === target)));
        }
        const gains = asked.filter(({ target }) => target !== 'score');
        print('all gains', tally(gains));
        print('gains without a warning', tally(gains.filter(({ warned }) => !warned)));
        coverage[line] = { projects: own.length, refused, ...tally(gains) };
        if (!seen) unseen.push(...gains);
      }
    }
  } finally {
    threads.end();
  }
  console.log('\nall that was kept out of sight');
  print('all gains', tally(unseen));
  print('gains without a warning', tally(unseen.filter(({ warned }) => !warned)));
  console.log(
    JSON.stringify({
      level: 0.9,
      coverage,
      unseen: tally(unseen),
      unseenWithoutWarning: tally(unseen.filter(({ warned }) => !warned)),
    }),
  );
}

if (isMainThread) await main();
else parentPort!.on('message', (job: Job) => parentPort!.postMessage(work(job)));

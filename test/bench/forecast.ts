// npm run bench:forecast: how often the intervals of a forecast hold the truth, on simulated projects. Last line: JSON.
// --into FILE keeps each project as a line of JSON, and goes on from what the file has.
import { appendFileSync, existsSync, readFileSync } from 'node:fs';
import { availableParallelism } from 'node:os';
import { parseArgs } from 'node:util';
import { isMainThread, parentPort } from 'node:worker_threads';
import { forecast } from '../../src/engine/forecast/forecast.ts';
import type { ForecastAnswer, TargetReach } from '../../src/protocol/forecast.ts';
import { continueProject, forecastInput, labelsTo } from '../engine/forecast/simulation.ts';
import { scenarioData } from '../engine/whatIf/simulation.ts';
import { forecastLines } from './forecastScenarios.ts';
import { printLine, tally } from './forecastTally.ts';
import type { Asked, Simulated, Tally } from './forecastTally.ts';
import { runInThreads } from './jobThreads.ts';

/** Runs of each project's continuation that its truth is the mean of, and how far they go. */
const TRUTH_RUNS = 5;
const FARTHEST = 10;
/** Rows of each project that its truth is measured on. */
const TEST_ROWS = 4000;
/** Gains that are asked for: the view's first suggestion is 2 points. */
const GAINS = [0.01, 0.02, 0.05];
/** A score that is asked for: so much above what the forecast says of today. */
const ABOVE_TODAY = 0.05;

interface Job {
  readonly line: number;
  readonly seed: number;
}

function work({ line, seed }: Job): Simulated {
  const { name, scenario } = forecastLines[line]!;
  const simulated = { ...scenario, dataSeed: 7000 + seed };
  const data = scenarioData(simulated, TEST_ROWS);
  const input = forecastInput(simulated, data, seed);
  const answer = forecast({ ...input, ...(simulated.model === 'svc' && { replays: 10 }) });
  if (answer.kind === 'refused') return { line: name, seed, refused: answer.reason, asked: [] };
  const horizon = Math.min(simulated.poolSize, FARTHEST * input.queued.rows.length);
  const truth = continueProject(simulated, data, { input, horizon, runs: TRUTH_RUNS });
  const askedFor = (target: string, reach: TargetReach | undefined, score: number): Asked[] =>
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
  const asked = [
    ...GAINS.flatMap((gain) =>
      askedFor(
        `+${100 * gain}`,
        answer.gains.find(({ target }) => target === gain) ?? beyond(gain, answer.gains),
        truth.scores[0]! + gain,
      ),
    ),
    ...askedFor(
      'score',
      answer.scores.find(({ target }) => target === score) ?? beyond(score, answer.scores),
      score,
    ),
  ];
  return { line: name, seed, refused: null, asked };
}

/** What the view says of a target above the list: no forecast ever gets there. Undefined below it. */
function beyond(target: number, reaches: readonly TargetReach[]): TargetReach | undefined {
  const last = reaches.at(-1);
  return last === undefined || target < last.target ? undefined : { ...last, target, low: null, high: null };
}

/** Whether the view would say that the interval is not to be trusted. */
const isDoubtful = ({ warnings }: ForecastAnswer): boolean =>
  warnings.includes('rareClass') || warnings.includes('littleLearned');

const key = ({ line, seed }: Pick<Simulated, 'line' | 'seed'>): string => `${line} ${seed}`;

function kept(file: string): Map<string, Simulated> {
  const lines = file !== '' && existsSync(file) ? readFileSync(file, 'utf8').split('\n') : [];
  const projects = lines.filter((line) => line !== '').map((line) => JSON.parse(line) as Simulated);
  return new Map(projects.map((project) => [key(project), project]));
}

async function main(): Promise<void> {
  const { values } = parseArgs({
    options: {
      repetitions: { type: 'string', default: '40' },
      first: { type: 'string', default: '1' },
      jobs: { type: 'string', default: String(availableParallelism()) },
      only: { type: 'string', default: '' },
      unseen: { type: 'boolean', default: false },
      into: { type: 'string', default: '' },
    },
  });
  const seeds = Array.from({ length: Number(values.repetitions) }, (_, at) => Number(values.first) + at);
  const done = kept(values.into);
  const threads = runInThreads<Job, Simulated>(new URL(import.meta.url), Number(values.jobs));
  console.log(
    `intervals of 90 %, ${seeds.length} simulated projects a line; widths as multiples of the labels at hand`,
  );
  const tallies: Record<string, Tally> = {};
  const unseen: Simulated[] = [];
  try {
    for (const [line, { name, seen }] of forecastLines.entries()) {
      if (!name.includes(values.only) || (seen && values.unseen)) continue;
      const missing = seeds.filter((seed) => !done.has(key({ line: name, seed })));
      await threads.run(
        missing.map((seed) => ({ line, seed })),
        (project) => {
          done.set(key(project), project);
          if (values.into !== '') appendFileSync(values.into, `${JSON.stringify(project)}\n`);
        },
      );
      const projects = seeds.map((seed) => done.get(key({ line: name, seed }))!);
      tallies[name] = printLine(`${name}${seen ? '' : ' (kept out of sight)'}`, projects);
      if (!seen) unseen.push(...projects);
    }
  } finally {
    threads.end();
  }
  if (unseen.length > 0) printLine('all that was kept out of sight', unseen);
  console.log(JSON.stringify({ level: 0.9, lines: tallies, unseen: tally(unseen) }));
}

if (isMainThread) await main();
else parentPort!.on('message', (job: Job) => parentPort!.postMessage(work(job)));

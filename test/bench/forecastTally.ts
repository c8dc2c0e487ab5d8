import { wilsonInterval } from '../../src/engine/metrics/wilsonInterval.ts';
import type { Interval } from '../../src/engine/metrics/wilsonInterval.ts';
import type { ForecastRefusal } from '../../src/protocol/forecast.ts';
import { holds } from '../engine/forecast/simulation.ts';

/** A question to one forecast with what it really takes: labels, null = not within the horizon. */
export interface Asked {
  readonly target: string;
  readonly truth: number | null;
  readonly low: number | null;
  readonly high: number | null;
  /** At hand. */
  readonly labels: number;
  readonly warned: boolean;
}

/** One simulated project. */
export interface Simulated {
  readonly line: string;
  readonly seed: number;
  readonly refused: ForecastRefusal['reason'] | null;
  /** Empty where the forecast was refused. */
  readonly asked: readonly Asked[];
}

/** How good intervals were; shares of the questions for a gain, unless said otherwise. */
export interface Tally {
  readonly projects: number;
  readonly refused: number;
  /** Questions for a gain. */
  readonly asked: number;
  readonly held: number;
  /** Of `held`, 95 % by Wilson. A project's questions hang together: they count as one. */
  readonly interval: Interval;
  /** Intervals with an end, and those that say nothing; targets that are really reached. */
  readonly bounded: number;
  readonly vacuous: number;
  readonly reached: number;
  /** Really reached before the interval begins, and after it ends. */
  readonly early: number;
  readonly late: number;
  /** Forecasts that warn. */
  readonly warned: number;
  /** Of bounded intervals: median width in labels, as a multiple of the labels at hand. */
  readonly width: number | null;
}

export function tally(projects: readonly Simulated[], target?: string): Tally {
  const answered = projects.filter(({ refused }) => refused === null);
  const asked = answered.flatMap((project) =>
    project.asked.filter((question) =>
      target === undefined ? question.target !== 'score' : question.target === target,
    ),
  );
  const share = (of: (question: Asked) => boolean): number => asked.filter(of).length / asked.length;
  const widths = asked
    .flatMap(({ low, high, labels }) => (high === null ? [] : [(high - (low ?? 0)) / labels]))
    .sort((a, b) => a - b);
  const held = share((question) => holds(question, question.truth));
  return {
    projects: projects.length,
    refused: projects.length - answered.length,
    asked: asked.length,
    held,
    interval: wilsonInterval(held * answered.length, answered.length),
    bounded: share(({ high }) => high !== null),
    vacuous: share(({ low, high }) => low === 0 && high === null),
    reached: share(({ truth }) => truth !== null),
    early: share(({ truth, low }) => truth !== null && (low === null || truth < low)),
    late: share(({ truth, high }) => high !== null && (truth === null || truth > high)),
    warned: share(({ warned }) => warned),
    width: widths[widths.length >> 1] ?? null,
  };
}

const percent = (value: number): string => `${(100 * value).toFixed(0).padStart(3)} %`;

/** Prints what a line of projects came to, by target, and returns it. */
export function printLine(title: string, projects: readonly Simulated[]): Tally {
  const all = tally(projects);
  console.log(`\n${title}: ${all.projects} projects, ${all.refused} refused, ${percent(all.warned)} warn`);
  const targets = new Set(projects.flatMap(({ asked }) => asked.map(({ target }) => target)));
  for (const target of targets) print(target, tally(projects, target));
  print('all gains', all);
  return all;
}

function print(name: string, told: Tally): void {
  const { interval, width } = told;
  console.log(
    `  ${name.padEnd(10)} holds ${percent(told.held)} [${percent(interval.low)}, ${percent(interval.high)}] of ` +
      `${String(told.asked).padStart(4)}   too early ${percent(told.early)}   too late ${percent(told.late)}   ` +
      `bounded ${percent(told.bounded)}   width ${(width === null ? '-' : width.toFixed(1)).padStart(4)}   ` +
      `says nothing ${percent(told.vacuous)}   really reached ${percent(told.reached)}`,
  );
}

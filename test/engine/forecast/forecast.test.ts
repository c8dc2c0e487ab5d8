import { describe, expect, it } from 'vitest';
import { CancelledError } from '../../../src/engine/cancellation.ts';
import { forecast } from '../../../src/engine/forecast/forecast.ts';
import type { ForecastInput } from '../../../src/engine/forecast/forecastInput.ts';
import type { ForecastAnswer } from '../../../src/protocol/forecast.ts';
import { scenarioData } from '../whatIf/simulation.ts';
import type { Scenario } from '../whatIf/simulation.ts';
import { continueProject, forecastInput, holds, labelsTo } from './simulation.ts';

const scenario: Scenario = {
  name: 'waveform by margin',
  generator: 'waveform',
  dataSeed: 21,
  model: 'logisticRegression',
  modelParams: {},
  poolSize: 300,
  labels: 80,
  randomShare: 0.5,
  own: 'margin',
  strategies: [],
};
const data = scenarioData(scenario, 2000);
const input: ForecastInput = { ...forecastInput(scenario, data, 4), replays: 10 };
const pace = { secondsPerLabel: 4, standardError: 0, timed: 80, pauses: 0, labelsPerDay: 40 };

function answerTo(change: Partial<ForecastInput> = {}): ForecastAnswer {
  const result = forecast({ ...input, ...change });
  if (result.kind === 'refused') throw new Error(`Refused: ${result.reason}.`);
  return result;
}

describe('a forecast', () => {
  const answer = answerTo({ pace });

  it('tells the present score, and the curve up to all items', () => {
    expect(answer).toMatchObject({ labels: 80, items: 300, horizon: 300, warnings: [] });
    const truth = continueProject(scenario, data, { input, horizon: 300, runs: 2 });
    expect(answer.today.low).toBeLessThan(truth.scores[0]!);
    expect(answer.today.high).toBeGreaterThan(truth.scores[0]!);
    expect(answer.curve[0]).toMatchObject({ labels: 80, ...answer.today });
    expect(answer.curve.at(-1)!.labels).toBe(300);
    expect(answer.measured.at(-1)!.labels).toBe(64);
    for (const { low, value, high } of [...answer.curve, ...answer.measured]) {
      expect(low).toBeLessThanOrEqual(value);
      expect(value).toBeLessThanOrEqual(high);
    }
    // A small thing to ask of this project, which it keeps; npm run bench:forecast does so of many.
    const [half] = answer.gains;
    expect(holds(half!, labelsTo(truth, truth.scores[0]! + half!.target))).toBe(true);
  });

  it('needs more labels for more, and as much time as they take', () => {
    expect(answer.gains[0]!.target).toBe(0.005);
    expect(answer.gains[3]!.target).toBe(0.02);
    for (const targets of [answer.gains, answer.scores]) {
      targets.slice(1).forEach((reach, index) => {
        const before = targets[index]!;
        expect(reach.ever).toBeLessThanOrEqual(before.ever);
        expect(reach.low ?? Infinity).toBeGreaterThanOrEqual(before.low ?? Infinity);
      });
    }
    const known = answer.gains.find(({ labels }) => labels !== null)!;
    expect(known.seconds! / known.labels!).toBeCloseTo(4, 0);
    // Scores begin where nearly all draws are already.
    expect(answer.scores[0]!.already).toBeGreaterThan(0.9);
    expect(answer.scores.at(-1)!.ever).toBeLessThan(0.05);
  });

  it('is the same from the same input, and without a pace has no times', () => {
    expect(answerTo({ pace })).toEqual(answer);
    expect(answerTo().gains[0]).toMatchObject({ seconds: null, secondsLow: null, secondsHigh: null });
  });
});

it('forecasts the score of the objective', () => {
  const answer = answerTo({ objective: { kind: 'f1', positive: 1 } });
  expect(answer.warnings).toEqual(['otherScore']);
  expect(answer.today.value).toBeGreaterThan(0.6);
});

it('warns where simulations showed wrong intervals', () => {
  const rare = input.queued.labels.map((label, place) => (place % 8 === 0 ? label : 0));
  expect(answerTo({ queued: { ...input.queued, labels: rare }, standsIn: true }).warnings).toEqual([
    'rareClass',
    'littleLearned',
    'otherStrategy',
  ]);
});

describe('no forecast', () => {
  const firstOf = (count: number): ForecastInput['queued'] => {
    const { rows, labels, streams, strategies, probabilities, poolSizes } = input.queued;
    return {
      rows: rows.slice(0, count),
      labels: labels.slice(0, count),
      streams: streams.slice(0, count),
      strategies: strategies.slice(0, count),
      probabilities: probabilities.slice(0, count),
      poolSizes: poolSizes.slice(0, count),
    };
  };

  it('says what is missing', () => {
    const few = forecast({ ...input, queued: firstOf(20) });
    expect(few).toMatchObject({ kind: 'refused', reason: 'randomLabels', needed: 25 });
    const alike = { ...input.queued, labels: input.queued.labels.slice().fill(1) };
    expect(forecast({ ...input, queued: alike })).toMatchObject({ reason: 'oneClass' });
    expect(forecast({ ...input, openRows: new Int32Array(0) })).toMatchObject({ reason: 'allLabeled' });
  });

  it('comes where it is cancelled, or the model does not serve the strategy', () => {
    expect(() => forecast(input, { aborted: true })).toThrow(CancelledError);
    expect(() => forecast({ ...input, model: 'svc' })).toThrow(RangeError);
  });
});

import { describe, expect, it } from 'vitest';
import { targetTable } from '../../../src/charts/inspector/forecastFigures.ts';
import {
  reachOf,
  refusalText,
  targetSentences,
  timeText,
  warningText,
} from '../../../src/charts/inspector/forecastWords.ts';
import { statusText } from '../../../src/charts/inspector/stoppingWords.ts';
import { toCsv } from '../../../src/charts/tableText.ts';
import type { ForecastAnswer, TargetReach } from '../../../src/protocol/forecast.ts';
import type { CriterionReport } from '../../../src/protocol/stopping.ts';

const point = { value: 0.84, low: 0.8, high: 0.88 };
const reach: TargetReach = {
  target: 0.02,
  ...{ labels: 110, low: 40, high: 350, already: 0, ever: 0.97 },
  ...{ seconds: 440, secondsLow: 160, secondsHigh: 1400 },
};
const answer: ForecastAnswer = {
  kind: 'answer',
  labels: 100,
  randomLabels: 40,
  items: 5000,
  objective: { kind: 'f1', positive: 1 },
  level: 0.9,
  effectiveSampleSize: 60,
  today: point,
  measured: [],
  curve: [],
  horizon: 1000,
  ceiling: point,
  pace: { secondsPerLabel: 4, standardError: 0.2, timed: 90, pauses: 0, labelsPerDay: null },
  gains: [{ ...reach, target: 0.015, labels: 60, low: 10, high: 200 }, reach],
  scores: [],
  warnings: [],
  strategy: 'margin',
};
const gain = { kind: 'gain', value: 0.02 } as const;
const first = (change: Partial<TargetReach>): string =>
  targetSentences({ ...answer, gains: [{ ...reach, ...change }] }, gain, 'F1 of “spam”')[0]!;

describe('what a target takes, in words', () => {
  it('has labels, chance and time', () => {
    expect(targetSentences(answer, gain, 'F1 of “spam”')).toEqual([
      'To gain 2 points of F1 of “spam” it takes about 110 more labels (90 % interval: 40 to 350).',
      'Of 100 forecasts 97 get there with 1,000 labels, 10 times what there are.',
      'At 4 seconds a label that is about 7 minutes (3 minutes to 23 minutes) of work.',
    ]);
  });

  it('says so where an end is open, or both', () => {
    expect(first({ high: null })).toContain('at least 40 more labels, and perhaps more than there is');
    expect(first({ high: null })).toContain('Half of the forecasts are there after 110 more labels.');
    expect(first({ high: null, labels: null })).not.toContain('Half');
    expect(first({ low: 0 })).toContain('at most 350 more labels, perhaps only the next batch');
    expect(first({ low: 0, high: null })).toContain('these labels do not tell');
    expect(first({ low: null, high: null, labels: null })).toContain('labels will most likely not do');
    expect(first({ low: 0, high: 0, labels: 0 })).toContain('it is reached already');
  });

  it('counts the forecasts that get there', () => {
    const second = (ever: number): string =>
      targetSentences({ ...answer, gains: [{ ...reach, ever }] }, gain, 'accuracy')[1]!;
    expect(second(0.014)).toContain('Of 100 forecasts one gets there');
    expect(second(0.004)).toContain('Of 100 forecasts not one gets there');
  });

  it('knows targets that the list leaves out at either end', () => {
    expect(reachOf(answer, { kind: 'gain', value: 0.005 })).toMatchObject({ labels: 0, high: 0, ever: 1 });
    expect(reachOf(answer, { kind: 'gain', value: 0.3 })).toBeNull();
    const [only] = targetSentences(answer, { kind: 'gain', value: 0.3 }, 'accuracy');
    expect(only).toContain('none of the forecasts gets there');
  });

  it('reads times in their unit', () => {
    expect([0.2, 80, 100, 5400, 9000, 100_000].map(timeText)).toEqual([
      '1 second',
      '80 seconds',
      '2 minutes',
      '1.5 hours',
      '2.5 hours',
      '28 hours',
    ]);
  });

  it('is a table with every number', () => {
    const lines = toCsv(targetTable(answer, 'gain')).split('\r\n');
    expect(lines[0]).toBe('Gain,Labels,Least,Most,Time,Reached');
    expect(lines[2]).toBe('0.02,110,40,350,440,0.97');
  });
});

it('says what stands in for what takes too long', () => {
  const names = { score: 'accuracy', strategy: 'Margin' };
  expect(warningText('otherStrategy', names)).toContain('Margin stands in for it');
  expect(warningText('otherModel', names)).toContain('logistic regression stands in for it');
});

it('says what a forecast lacks', () => {
  expect(refusalText({ kind: 'refused', reason: 'randomLabels', have: 9, needed: 25 })).toContain(
    'This round knew 9, so 16 are missing.',
  );
});

it('says since when a criterion is met, or that it is not any more', () => {
  const checked = [2, 4, 6].map((round) => ({ round, labels: 10 * round }));
  const criterion: CriterionReport = {
    id: 'overallUncertainty',
    ...{ reference: '', bound: 'most', threshold: 0.05, window: 1 },
    ...{ values: [0.1, 0.04, 0.03], met: [false, true, true], metSince: 4 },
  };
  expect(statusText(criterion, { checked })).toBe('Met since round 4, with 40 labels');
  expect(statusText({ ...criterion, met: [false, true, false], metSince: null }, { checked })).toBe(
    'Not met; it was in round 4',
  );
  expect(statusText({ ...criterion, values: [null, null, null], metSince: null }, { checked })).toBe(
    'No value yet',
  );
});

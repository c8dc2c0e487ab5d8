import { beforeAll, describe, expect, it } from 'vitest';
import { CancelledError } from '../../../src/engine/cancellation.ts';
import { fitLogisticRegression } from '../../../src/engine/models/logisticRegression.ts';
import { predictRows } from '../../../src/engine/models/predictRows.ts';
import { gatherRows } from '../../../src/engine/numeric/gatherRows.ts';
import { whatIf } from '../../../src/engine/whatIf/whatIf.ts';
import type { WhatIfInput } from '../../../src/engine/whatIf/whatIfInput.ts';
import { strategies } from '../../../src/engine/strategies/registry.ts';
import { WHAT_IF_STRATEGIES } from '../../../src/protocol/whatIf.ts';
import type { WhatIfAnswer } from '../../../src/protocol/whatIf.ts';
import { labelPool, scenarioData } from './simulation.ts';
import type { Scenario } from './simulation.ts';

const scenario: Scenario = {
  name: 'waveform',
  generator: 'waveform',
  dataSeed: 1,
  model: 'logisticRegression',
  modelParams: {},
  poolSize: 500,
  labels: 150,
  randomShare: 0.5,
  own: 'margin',
  strategies: ['margin', 'kCenterGreedy'],
};
const data = scenarioData(scenario, 3000);

const answerOf = (input: WhatIfInput): WhatIfAnswer => {
  const result = whatIf(input);
  if (result.kind !== 'answer') throw new Error(`Refused: ${result.have} labels.`);
  return result;
};

/** The first `count` labels of the random stream are it; the others count as the strategy's. */
const withRandom = (input: WhatIfInput, count: number): WhatIfInput => ({
  ...input,
  queued: {
    ...input.queued,
    streams: input.queued.streams.map((_, at) => (at < count ? 'random' : 'strategy')),
  },
});

describe('whatIf', () => {
  let input: WhatIfInput;
  let answer: WhatIfAnswer;
  beforeAll(() => {
    input = { ...labelPool(scenario, data, 1), replays: 10 };
    answer = answerOf(input);
  });

  it('refuses with 49 labels of the random stream, and answers with 50', () => {
    expect(whatIf(withRandom(input, 49))).toEqual({ kind: 'refused', have: 49, needed: 50 });
    expect(answerOf({ ...withRandom(input, 50), replays: 5 }).randomLabels).toBe(50);
  });

  it('counts labels by the strategy Random as drawn at random, which they are', () => {
    const { queued } = withRandom(input, 0);
    const random = { ...queued, strategies: queued.strategies.map(() => 'random') };
    expect(answerOf({ ...input, queued: random, replays: 5 }).randomLabels).toBe(150);
  });

  it('finds that the own way saves about nothing: its interval holds 0', () => {
    const own = answer.strategies[0]!;
    expect(own.strategy).toBe('margin');
    expect(own.low === null || own.low <= 0).toBe(true);
    expect(own.high).toBeGreaterThanOrEqual(0);
  });

  it('says that a strategy which wastes labels does not reach today with them', () => {
    expect(answer.strategies[1]).toMatchObject({ strategy: 'kCenterGreedy', saved: null, low: null });
  });

  it('tells today from cross-validation, and how much the labels are worth', () => {
    const { rows, labels } = input.queued;
    const model = fitLogisticRegression({ features: gatherRows(data.features, rows), labels, classCount: 2 });
    const predicted = predictRows(model, data.features, data.test);
    const right = data.test.filter((row, place) => predicted[place] === data.labels[row]).length;
    const { today } = answerOf({ ...input, level: 0.99, replays: 5 });
    expect(today.low).toBeLessThan(right / data.test.length);
    expect(today.high).toBeGreaterThan(right / data.test.length);
    expect(today.high - today.low).toBeLessThan(0.3);
    expect(answer.effectiveSampleSize).toBeGreaterThan(answer.randomLabels * 0.6);
    expect(answer.effectiveSampleSize).toBeLessThan(150);
  });

  it('gives a curve for each count of labels, its bounds around it', () => {
    expect(answer.counts.at(-1)).toBe(150);
    for (const { curve } of answer.strategies) {
      expect(curve).toHaveLength(answer.counts.length);
      for (const { value, low, high } of curve) {
        expect(low).toBeLessThanOrEqual(value);
        expect(high).toBeGreaterThanOrEqual(value);
      }
    }
  });

  it('gives the same answer for the same seed', () => {
    expect(answerOf(input)).toEqual(answer);
    expect(answerOf({ ...input, seed: 2 }).strategies).not.toEqual(answer.strategies);
  });

  it('gives an interval that is wider for more confidence', () => {
    const surer = answerOf({ ...input, level: 0.99 });
    surer.strategies.forEach(({ curve }, index) => {
      const width = ({ low, high }: { low: number; high: number }): number => high - low;
      expect(width(curve.at(-1)!)).toBeGreaterThan(width(answer.strategies[index]!.curve.at(-1)!));
    });
  });

  it('begins every replay with the labels whose draw nobody knows, and says so', () => {
    const rows = input.openRows.slice(0, 60);
    const given = { rows, labels: rows.map((row) => data.labels[row]!) };
    const better = answerOf({ ...input, given, openRows: input.openRows.slice(60) });
    expect(better.given).toBe(60);
    expect(better.notes.join('\n')).toContain('60 labels without a known selection probability');
    // With 60 labels in hand the first stage lies less far below the last.
    const gap = ({ curve }: WhatIfAnswer['strategies'][number]): number =>
      curve.at(-1)!.value - curve[0]!.value;
    expect(gap(better.strategies[0]!)).toBeLessThan(gap(answer.strategies[0]!));
  });

  it('warns where a class is rare, and only there', () => {
    const rare = { ...scenario, rareOneIn: 4, own: 'random', strategies: ['margin'] };
    const skewed = answerOf({ ...labelPool(rare, scenarioData(rare, 100), 1), replays: 5 });
    expect(skewed.notes.at(-1)).toMatch(/^One of your classes is rare: about \d+ % of the items\./);
    expect(answer.notes.join('\n')).not.toContain('rare');
  });

  it('replays strategies that the history names but nobody knows by the one of today', () => {
    const forgotten = { ...input.queued, strategies: input.queued.strategies.map(() => 'forgotten') };
    expect(answerOf({ ...input, queued: forgotten, replays: 5 }).notes.join('\n')).toContain(
      'Margin, with 50 %',
    );
  });

  it.each([
    [{ strategies: ['tarot'] }, 'tarot'],
    [{ strategies: ['oracle'] }, 'experiments only'],
    [{ model: 'svc' }, 'Margin needs probabilities'],
    [{ modelParams: { magic: 1 } }, 'magic'],
  ])('says what is wrong: %o', (change, named) => {
    expect(() => whatIf({ ...input, ...change })).toThrow(RangeError);
    expect(() => whatIf({ ...input, ...change })).toThrow(named);
  });

  it('has nothing to say about labels of one class', () => {
    const queued = { ...input.queued, labels: input.queued.labels.map(() => 1) };
    expect(() => whatIf({ ...input, queued })).toThrow('one class');
  });

  it('copes with a class of which one item is known', () => {
    const labels = input.queued.labels.map((label, place) => (place === 40 ? 2 : label));
    const odd = answerOf({ ...input, classCount: 3, queued: { ...input.queued, labels }, replays: 5 });
    for (const { value } of odd.strategies.flatMap(({ curve }) => curve))
      expect(Number.isFinite(value)).toBe(true);
  });

  it('tells how far it is, and stops when it is cancelled', () => {
    const seen: number[] = [];
    const signal = { aborted: false };
    const stop = (fraction: number): void => {
      seen.push(fraction);
      signal.aborted = fraction >= 0.3;
    };
    expect(() => whatIf(input, signal, stop)).toThrow(CancelledError);
    expect(seen.map((share) => Math.round(10 * share))).toEqual([0, 1, 2, 3]);
  });

  it('offers strategies that there are', () => {
    const known = strategies.filter(({ simulationOnly }) => simulationOnly !== true).map(({ id }) => id);
    expect(known).toEqual(expect.arrayContaining([...WHAT_IF_STRATEGIES]));
  });
});

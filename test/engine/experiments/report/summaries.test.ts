import { describe, expect, it } from 'vitest';
import { buildReport } from '../../../../src/engine/experiments/report/buildReport.ts';
import { buildSummaries } from '../../../../src/engine/experiments/report/summaries.ts';
import type { ReportSummary, RunRecord } from '../../../../src/protocol/experiment.ts';
import { groupOf, methodOf, runOf, specOf } from './records.ts';

const names = ['random', 'margin', 'entropy'];

const summariesOf = (...runs: readonly RunRecord[]): readonly ReportSummary[] =>
  buildSummaries(groupOf(names, runs));

function expectNear(values: readonly (number | null)[], expected: readonly number[]): void {
  expect(values).toHaveLength(expected.length);
  expected.forEach((value, index) => expect(values[index]).toBeCloseTo(value, 14));
}

/** Areas on the two splits: margin 1.0 and 1.4, entropy 1.2 and 1.0; random is above both. */
const twoSplits = [
  runOf('random', [0.9, 0.9, 0.9]),
  runOf('random', [0.9, 0.9, 0.9], { dataSeed: 1 }),
  runOf('margin', [0.4, 0.5, 0.6]),
  runOf('margin', [0.6, 0.7, 0.8], { dataSeed: 1 }),
  runOf('entropy', [0.4, 0.6, 0.8]),
  runOf('entropy', [0.6, 0.5, 0.4], { dataSeed: 1 }),
];

describe('summaries of strategies', () => {
  it('take the one with the highest mean area as the best, on every split, and leave random aside', () => {
    const [best] = summariesOf(...twoSplits);
    expect(best).toMatchObject({
      dataset: 'waves',
      setting: 'balanced',
      model: 'logistic',
      kind: 'best',
      name: 'best of the strategies',
      strategies: ['margin'],
      runs: 2,
    });
    // Not 1.3, the mean of the best of each split; the areas are 0.4 apart.
    expect(best!.auac.mean).toBeCloseTo(1.2, 14);
    expect(best!.auac.sd).toBeCloseTo(0.4 / Math.SQRT2, 14);
    expect(best!.final.mean).toBeCloseTo(0.7, 14);
    expect(best!.curve.labeled).toEqual([10, 15, 20]);
    expectNear(best!.curve.mean, [0.5, 0.6, 0.7]);
  });

  it('average the strategies on each split, then over splits', () => {
    const [, average] = summariesOf(...twoSplits);
    expect(average).toMatchObject({
      kind: 'average',
      name: 'average of the strategies',
      strategies: ['margin', 'entropy'],
      runs: 2,
    });
    // 1.1 on the first split and 1.2 on the second.
    expect(average!.auac.mean).toBeCloseTo(1.15, 14);
    expect(average!.auac.sd).toBeCloseTo(0.1 / Math.SQRT2, 14);
    // 0.7 and 0.6.
    expect(average!.final.mean).toBeCloseTo(0.65, 14);
    expect(average!.final.sd).toBeCloseTo(0.1 / Math.SQRT2, 14);
    // [0.4, 0.55, 0.7] and [0.6, 0.6, 0.6]; the error of two is half their distance.
    expectNear(average!.curve.mean, [0.5, 0.575, 0.65]);
    expectNear(average!.curve.standardError, [0.1, 0.025, 0.05]);
  });

  it('use the runs that all of these strategies have, whatever random has', () => {
    const [best, average] = summariesOf(
      runOf('margin', [0.2, 0.2]),
      runOf('margin', [0.9, 0.9], { seed: 1 }),
      runOf('entropy', [0.4, 0.4]),
    );
    // Margin's mean area over its own two runs would be higher.
    expect(best).toMatchObject({ strategies: ['entropy'], runs: 1, auac: { mean: 0.4, sd: null } });
    expect(average!.runs).toBe(1);
    expect(average!.auac.mean).toBeCloseTo(0.3, 14);
    expect(average!.curve.standardError).toEqual([null, null]);
  });

  it('keep runs apart that share a split', () => {
    const split = 'shared';
    const [, average] = summariesOf(
      runOf('margin', [0.2], { split }),
      runOf('margin', [0.6], { split, seed: 1 }),
      runOf('entropy', [0.4], { split }),
      runOf('entropy', [1], { split, seed: 1 }),
    );
    // 0.3 and 0.8.
    expect(average!.runs).toBe(2);
    expect(average!.final.mean).toBeCloseTo(0.55, 14);
    expect(average!.final.sd).toBeCloseTo(0.5 / Math.SQRT2, 14);
  });

  it('take the first of the spec where several are best', () => {
    // The areas differ in the last digit only.
    const [best] = summariesOf(
      runOf('margin', [0.5], { auac: 0.1 + 0.2 }),
      runOf('entropy', [0.5], { auac: 0.3 }),
    );
    expect(best!.strategies).toEqual(['margin']);
    const [other] = summariesOf(
      runOf('margin', [0.5], { auac: 0.3 }),
      runOf('entropy', [0.5], { auac: 0.1 + 0.2 }),
    );
    expect(other!.strategies).toEqual(['margin']);
  });

  it('are cut to the shortest run', () => {
    const [best, average] = summariesOf(runOf('margin', [0.2, 0.4, 0.6]), runOf('entropy', [0.4, 0.8]));
    expect(best!.curve.labeled).toEqual([10, 15, 20]);
    expect(average!.curve.labeled).toEqual([10, 15]);
    expectNear(average!.curve.mean, [0.3, 0.6]);
  });

  it('are none while only random ran, or no run is shared', () => {
    expect(summariesOf(runOf('random', [0.5]))).toEqual([]);
    expect(summariesOf(runOf('margin', [0.5]), runOf('entropy', [0.5], { dataSeed: 1 }))).toEqual([]);
  });

  it('know random by its id, not by its name', () => {
    const spec = specOf([], {
      strategies: [
        { id: 'random', params: {}, name: 'chance' },
        { id: 'margin', params: {}, name: 'random' },
        methodOf('entropy'),
      ],
      summaries: true,
    });
    const runs = [runOf('chance', [1]), runOf('random', [0.5]), runOf('entropy', [0.25])];
    const { summaries } = buildReport({ name: 'a', spec, total: 3, notRun: [], runs });
    expect(summaries.map(({ strategies }) => strategies)).toEqual([['random'], ['random', 'entropy']]);
  });

  it('are in a report that asks for them, and change nothing else in it', () => {
    const report = (summaries: boolean) =>
      buildReport({
        name: 'a',
        spec: specOf(names, { summaries }),
        total: 6,
        notRun: [],
        runs: twoSplits,
      });
    expect(report(false).summaries).toEqual([]);
    expect(report(true).summaries.map(({ kind }) => kind)).toEqual(['best', 'average']);
    expect({ ...report(true), summaries: [] }).toEqual(report(false));
    expect(report(true).ranks[0]!.strategies.map(({ strategy }) => strategy)).toEqual(names);
  });
});

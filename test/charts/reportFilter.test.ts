import { describe, expect, it } from 'vitest';
import { choicesOf, filterReport } from '../../src/charts/reportFilter.ts';
import type { ReportFilter } from '../../src/charts/reportFilter.ts';
import type { NotRun } from '../../src/protocol/experiment.ts';
import { cell, reportOf, sampleReport, summary } from './reports.ts';

const all: ReportFilter = { datasets: null, settings: null, models: null, strategies: null };

const report = {
  ...sampleReport({
    strategies: ['random', 'margin', 'oracle'],
    datasets: ['adult', 'waveform'],
    settings: ['balanced', 'imbalanced'],
    models: ['svc', 'logisticRegression'],
    runs: 8,
    steps: 2,
  }),
  notRun: [
    { dataset: 'tiny', setting: 'balanced', model: null, strategy: null, reason: 'Too few rows.' },
    { dataset: 'adult', setting: 'balanced', model: 'svc', strategy: 'entropy', reason: 'No probabilities.' },
  ] satisfies readonly NotRun[],
};

describe('the choices of a filter', () => {
  it('are the values of the report in its order, also of what was not run', () => {
    expect(choicesOf(report)).toEqual({
      datasets: ['adult', 'waveform', 'tiny'],
      settings: ['balanced', 'imbalanced'],
      models: ['svc', 'logisticRegression'],
      strategies: ['random', 'margin', 'oracle', 'entropy'],
    });
  });
});

describe('a filtered report', () => {
  it('is the same where everything is let through', () => {
    expect(filterReport(report, all)).toEqual(report);
  });

  it('has only what is chosen, cells, pairs, ranks and what was not run alike', () => {
    const { cells, pairs, ranks, notRun } = filterReport(report, {
      datasets: ['waveform'],
      settings: ['imbalanced'],
      models: ['svc'],
      strategies: ['random', 'oracle'],
    });
    const place = { dataset: 'waveform', setting: 'imbalanced', model: 'svc' };
    expect(cells).toMatchObject([
      { ...place, strategy: 'random' },
      { ...place, strategy: 'oracle' },
    ]);
    expect(cells).toHaveLength(2);
    expect(pairs.map(({ first, second }) => [first, second].sort())).toEqual([['oracle', 'random']]);
    expect(ranks.map(({ setting, model }) => [setting, model])).toEqual([['imbalanced', 'svc']]);
    expect(notRun).toEqual([]);
  });

  it('keeps the best and the average of all beside the strategies that are chosen', () => {
    const summed = { ...report, summaries: [summary('best'), summary('average', { dataset: 'adult' })] };
    const of = (filter: Partial<ReportFilter>) => filterReport(summed, { ...all, ...filter }).summaries;
    expect(of({ strategies: ['random'] })).toEqual(summed.summaries);
    expect(of({ datasets: ['adult'] }).map(({ kind }) => kind)).toEqual(['average']);
    expect(of({ settings: ['imbalanced'] })).toEqual([]);
    expect(of({ models: ['svc'] })).toEqual([]);
  });

  it('keeps reasons that hold for every model and strategy', () => {
    const { notRun } = filterReport(report, { ...all, models: ['svc'], strategies: ['random'] });
    expect(notRun.map(({ dataset }) => dataset)).toEqual(['tiny']);
  });

  it('keeps the ranks of those chosen as they are among all, and of their groups the largest', () => {
    const ranked = reportOf([cell()], {
      ranks: [
        {
          setting: 'balanced',
          model: 'svc',
          blocks: 20,
          strategies: ['a', 'b', 'c', 'd'].map((strategy, index) => ({ strategy, rank: 1 + index })),
          friedman: null,
          criticalDifference: 2.5,
          groups: [
            ['a', 'b', 'c'],
            ['b', 'c', 'd'],
          ],
        },
      ],
    });
    expect(filterReport(ranked, { ...all, strategies: ['b', 'c'] }).ranks).toMatchObject([
      {
        strategies: [
          { strategy: 'b', rank: 2 },
          { strategy: 'c', rank: 3 },
        ],
        groups: [['b', 'c']],
      },
    ]);
    expect(filterReport(ranked, { ...all, strategies: ['c', 'd'] }).ranks[0]!.groups).toEqual([['c', 'd']]);
    expect(filterReport(ranked, { ...all, strategies: [] }).ranks).toEqual([]);
  });
});

import { describe, expect, it } from 'vitest';
import type { DataTable } from '../../src/charts/dataTable.ts';
import { experimentTables } from '../../src/charts/experimentTables.ts';
import type { ExperimentReport } from '../../src/protocol/experiment.ts';
import { cell, reportOf, sampleReport, summary, twoStrategies } from './reports.ts';

const tableOf = (report: ExperimentReport, id: string): DataTable =>
  experimentTables(report).find((table) => table.id === id)!;

const textsOf = ({ rows }: DataTable) => rows.map((row) => row.map(({ text }) => text));

describe('the tables of a report', () => {
  it('are those that have a row', () => {
    expect(experimentTables(reportOf([]))).toEqual([]);
    expect(experimentTables(twoStrategies).map(({ id }) => id)).toEqual([
      ...['auac', 'final', 'efficiency', 'pairs', 'ranks', 'seconds'],
    ]);
    const whole = {
      ...sampleReport({ strategies: ['a', 'b'], settings: ['imbalanced'], runs: 3, steps: 2 }),
      notRun: [{ dataset: 'x', setting: 'balanced', model: null, strategy: null, reason: 'No.' } as const],
    };
    expect(experimentTables(whole).map(({ id }) => id)).toEqual([
      ...['auac', 'final', 'efficiency', 'rare', 'pairs', 'ranks', 'seconds', 'notRun'],
    ]);
  });

  it('have as many cells as columns and a number for each part', () => {
    const whole = sampleReport({
      strategies: ['a', 'b', 'c'],
      datasets: ['x', 'y'],
      settings: ['balanced', 'imbalanced'],
      runs: 2,
      steps: 2,
    });
    for (const { id, columns, rows } of experimentTables(whole)) {
      for (const row of rows) {
        const wanted = columns.map(({ kind, parts }) => (kind === 'number' ? (parts?.length ?? 1) : null));
        expect([id, row.map(({ values }) => values?.length ?? null)]).toEqual([id, wanted]);
      }
    }
  });

  it('compare areas as papers do, with the best and its ties marked', () => {
    const { columns, rows } = tableOf(twoStrategies, 'auac');
    expect(columns.map(({ name }) => name)).toEqual(['Strategy', 'waveform, balanced, logisticRegression']);
    expect(rows).toEqual([
      [{ text: 'random' }, { text: '8.48 ± 0.25', values: [8.48, 0.25, 9], mark: 'tied' }],
      [{ text: 'uncertainty' }, { text: '8.53 ± 0.21', values: [8.53, 0.21, 9], mark: 'best' }],
    ]);
  });

  it('name in columns what differs, and once what does not', () => {
    const report = reportOf(
      (['balanced', 'imbalancedWeighted'] as const).flatMap((setting) =>
        ['adult', 'waveform'].map((dataset) => cell({ setting, dataset })),
      ),
    );
    const { title, columns } = tableOf(report, 'auac');
    expect(title).toBe('Area under the learning curve (AUAC): logisticRegression');
    expect(columns.map(({ name }) => name)).toEqual([
      'Strategy',
      'adult, balanced',
      'waveform, balanced',
      'adult, imbalanced, weighted',
      'waveform, imbalanced, weighted',
    ]);
  });

  it('leave a gap where a strategy has not run yet, and no deviation for a single run', () => {
    const report = reportOf([
      cell({ auac: { mean: 0.7554, sd: null }, runs: 1 }),
      cell({ dataset: 'adult' }),
      cell({ dataset: 'adult', strategy: 'margin' }),
    ]);
    expect(tableOf(report, 'auac').rows[1]![1]).toEqual({ text: '–', values: [null, null, null] });
    const single = reportOf([cell({ auac: { mean: 0.7554, sd: null }, runs: 1 })]);
    expect(tableOf(single, 'auac').rows[0]![1]).toEqual({ text: '0.755', values: [0.7554, null, 1] });
  });

  it('have rows of summaries below the strategies, without marks, and say what they are', () => {
    const report = { ...twoStrategies, summaries: [summary('best'), summary('average')] };
    const areas = tableOf(report, 'auac');
    // The marks are still those of the strategies, though the best is as high as the highest.
    expect(areas.rows.slice(0, 2)).toEqual(tableOf(twoStrategies, 'auac').rows);
    expect(areas.rows.slice(2)).toEqual([
      [{ text: 'best of the strategies' }, { text: '8.53 ± 0.21', values: [8.53, 0.21, 8] }],
      [{ text: 'average of the strategies' }, { text: '8.50 ± 0.20', values: [8.5, 0.2, 8] }],
    ]);
    expect(areas.note).toContain(
      'Two rows are no strategies. “best of the strategies” repeats the strategy other than random with the highest ' +
        'mean AUAC (uncertainty), one for all runs; it was picked in hindsight, so it is optimistic. “average of the ' +
        'strategies” is the mean over the strategies other than random (uncertainty and margin) on each run, then ' +
        'over runs. Both are over the runs that all of these have, and take part in no mark, test or rank.',
    );
    expect(tableOf(report, 'final').rows.slice(2)).toEqual([
      [{ text: 'best of the strategies' }, { text: '0.862 ± 0.018', values: [0.862, 0.018, 8] }],
      [{ text: 'average of the strategies' }, { text: '0.857 ± 0.016', values: [0.857, 0.016, 8] }],
    ]);
    for (const id of ['efficiency', 'pairs', 'ranks', 'seconds']) {
      expect(tableOf(report, id)).toEqual(tableOf(twoStrategies, id));
    }
    expect(tableOf(twoStrategies, 'auac').note).not.toContain('best of the strategies');
  });

  it('name the best of each column, and leave a gap where there is no summary yet', () => {
    const settings = ['balanced', 'imbalanced', 'imbalancedWeighted'] as const;
    const report = reportOf(
      settings.map((setting) => cell({ setting })),
      {
        summaries: [
          summary('best'),
          summary('average'),
          summary('best', { setting: 'imbalanced', strategies: ['margin'] }),
          summary('average', { setting: 'imbalanced', strategies: ['margin', 'cbal'] }),
        ],
      },
    );
    const { rows, note } = tableOf(report, 'auac');
    expect(rows[1]!.map(({ text }) => text)).toEqual([
      ...['best of the strategies', '8.53 ± 0.21', '8.53 ± 0.21', '–'],
    ]);
    expect(note).toContain(
      'mean AUAC of its column (balanced: uncertainty; imbalanced: margin), one for all',
    );
    expect(note).toContain('(uncertainty, margin and cbal)');
  });

  it('say final scores, seconds and labels to the target', () => {
    expect(tableOf(twoStrategies, 'final').title).toBe('Weighted accuracy after the last step');
    expect(textsOf(tableOf(twoStrategies, 'final'))).toEqual([
      ['random', '0.851 ± 0.020'],
      ['uncertainty', '0.862 ± 0.018'],
    ]);
    expect(tableOf(twoStrategies, 'final').rows.map((row) => row[1]!.mark)).toEqual([undefined, 'best']);
    expect(textsOf(tableOf(twoStrategies, 'seconds'))).toEqual([
      ['random', '0.002'],
      ['uncertainty', '0.5'],
    ]);
    const never = { target: 0.9, reached: 0, labels: null };
    expect(textsOf(tableOf(reportOf([cell(), cell({ efficiency: never })]), 'efficiency'))).toEqual([
      ['waveform', 'balanced', 'logisticRegression', 'random', '0.851', '106.5 ± 2.5', '5 of 9'],
      ['waveform', 'balanced', 'logisticRegression', 'random', '0.900', '–', '0 of 9'],
    ]);
  });

  it('say precision, recall and ROC area, the best of each group marked', () => {
    const of = (mean: number) => ({ mean, sd: 0.1 });
    const table = tableOf(
      reportOf([
        cell({ rarePrecision: of(0.5), rareRecall: of(0.8), auroc: of(0.9) }),
        cell({ strategy: 'margin', rarePrecision: of(0.6), rareRecall: null, auroc: of(0.7) }),
        cell({ dataset: 'adult', rarePrecision: of(0.1) }),
        cell({ dataset: 'other' }),
      ]),
      'rare',
    );
    expect(table.rows.map((row) => row.slice(4).map(({ text, mark }) => [text, mark]))).toEqual([
      [
        ['0.500 ± 0.100', undefined],
        ['0.800 ± 0.100', 'best'],
        ['0.900 ± 0.100', 'best'],
      ],
      [
        ['0.600 ± 0.100', 'best'],
        ['–', undefined],
        ['0.700 ± 0.100', undefined],
      ],
      [
        ['0.100 ± 0.100', undefined],
        ['–', undefined],
        ['–', undefined],
      ],
    ]);
  });

  it('say pairs with interval and tests', () => {
    expect(textsOf(tableOf(twoStrategies, 'pairs'))).toEqual([
      [
        ...['waveform', 'balanced', 'logisticRegression', 'random', 'uncertainty', '9', '−0.050'],
        ...['−0.096 to −0.004', '0.039', '0.039'],
      ],
    ]);
    const equal = twoStrategies.pairs.map((pair) => ({
      ...pair,
      difference: { mean: 0.1, sd: null, low: null, high: null },
      wilcoxon: null,
    }));
    expect(textsOf(tableOf({ ...twoStrategies, pairs: equal }, 'pairs'))[0]!.slice(6)).toEqual([
      ...['+0.100', '–', '–', '–'],
    ]);
  });

  it('say ranks with letters for those that do not differ', () => {
    const groups = [
      ['uncertainty', 'random'],
      ['random', 'oracle'],
    ];
    const ranks = [{ ...twoStrategies.ranks[0]!, groups }];
    const table = tableOf({ ...twoStrategies, ranks }, 'ranks');
    expect(textsOf(table)).toEqual([
      ['balanced', 'logisticRegression', 'uncertainty', '1.25', 'a', '9'],
      ['balanced', 'logisticRegression', 'random', '1.75', 'ab', '9'],
    ]);
    expect(table.note).toContain('Ranks differ at 5 % where they are 0.65 apart (Nemenyi).');
  });

  it('say what was not run and why', () => {
    const notRun = [
      { dataset: 'tiny', setting: 'imbalanced', model: null, strategy: null, reason: 'Only 20 rows.' },
    ] as const;
    expect(textsOf(tableOf(reportOf([], { notRun }), 'notRun'))).toEqual([
      ['tiny', 'imbalanced', 'all', 'all', 'Only 20 rows.'],
    ]);
  });
});

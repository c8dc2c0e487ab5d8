import type { ExperimentReport, ReportCell, Spread } from '../../protocol/experiment.ts';
import type { DataCell, DataTable } from '../dataTable.ts';
import {
  areaDecimals,
  capitalised,
  fixed,
  metricNames,
  scoreDecimals,
  secondsText,
  spreadText,
} from '../wording.ts';
import { placeCells, placeColumns } from './longTable.ts';
import { wideTable } from './wideTable.ts';

const spreadParts = ['mean', 'sd', 'runs'];

const valuesOf = (spread: Spread, runs: number): readonly (number | null)[] => [spread.mean, spread.sd, runs];

/** Area under the learning curve, the best of each column and its ties marked. */
export function areaTable(report: ExperimentReport): DataTable {
  const decimals = areaDecimals(report.cells.map(({ auac }) => auac.mean));
  return wideTable(report, {
    id: 'auac',
    title: 'Area under the learning curve (AUAC)',
    parts: spreadParts,
    note:
      'Mean ± standard deviation over runs. Best: the highest mean of its column. Ties: not significantly below the ' +
      'best at 5 % (Wilcoxon’s signed-rank test on the same splits, Holm’s correction; fewer than six splits cannot ' +
      'tell them apart).',
    cellOf: ({ auac, runs, best, tied }) => ({
      text: spreadText(auac, decimals),
      values: valuesOf(auac, runs),
      ...(best ? { mark: 'best' } : tied ? { mark: 'tied' } : {}),
    }),
    summaryOf: ({ auac, runs }) => ({ text: spreadText(auac, decimals), values: valuesOf(auac, runs) }),
  });
}

/** The metric after the last step. */
export function finalTable(report: ExperimentReport): DataTable {
  return wideTable(report, {
    id: 'final',
    title: `${capitalised(metricNames[report.metric])} after the last step`,
    parts: spreadParts,
    note: 'Mean ± standard deviation over runs. Best: the highest mean of its column.',
    cellOf: (cell, group) => ({
      text: spreadText(cell.final, scoreDecimals),
      values: valuesOf(cell.final, cell.runs),
      ...bestMark(cell, group, ({ final }) => final),
    }),
    summaryOf: ({ final, runs }) => ({
      text: spreadText(final, scoreDecimals),
      values: valuesOf(final, runs),
    }),
  });
}

/** Mean time of one step. */
export function secondsTable(report: ExperimentReport): DataTable {
  return wideTable(report, {
    id: 'seconds',
    title: 'Seconds per step',
    parts: ['mean'],
    note: 'Mean time of one step: fit, predictions on the pool, choice.',
    cellOf: ({ secondsPerStep }) => ({ text: secondsText(secondsPerStep), values: [secondsPerStep] }),
  });
}

/** Labels until the target is reached. */
export function efficiencyTable({ cells }: ExperimentReport): DataTable {
  return {
    id: 'efficiency',
    title: 'Labels to reach the target',
    columns: [
      ...placeColumns,
      { name: 'Strategy', kind: 'text' },
      { name: 'Target', kind: 'number' },
      { name: 'Labels', kind: 'number', parts: ['mean', 'sd'] },
      { name: 'Reached', kind: 'number', parts: ['reached', 'runs'] },
    ],
    rows: cells.map((cell) => [
      ...placeCells(cell.dataset, cell.setting, cell.model),
      { text: cell.strategy },
      { text: fixed(cell.efficiency.target, scoreDecimals), values: [cell.efficiency.target] },
      {
        text: spreadText(cell.efficiency.labels, 1),
        values: [cell.efficiency.labels?.mean ?? null, cell.efficiency.labels?.sd ?? null],
      },
      { text: `${cell.efficiency.reached} of ${cell.runs}`, values: [cell.efficiency.reached, cell.runs] },
    ]),
    note: 'Labels at which the score first reaches the target, mean ± standard deviation over the runs that reach it.',
  };
}

/** Precision and recall of the rare classes, and the area under the ROC curve; null where nothing of it is defined. */
export function rareTable({ cells }: ExperimentReport): DataTable | null {
  const shown = cells.filter(
    ({ rarePrecision, rareRecall, auroc }) => rarePrecision !== null || rareRecall !== null || auroc !== null,
  );
  if (shown.length === 0) return null;
  const measures = [
    (cell: ReportCell) => cell.rarePrecision,
    (cell: ReportCell) => cell.rareRecall,
    (cell: ReportCell) => cell.auroc,
  ];
  return {
    id: 'rare',
    title: 'Rare classes and AUROC after the last step',
    columns: [
      ...placeColumns,
      { name: 'Strategy', kind: 'text' },
      { name: 'Rare precision', kind: 'number', parts: ['mean', 'sd'] },
      { name: 'Rare recall', kind: 'number', parts: ['mean', 'sd'] },
      { name: 'AUROC', kind: 'number', parts: ['mean', 'sd'] },
    ],
    rows: shown.map((cell) => {
      const group = shown.filter((other) => samePlace(cell, other));
      return [
        ...placeCells(cell.dataset, cell.setting, cell.model),
        { text: cell.strategy },
        ...measures.map((measure): DataCell => {
          const spread = measure(cell);
          return {
            text: spreadText(spread, scoreDecimals),
            values: [spread?.mean ?? null, spread?.sd ?? null],
            ...bestMark(cell, group, measure),
          };
        }),
      ];
    }),
    note:
      'Mean ± standard deviation over runs. Precision and recall are means over the rare classes; there are none in the ' +
      'balanced setting. Best: the highest mean of its data set, setting and model.',
  };
}

const samePlace = (a: ReportCell, b: ReportCell): boolean =>
  a.dataset === b.dataset && a.setting === b.setting && a.model === b.model;

/** Marks the highest mean among several. */
function bestMark(
  cell: ReportCell,
  group: readonly ReportCell[],
  measure: (cell: ReportCell) => Spread | null,
): { readonly mark?: 'best' } {
  const own = measure(cell)?.mean;
  if (own === undefined || group.length < 2) return {};
  return group.every((other) => (measure(other)?.mean ?? -Infinity) <= own) ? { mark: 'best' } : {};
}

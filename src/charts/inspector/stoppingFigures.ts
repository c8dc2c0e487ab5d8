import type { CriterionReport, StoppingReport } from '../../protocol/stopping.ts';
import { numberCell } from '../dataTable.ts';
import type { DataCell, DataTable } from '../dataTable.ts';
import { drawLineChart } from '../drawing/lineChart.ts';
import type { Figure } from '../figure.ts';
import { criterionScale, criterionWords, statusText, valueText } from './stoppingWords.ts';

/** A criterion over the rounds that were compared, with its threshold; null where it has no value. */
export function criterionFigure(criterion: CriterionReport, report: StoppingReport): Figure | null {
  const { id, values, threshold, reference } = criterion;
  const { title, measure, meaning } = criterionWords[id];
  const { checked } = report;
  if (values.every((value) => value === null)) return null;
  const scale = criterionScale(id);
  const points = checked.map(({ labels }, at) => ({
    x: labels,
    y: values[at] === null || values[at] === undefined ? NaN : scale * values[at],
    low: null,
    high: null,
  }));
  const ends = [points[0]!, points.at(-1)!];
  const description = `${meaning} ${statusText(criterion, report)}. ${reference}`;
  const chart = {
    title,
    description,
    xTitle: 'labels',
    yTitle: measure,
    series: [
      { name: 'value', style: 0, points },
      { name: 'threshold', style: 1, points: ends.map((end) => ({ ...end, y: scale * threshold })) },
    ],
    zeroLine: false,
    ceiling: id === 'stabilisingPredictions' ? 1 : 100,
  };
  return {
    id: `stopping-${id}`,
    title,
    description,
    table: {
      ...stoppingTable({ ...report, criteria: [criterion] }),
      ...{ id: `stopping-${id}`, title },
    },
    draw: (options) => drawLineChart(chart, options),
  };
}

/** All criteria, one compared round a row. */
export function stoppingTable({ checked, criteria }: StoppingReport): DataTable {
  return {
    id: 'stopping-criteria',
    title: 'Stopping criteria by round',
    columns: [
      { name: 'Round', kind: 'number' },
      { name: 'Labels', kind: 'number' },
      ...criteria.map(({ id }) => ({ name: criterionWords[id].title, kind: 'number' }) as const),
    ],
    rows: checked.map(({ round, labels }, at) => [
      numberCell(String(round), round),
      numberCell(String(labels), labels),
      ...criteria.map(({ id, values, met }): DataCell => {
        const value = values[at] ?? null;
        return numberCell(`${valueText(id, value)}${met[at] === true ? ' ✓' : ''}`, value);
      }),
    ]),
    note: '✓: the rule holds there.',
  };
}

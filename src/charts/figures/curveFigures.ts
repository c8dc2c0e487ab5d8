import type { Curve, ExperimentMetric, ReportCell } from '../../protocol/experiment.ts';
import type { DataCell, DataTable } from '../dataTable.ts';
import { drawLineChart } from '../drawing/lineChart.ts';
import type { LinePoint } from '../drawing/lineChart.ts';
import type { Figure } from '../figure.ts';
import { placeName } from '../reportGroups.ts';
import type { ReportGroup } from '../reportGroups.ts';
import { summaryEnds, summaryNote } from '../summaryWords.ts';
import {
  areaDecimals,
  capitalised,
  countRange,
  fixed,
  metricNames,
  nothing,
  scoreDecimals,
  signed,
} from '../wording.ts';

/** What all figures of a report share. */
export interface FigureContext {
  readonly metric: ExperimentMetric;
  /** Number of a strategy's style. */
  readonly styleOf: (strategy: string) => number;
  readonly idOf: (...parts: readonly string[]) => string;
}

/**
 * Mean of the metric at each number of labels, with a band of twice the standard error. Summaries lie under the
 * strategies, so that the one that is the best is seen on it.
 */
export function learningCurves(group: ReportGroup, { metric, styleOf, idOf }: FigureContext): Figure {
  const id = idOf('curves', group.dataset, group.setting, group.model);
  const title = `Learning curves: ${placeName(group)}`;
  const yTitle = metricNames[metric];
  const description = [describeCurves(group.cells, yTitle), summaryEnds(group.summaries)]
    .filter((sentence) => sentence !== '')
    .join(' ');
  const series = [
    ...group.summaries.map(({ name, kind, curve }) => ({ name, style: kind, points: pointsOf(curve) })),
    ...group.cells.map(({ strategy, curve }) => ({
      name: strategy,
      style: styleOf(strategy),
      points: pointsOf(curve),
    })),
  ];
  const chart = { title, description, yTitle, xTitle: 'labels', series, zeroLine: false, ceiling: 1 };
  return {
    id,
    title,
    description,
    table: curveTable({
      id,
      title,
      columns: [...group.cells.map(({ strategy, curve }) => ({ name: strategy, curve })), ...group.summaries],
      decimals: scoreDecimals,
      notes: summaryNote([group]),
    }),
    draw: (options) => drawLineChart(chart, options),
  };
}

/** Score minus the mean score of all strategies on the same split (Bakker et al. 2023, figure 3). */
export function relativeCurves(group: ReportGroup, { metric, styleOf, idOf }: FigureContext): Figure {
  const id = idOf('relative', group.dataset, group.setting, group.model);
  const title = `Relative to the average strategy: ${placeName(group)}`;
  const name = metricNames[metric];
  const description = describeRelative(group.cells, name);
  const series = group.cells.map(({ strategy, relative }) => ({
    name: strategy,
    style: styleOf(strategy),
    points: pointsOf(relative),
  }));
  const yTitle = `${name} minus average`;
  const chart = { title, description, yTitle, xTitle: 'labels', series, zeroLine: true, ceiling: null };
  return {
    id,
    title,
    description,
    table: curveTable({
      id,
      title,
      columns: group.cells.map(({ strategy, relative }) => ({ name: strategy, curve: relative })),
      decimals: 4,
      notes: [],
    }),
    draw: (options) => drawLineChart(chart, options),
  };
}

function pointsOf({ labeled, mean, standardError }: Curve): readonly LinePoint[] {
  return labeled.map((x, index) => {
    const y = mean[index] ?? NaN;
    const error = standardError[index] ?? null;
    return { x, y, low: error === null ? null : y - 2 * error, high: error === null ? null : y + 2 * error };
  });
}

function describeCurves(cells: readonly ReportCell[], metric: string): string {
  const { first, last, runs } = extent(cells);
  const sorted = cells.toSorted((a, b) => b.final.mean - a.final.mean);
  const best = sorted[0];
  const sentences = [
    `${capitalised(metric)} on the test rows, from ${first} to ${last} labels: mean over ${runs}${bandWords(cells)}.`,
  ];
  const worst = sorted.at(-1);
  if (best === undefined || worst === undefined) return sentences.join(' ');
  if (cells.length === 1) {
    sentences.push(`${best.strategy} ends with ${fixed(best.final.mean, scoreDecimals)}.`);
    return sentences.join(' ');
  }
  const over = (other: ReportCell): string =>
    above(best.final.mean - other.final.mean, scoreDecimals, other.strategy);
  const next = sorted[1];
  sentences.push(
    `At the end ${best.strategy} is highest with ${fixed(best.final.mean, scoreDecimals)}` +
      (next === undefined || next === worst ? '' : `, ${over(next)}`) +
      `, ${over(worst)}, the lowest.`,
    describeArea(cells),
  );
  return sentences.join(' ');
}

function describeArea(cells: readonly ReportCell[]): string {
  const [best, next] = cells.toSorted((a, b) => b.auac.mean - a.auac.mean);
  if (best === undefined || next === undefined) return '';
  const decimals = areaDecimals(cells.map(({ auac }) => auac.mean));
  const mean = fixed(best.auac.mean, decimals);
  const over = above(best.auac.mean - next.auac.mean, decimals, next.strategy);
  return `By the area under the curve ${best.strategy} is best with ${mean}, ${over}.`;
}

/** "0.05 above random". */
function above(difference: number, decimals: number, other: string): string {
  const text = fixed(difference, decimals);
  if (difference === 0) return `level with ${other}`;
  return Number(text) === 0 ? `just above ${other}` : `${text} above ${other}`;
}

function describeRelative(cells: readonly ReportCell[], metric: string): string {
  const { first, last, runs } = extent(cells);
  const ends = cells
    .map(({ strategy, relative }) => ({ strategy, value: relative.mean.at(-1) ?? NaN }))
    .filter(({ value }) => Number.isFinite(value))
    .sort((a, b) => b.value - a.value);
  const best = ends[0];
  const worst = ends.at(-1);
  const intro =
    `${capitalised(metric)} minus the average of the strategies on the same split, from ${first} to ${last} labels: ` +
    `mean over ${runs}${bandWords(cells)}.`;
  if (best === undefined || worst === undefined) return intro;
  const lowest =
    best === worst ? '' : `, ${worst.strategy} lowest with ${signed(worst.value, scoreDecimals)}`;
  return `${intro} At the end ${best.strategy} is highest with ${signed(best.value, scoreDecimals)}${lowest}.`;
}

function extent(cells: readonly ReportCell[]) {
  const labels = cells.flatMap(({ curve }) => curve.labeled);
  return {
    first: labels.length === 0 ? nothing : labels.reduce((a, b) => Math.min(a, b)),
    last: labels.length === 0 ? nothing : labels.reduce((a, b) => Math.max(a, b)),
    runs: countRange(
      cells.map((cell) => cell.runs),
      'run',
      'runs',
    ),
  };
}

const bandWords = (cells: readonly ReportCell[]): string =>
  cells.some(({ curve }) => curve.standardError.some((error) => error !== null))
    ? '; bands are twice the standard error'
    : '';

interface CurveTable {
  readonly id: string;
  readonly title: string;
  readonly columns: readonly { readonly name: string; readonly curve: Curve }[];
  readonly decimals: number;
  /** More sentences below it. */
  readonly notes: readonly string[];
}

/** A row for each number of labels, a column for each curve. */
function curveTable({ id, title, columns, decimals, notes }: CurveTable): DataTable {
  const curves = columns.map(({ curve }) => curve);
  const labels = [...new Set(curves.flatMap(({ labeled }) => labeled))].sort((a, b) => a - b);
  const places = curves.map(({ labeled }) => new Map(labeled.map((value, index) => [value, index])));
  return {
    id,
    title,
    columns: [
      { name: 'Labels', kind: 'number' },
      ...columns.map(({ name }) => ({ name, kind: 'number', parts: ['mean', 'se'] }) as const),
    ],
    rows: labels.map((value) => [
      { text: String(value), values: [value] },
      ...curves.map(({ mean, standardError }, index): DataCell => {
        const place = places[index]?.get(value);
        const at = place === undefined ? null : (mean[place] ?? null);
        const error = place === undefined ? null : (standardError[place] ?? null);
        const text = fixed(at, decimals);
        return { text: error === null ? text : `${text} ± ${fixed(error, decimals)}`, values: [at, error] };
      }),
    ]),
    note: ['Mean ± standard error over runs.', ...notes].join(' '),
  };
}

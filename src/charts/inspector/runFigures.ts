import type { RunHistory } from '../../protocol/inspectorRun.ts';
import type { ExperimentMetric } from '../../protocol/experiment.ts';
import type { DataCell, DataColumn } from '../dataTable.ts';
import { drawLineChart } from '../drawing/lineChart.ts';
import type { LineChart, LineSeries } from '../drawing/lineChart.ts';
import type { Figure } from '../figure.ts';
import {
  areaDecimals,
  capitalised,
  duration,
  fixed,
  metricNames,
  nothing,
  scoreDecimals,
} from '../wording.ts';

/** Beyond so many classes, the first are drawn; the table has all. */
const MOST_CLASSES = 12;

export interface RunFigureOptions {
  /** Labels that the step that is looked at knew. */
  readonly labels: number | null;
  readonly metric: ExperimentMetric;
}

/** The score that the experiment is about, as it was recorded on the test rows. */
export function scoreFigure(history: RunHistory, { labels, metric }: RunFigureOptions): Figure {
  const { labeled, scores, auac } = history;
  const name = metricNames[metric];
  const best = scores.reduce((a, b) => Math.max(a, b), -Infinity);
  return lineFigure({
    id: 'run-score',
    title: `${capitalised(name)} on the test rows`,
    description:
      `${capitalised(name)} of each step's model on rows that were never labeled, as it was recorded. It goes from ` +
      `${fixed(scores[0] ?? NaN, scoreDecimals)} with ${labeled[0] ?? 0} labels to ` +
      `${fixed(scores.at(-1) ?? NaN, scoreDecimals)} with ${labeled.at(-1) ?? 0}; the highest is ` +
      `${fixed(best, scoreDecimals)}, the area under the curve ${fixed(auac, areaDecimals([auac]))}.`,
    yTitle: name,
    labeled,
    lines: [{ name, values: scores }],
    decimals: scoreDecimals,
    ceiling: 1,
    labels,
  });
}

/** How many of the test rows of each class were found. */
export function recallFigure(history: RunHistory, { labels }: RunFigureOptions): Figure {
  const { labeled, recall, classes, rareClasses } = history;
  const rare = rareClasses.map((index) => classes[index] ?? '');
  return lineFigure({
    id: 'run-recall',
    title: 'Recall of each class',
    description:
      'Share of the test rows of each class that the model found. ' +
      `At the end: ${classes.map((name, index) => `${name} ${fixed(recall.at(-1)?.[index] ?? null, scoreDecimals)}`).join(', ')}.` +
      (rare.length === 0 ? '' : ` Rare in this setting: ${rare.join(', ')}.`),
    yTitle: 'recall',
    labeled,
    lines: classes.map((name, index) => ({ name, values: recall.map((each) => each[index] ?? null) })),
    decimals: scoreDecimals,
    ceiling: 1,
    labels,
  });
}

/** Labels of each class that each step knew; `balance` is scores times classes. */
export function runBalanceFigure(
  { labeled, classes }: RunHistory,
  balance: readonly (readonly number[])[],
  { labels }: RunFigureOptions,
): Figure {
  const last = balance.at(-1) ?? [];
  return lineFigure({
    id: 'run-balance',
    title: 'Labels of each class',
    description:
      'How many labels of each class each step knew. In the end: ' +
      `${classes.map((name, index) => `${name} ${last[index] ?? 0}`).join(', ')}.`,
    yTitle: 'labels of the class',
    labeled,
    lines: classes.map((name, index) => ({ name, values: balance.map((each) => each[index] ?? 0) })),
    decimals: 0,
    ceiling: null,
    labels,
  });
}

/** What the computer took for each step. */
export function runTimeFigure(history: RunHistory, { labels }: RunFigureOptions): Figure {
  const { labeled, fitSeconds, selectSeconds } = history;
  const sum = (values: readonly number[]): number => values.reduce((a, b) => a + b, 0);
  return lineFigure({
    id: 'run-time',
    title: 'Time of each step',
    description:
      'Seconds that the task model took to be fitted, and the strategy to choose. Over the run: ' +
      `${duration(sum(fitSeconds))} of fitting, ${duration(sum(selectSeconds))} of choosing.`,
    yTitle: 'seconds',
    labeled,
    lines: [
      { name: 'fit', values: fitSeconds },
      { name: 'choose', values: labeled.map((_, step) => selectSeconds[step] ?? null) },
    ],
    decimals: 4,
    ceiling: null,
    labels,
  });
}

interface LineFigure extends Pick<LineChart, 'title' | 'description' | 'yTitle' | 'ceiling'> {
  readonly id: string;
  /** Of each value. */
  readonly labeled: readonly number[];
  readonly lines: readonly { readonly name: string; readonly values: readonly (number | null)[] }[];
  readonly decimals: number;
  readonly labels: number | null;
}

function lineFigure({ id, labeled, lines, decimals, labels, ...chart }: LineFigure): Figure {
  const { title, description } = chart;
  const series = lines.slice(0, MOST_CLASSES).map(({ name, values }, style): LineSeries => ({
    name,
    style,
    points: labeled.flatMap((x, step) => {
      const y = values[step] ?? null;
      return y === null ? [] : [{ x, y, low: null, high: null }];
    }),
  }));
  const number = (name: string): DataColumn => ({ name, kind: 'number' });
  const cell = (value: number | null, text: string): DataCell => ({ text, values: [value] });
  return {
    id,
    title,
    description,
    table: {
      id,
      title,
      columns: [number('Labels'), ...lines.map(({ name }) => number(name))],
      rows: labeled.map((count, step) => [
        cell(count, count.toLocaleString('en')),
        ...lines.map(({ values }) => {
          const value = values[step] ?? null;
          return cell(value, value === null ? nothing : fixed(value, decimals));
        }),
      ]),
      note: '',
    },
    draw: (options) =>
      drawLineChart(
        { ...chart, series, xTitle: 'labels', zeroLine: chart.ceiling === null, markX: labels },
        options,
      ),
  };
}

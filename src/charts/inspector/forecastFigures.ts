import type { CurvePoint, ForecastAnswer, TargetReach } from '../../protocol/forecast.ts';
import { numberCell } from '../dataTable.ts';
import type { DataCell, DataTable } from '../dataTable.ts';
import { drawLineChart } from '../drawing/lineChart.ts';
import type { LineSeries } from '../drawing/lineChart.ts';
import type { Figure } from '../figure.ts';
import { capitalised } from '../wording.ts';
import { pointsText, shareText, targetSentences, timeText, todaySentence } from './forecastWords.ts';
import type { ForecastTarget } from './forecastWords.ts';

/** The learning curve: what is measured, what is forecast, and the target. */
export function curveFigure(answer: ForecastAnswer, target: ForecastTarget, score: string): Figure {
  const { measured, curve, labels, horizon, today } = answer;
  const title = 'Learning curve';
  const wanted = target.kind === 'score' ? target.value : today.value + target.value;
  const first = measured[0]?.labels ?? labels;
  const flat = [first, horizon].map((x) => ({ x, y: 100 * wanted, low: null, high: null }));
  const series: readonly LineSeries[] = [
    { name: 'forecast', style: 0, points: curve.map(toPoint) },
    { name: 'measured', style: 1, points: measured.map(toPoint) },
    { name: 'target', style: 2, points: flat },
  ];
  const description = [
    `${capitalised(score)} by number of labels: measured up to the present, forecast from there on.`,
    todaySentence(answer, score),
    ...targetSentences(answer, target, score),
  ].join(' ');
  const chart = {
    title,
    description,
    xTitle: 'labels',
    yTitle: `${score}, %`,
    series,
    zeroLine: false,
    ceiling: 100,
  };
  return {
    id: 'forecast-curve',
    title,
    description,
    table: curveTable(title, answer),
    draw: (options) => drawLineChart(chart, options),
  };
}

const toPoint = ({ labels, value, low, high }: CurvePoint): LineSeries['points'][number] => ({
  x: labels,
  y: 100 * value,
  low: 100 * low,
  high: 100 * high,
});

function curveTable(title: string, { measured, curve }: ForecastAnswer): DataTable {
  const row = (kind: string, { labels, value, low, high }: CurvePoint): DataCell[] => [
    { text: kind },
    numberCell(String(labels), labels),
    numberCell(shareText(value), value),
    numberCell(shareText(low), low),
    numberCell(shareText(high), high),
  ];
  return {
    id: 'forecast-curve',
    title,
    columns: [
      { name: 'Kind', kind: 'text' },
      { name: 'Labels', kind: 'number' },
      { name: 'Score', kind: 'number' },
      { name: 'From', kind: 'number' },
      { name: 'To', kind: 'number' },
    ],
    rows: [
      ...measured.map((point) => row('measured', point)),
      ...curve.map((point) => row('forecast', point)),
    ],
    note: '',
  };
}

/** What every target takes: gains, or scores. */
export function targetTable(answer: ForecastAnswer, kind: ForecastTarget['kind']): DataTable {
  const targets = kind === 'gain' ? answer.gains : answer.scores;
  const interval = `${shareText(answer.level)} interval`;
  return {
    id: `forecast-${kind}s`,
    title: kind === 'gain' ? 'What each gain takes' : 'What each score takes',
    columns: [
      { name: kind === 'gain' ? 'Gain' : 'Score', kind: 'number' },
      { name: 'Labels', kind: 'number' },
      { name: 'Least', kind: 'number' },
      { name: 'Most', kind: 'number' },
      { name: 'Time', kind: 'number' },
      { name: 'Reached', kind: 'number' },
    ],
    rows: targets.map((reach) => [
      numberCell(kind === 'gain' ? pointsText(reach.target) : shareText(reach.target), reach.target),
      labelCell(reach.labels),
      labelCell(reach.low),
      labelCell(reach.high),
      timeCell(reach),
      numberCell(shareText(reach.ever), reach.ever),
    ]),
    note:
      `Labels still to be set, and their time: half of the forecasts are there by then; least and most: ${interval}; ` +
      `“never”: not with ${answer.horizon.toLocaleString('en')} labels, as far as the forecast goes. Reached: share of the forecasts that get there by then.`,
  };
}

const never = 'never';

const labelCell = (labels: number | null): DataCell =>
  numberCell(labels === null ? never : labels.toLocaleString('en'), labels);

const timeCell = ({ seconds }: TargetReach): DataCell =>
  numberCell(seconds === null ? '–' : seconds === 0 ? '0' : timeText(seconds), seconds);

import { drawBarChart } from '../drawing/barChart.ts';
import type { Figure } from '../figure.ts';
import { placeName } from '../reportGroups.ts';
import type { ReportGroup } from '../reportGroups.ts';
import { countRange, duration, secondsText } from '../wording.ts';
import type { FigureContext } from './curveFigures.ts';

/** Times that differ by more are drawn on a logarithmic axis. */
const largestLinearRatio = 20;

/** Mean seconds of one step: fit, predictions on the pool, choice. */
export function timePerStep({ cells, ...place }: ReportGroup, { styleOf, idOf }: FigureContext): Figure {
  const id = idOf('time', place.dataset, place.setting, place.model);
  const title = `Time per step: ${placeName(place)}`;
  const times = cells.map(({ secondsPerStep }) => secondsPerStep).filter((seconds) => seconds > 0);
  const logarithmic = Math.max(...times) > largestLinearRatio * Math.min(...times);
  const runs = countRange(
    cells.map((cell) => cell.runs),
    'run',
    'runs',
  );
  const description = `Mean time of one step (fit, predictions on the pool, choice) over ${runs}. ${compare(cells)}`;
  const bars = cells.map(({ strategy, secondsPerStep }) => ({
    name: strategy,
    style: styleOf(strategy),
    value: secondsPerStep,
    text: duration(secondsPerStep),
  }));
  const xTitle = logarithmic ? 'time a step (log scale)' : 'time a step';
  const chart = { title, description, xTitle, bars, logarithmic, format: axisTime };
  return {
    id,
    title,
    description,
    table: {
      id,
      title,
      columns: [
        { name: 'Strategy', kind: 'text' },
        { name: 'Seconds per step', kind: 'number' },
      ],
      rows: cells.map(({ strategy, secondsPerStep }) => [
        { text: strategy },
        { text: secondsText(secondsPerStep), values: [secondsPerStep] },
      ]),
      note: '',
    },
    draw: (options) => drawBarChart(chart, options),
  };
}

/** Powers of ten stay such: no minutes. */
const axisTime = (seconds: number): string =>
  seconds >= 1 ? `${Number(seconds.toPrecision(3))} s` : duration(seconds);

function compare(cells: ReportGroup['cells']): string {
  const sorted = cells.toSorted((a, b) => a.secondsPerStep - b.secondsPerStep);
  const fastest = sorted[0];
  const slowest = sorted.at(-1);
  if (fastest === undefined || slowest === undefined) return '';
  if (fastest === slowest) return `${fastest.strategy} takes ${duration(fastest.secondsPerStep)}.`;
  const ratio = slowest.secondsPerStep / fastest.secondsPerStep;
  const times = Number.isFinite(ratio) ? `, ${Number(ratio.toPrecision(2))} times as long` : '';
  return (
    `${fastest.strategy} is fastest with ${duration(fastest.secondsPerStep)}, ` +
    `${slowest.strategy} slowest with ${duration(slowest.secondsPerStep)}${times}.`
  );
}

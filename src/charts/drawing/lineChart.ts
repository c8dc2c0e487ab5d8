import { scaleLinear } from 'd3-scale';
import { area, line } from 'd3-shape';
import type { ChartColours, DrawOptions } from '../figure.ts';
import { seriesStyle } from '../palette.ts';
import type { SeriesLook } from '../palette.ts';
import { axisHeight, horizontalAxis, ticksAlong, ticksUp, tickRoom, verticalAxis } from './axes.ts';
import type { Box } from './axes.ts';
import { endLabelRoom, endLabels } from './endLabels.ts';
import { layOutLegend } from './legend.ts';
import { marker } from './marker.ts';
import { element, emptyDocument, escapeText, svgDocument } from './svg.ts';

export interface LinePoint {
  readonly x: number;
  readonly y: number;
  /** The band around it; null where there is none. */
  readonly low: number | null;
  readonly high: number | null;
}

export interface LineSeries {
  readonly name: string;
  /** See `seriesStyle`. */
  readonly style: SeriesLook;
  /** Ascending in x. */
  readonly points: readonly LinePoint[];
}

export interface LineChart {
  readonly title: string;
  readonly description: string;
  readonly xTitle: string;
  readonly yTitle: string;
  /** The first lies under the others. */
  readonly series: readonly LineSeries[];
  /** A line at 0, which the axis then reaches. */
  readonly zeroLine: boolean;
  /** What values can be at most; the axis does not go beyond. */
  readonly ceiling: number | null;
  /** Where a line from top to bottom stands. */
  readonly markX?: number | null;
}

/** Above the data: the title of the vertical axis. */
const topRoom = 30;
const lowestPlot = 150;

/** A line for each series, named at its end where there is room, else below. */
export function drawLineChart(chart: LineChart, options: DrawOptions): string {
  const { width, height, colours } = options;
  const series = chart.series.filter(({ points }) => points.length > 0);
  const page = { ...chart, width, height, colours };
  if (series.length === 0) return emptyDocument(page, 'There is nothing to draw yet.');
  const plotHeight = height - topRoom - axisHeight;
  const [low, high] = valueRange(chart, series);
  const y = scaleLinear([low, high], [topRoom + plotHeight, topRoom]);
  const left = tickRoom(ticksUp(y, plotHeight));
  const room = endLabelRoom(series, { width, height: plotHeight });
  const legend = layOutLegend(
    room > 0 ? [] : series.map((each) => entryOf(each, colours)),
    { left: 4, right: width - 4 },
    colours,
  );
  const bottom = topRoom + Math.max(lowestPlot, plotHeight - legend.height);
  const box = { left, right: width - Math.max(room, 14), top: topRoom, bottom };
  const content = [
    ...plot(chart, series, box, { low, high, colours }),
    room > 0 ? endLabels(series, { box, room, y: y.range([bottom, topRoom]) }, colours) : '',
    legend.draw(bottom + axisHeight),
  ];
  return svgDocument({ ...page, height: bottom + axisHeight + legend.height }, content);
}

const entryOf = ({ name, style }: LineSeries, colours: ChartColours) => ({
  name,
  style: seriesStyle(style, colours),
  sample: 'line' as const,
});

/** Round numbers around all points and bands. */
function valueRange({ zeroLine, ceiling }: LineChart, series: readonly LineSeries[]): [number, number] {
  const values = series
    .flatMap(({ points }) => points.flatMap(({ y, low, high }) => [y, low ?? y, high ?? y]))
    .filter(Number.isFinite);
  if (zeroLine) values.push(0);
  const lowest = values.reduce((a, b) => Math.min(a, b), Infinity);
  const highest = values.reduce((a, b) => Math.max(a, b), -Infinity);
  if (lowest > highest) return [0, 1];
  // A flat line is drawn in the middle.
  const margin = highest > lowest ? 0 : Math.max(0.01, Math.abs(highest) * 0.05);
  const [low = lowest, high = highest] = scaleLinear([lowest - margin, highest + margin], [0, 1])
    .nice(6)
    .domain();
  const points = series.flatMap((each) => each.points.map((point) => point.y));
  const top = ceiling !== null && points.every((value) => value <= ceiling) ? Math.min(high, ceiling) : high;
  return [low, Math.max(top, low + Number.EPSILON)];
}

interface Plotting {
  readonly low: number;
  readonly high: number;
  readonly colours: ChartColours;
}

function plot(
  chart: LineChart,
  series: readonly LineSeries[],
  box: Box,
  { low, high, colours }: Plotting,
): readonly string[] {
  const x = scaleLinear(xRange(series, chart.markX ?? null), [box.left + 8, box.right - 4]);
  const y = scaleLinear([low, high], [box.bottom, box.top]).clamp(true);
  const xTicks = ticksAlong(x, Math.max(2, Math.floor((box.right - box.left) / 60)), true);
  const zero = element('line', {
    x1: box.left,
    x2: box.right,
    y1: y(0),
    y2: y(0),
    stroke: colours.quiet,
    'stroke-width': 1.25,
  });
  const placed = series.map((each) => ({
    ...each,
    style: seriesStyle(each.style, colours),
    points: each.points.map((point) => ({
      x: x(point.x),
      y: Number.isFinite(point.y) ? y(point.y) : null,
      low: point.low === null ? null : y(point.low),
      high: point.high === null ? null : y(point.high),
    })),
  }));
  return [
    verticalAxis(ticksUp(y, box.bottom - box.top), box, chart.yTitle, colours),
    horizontalAxis(xTicks, box, chart.xTitle, colours),
    chart.zeroLine ? zero : '',
    chart.markX === undefined || chart.markX === null
      ? ''
      : element('line', {
          x1: x(chart.markX),
          x2: x(chart.markX),
          y1: box.top,
          y2: box.bottom,
          stroke: colours.foreground,
          'stroke-dasharray': '3 3',
        }),
    ...placed.map((each) => band(each, placed.length)),
    ...placed.map((each, index) => curve(each, index, colours)),
  ];
}

function xRange(series: readonly LineSeries[], mark: number | null): [number, number] {
  const values = series.flatMap(({ points }) => points.map(({ x }) => x));
  if (mark !== null) values.push(mark);
  const lowest = values.reduce((a, b) => Math.min(a, b), Infinity);
  const highest = values.reduce((a, b) => Math.max(a, b), -Infinity);
  return highest > lowest ? [lowest, highest] : [lowest - 1, highest + 1];
}

interface Placed {
  readonly name: string;
  readonly style: ReturnType<typeof seriesStyle>;
  /** Pixels; null where there is no value. */
  readonly points: readonly {
    readonly x: number;
    readonly y: number | null;
    readonly low: number | null;
    readonly high: number | null;
  }[];
}

/** Bands of many series lie over each other, so they get paler. */
function band({ points, style }: Placed, seriesCount: number): string {
  const shape = area<Placed['points'][number]>()
    .defined(({ low, high }) => low !== null && high !== null)
    .x(({ x }) => x)
    .y0(({ low }) => low ?? 0)
    .y1(({ high }) => high ?? 0)
    .digits(2)([...points]);
  if (shape === null) return '';
  return element('path', { d: shape, fill: style.colour, 'fill-opacity': seriesCount > 5 ? 0.07 : 0.15 });
}

/** A marker at every point, or at about eight of many; those of neighbouring series are staggered. */
function curve({ points, style, name }: Placed, index: number, { background }: ChartColours): string {
  const shape = line<Placed['points'][number]>()
    .defined(({ y }) => y !== null)
    .x(({ x }) => x)
    .y(({ y }) => y ?? 0)
    .digits(2)([...points]);
  const every = Math.max(1, Math.floor(points.length / 8));
  const marked = points.filter((_, place) => place % every === index % every);
  return element(
    'g',
    {},
    element('title', {}, escapeText(name)),
    element('path', {
      d: shape ?? '',
      fill: 'none',
      stroke: style.colour,
      'stroke-width': style.width,
      'stroke-dasharray': style.dash,
      'stroke-linejoin': 'round',
    }),
    ...marked.map(({ x, y }) => (y === null ? '' : marker({ x, y }, style, background))),
  );
}

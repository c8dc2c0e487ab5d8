import { scaleLinear } from 'd3-scale';
import type { DrawOptions } from '../figure.ts';
import { seriesStyle } from '../palette.ts';
import {
  axisHeight,
  horizontalAxis,
  ticksAlong,
  ticksUp,
  tickRoom,
  uprightGrid,
  verticalAxis,
} from './axes.ts';
import { marker } from './marker.ts';
import { element, emptyDocument, escapeText, svgDocument } from './svg.ts';

export interface ScatterPoint {
  readonly x: number;
  readonly y: number;
  /** Half the length of the bar along x; 0 = none. */
  readonly reach: number;
  /** What it is, for those who point at it. */
  readonly name: string;
}

export interface ScatterChart {
  readonly title: string;
  readonly description: string;
  readonly xTitle: string;
  readonly yTitle: string;
  readonly points: readonly ScatterPoint[];
}

const topRoom = 30;
const margin = 14;

/** Points with bars along x, around lines at 0. */
export function drawScatterChart(chart: ScatterChart, options: DrawOptions): string {
  const { width, height, colours } = options;
  const { points } = chart;
  const page = { ...chart, width, height, colours };
  if (points.length === 0) return emptyDocument(page, 'There is nothing to draw yet.');
  const y = scaleLinear(rangeOf(points.map((point) => point.y)), [height - axisHeight, topRoom]);
  const ticks = ticksUp(y, height - axisHeight - topRoom);
  const box = { left: tickRoom(ticks), right: width - margin, top: topRoom, bottom: height - axisHeight };
  const x = scaleLinear(rangeOf(points.flatMap((point) => [point.x - point.reach, point.x + point.reach])), [
    box.left + 8,
    box.right - 4,
  ]);
  const along = ticksAlong(x, Math.max(2, Math.floor((box.right - box.left) / 80)));
  const style = seriesStyle(0, colours);
  const content = [
    uprightGrid(along, box, colours),
    verticalAxis(ticks, box, chart.yTitle, colours),
    horizontalAxis(along, box, chart.xTitle, colours),
    element('line', { x1: box.left, x2: box.right, y1: y(0), y2: y(0), stroke: colours.quiet }),
    element('line', { x1: x(0), x2: x(0), y1: box.top, y2: box.bottom, stroke: colours.quiet }),
    ...points.map((point) =>
      element(
        'g',
        {},
        element('title', {}, escapeText(point.name)),
        element('line', {
          x1: x(point.x - point.reach),
          x2: x(point.x + point.reach),
          y1: y(point.y),
          y2: y(point.y),
          stroke: style.colour,
          'stroke-opacity': 0.3,
        }),
        marker({ x: x(point.x), y: y(point.y) }, style, colours.background),
      ),
    ),
  ];
  return svgDocument(page, content);
}

/** Round numbers around all values and 0. */
function rangeOf(values: readonly number[]): [number, number] {
  const lowest = Math.min(0, ...values);
  const highest = Math.max(0, ...values);
  if (lowest === highest) return [-0.01, 0.01];
  const [low = lowest, high = highest] = scaleLinear([lowest, highest], [0, 1]).nice(6).domain();
  return [low, high];
}

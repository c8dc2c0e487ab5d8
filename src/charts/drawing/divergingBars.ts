import { scaleLinear } from 'd3-scale';
import type { ChartColours, DrawOptions } from '../figure.ts';
import { seriesStyle } from '../palette.ts';
import { axisHeight, horizontalAxis, ticksAlong, uprightGrid } from './axes.ts';
import type { Box } from './axes.ts';
import { nameRoom, rowHeightFor, rowName } from './barChart.ts';
import { fieldPaint } from './legend.ts';
import { element, emptyDocument, fontSize, label, svgDocument } from './svg.ts';
import { textWidth } from './textWidth.ts';

export interface DivergingBar {
  readonly name: string;
  /** Above 0: to the right; below: to the left. */
  readonly value: number;
  /** The value as it is read. */
  readonly text: string;
}

export interface DivergingBars {
  readonly title: string;
  readonly description: string;
  readonly xTitle: string;
  readonly bars: readonly DivergingBar[];
}

const topRoom = 10;

/** Horizontal bars to both sides of a line at 0, one below the other, with names to the left. */
export function drawDivergingBars(chart: DivergingBars, { width, height, colours }: DrawOptions): string {
  const { bars } = chart;
  const page = { ...chart, width, height, colours };
  if (bars.length === 0) return emptyDocument(page, 'There is nothing to draw yet.');
  const rowHeight = rowHeightFor(height, bars.length);
  const names = nameRoom(
    bars.map(({ name }) => name),
    width,
  );
  const texts = Math.max(...bars.map(({ text }) => textWidth(text, fontSize.small)));
  const bottom = topRoom + rowHeight * bars.length;
  const box = { left: names + 14, right: width - 10, top: topRoom, bottom };
  const x = scaleLinear(
    domainOf(bars.map(({ value }) => value)),
    // Room for the values at the ends of the longest bars.
    [box.left + texts + 8, box.right - texts - 8],
  );
  const ticks = ticksAlong(x, Math.max(2, Math.floor((box.right - box.left) / 90)));
  const content = [
    uprightGrid(ticks, box, colours),
    horizontalAxis(ticks, box, chart.xTitle, colours),
    element('line', { x1: x(0), x2: x(0), y1: box.top, y2: box.bottom, stroke: colours.quiet }),
    ...bars.map((bar, index) =>
      drawBar(bar, { x, middle: box.top + rowHeight * (index + 0.5), rowHeight, box }, colours),
    ),
  ];
  return svgDocument({ ...page, height: bottom + axisHeight }, content);
}

/** Both sides of 0 where there are bars on both, else 0 at the edge. */
function domainOf(values: readonly number[]): [number, number] {
  const low = Math.min(0, ...values);
  const high = Math.max(0, ...values);
  return low === high ? [0, 1] : [low, high];
}

interface Placing {
  readonly x: (value: number) => number;
  readonly middle: number;
  readonly rowHeight: number;
  readonly box: Box;
}

function drawBar(
  { name, value, text }: DivergingBar,
  { x, middle, rowHeight, box }: Placing,
  colours: ChartColours,
): string {
  const thickness = Math.min(20, rowHeight * 0.62);
  const [from, to] = value < 0 ? [x(value), x(0)] : [x(0), x(value)];
  return [
    rowName(name, { middle, box }, colours),
    element('rect', {
      x: from,
      y: middle - thickness / 2,
      width: Math.max(1, to - from),
      height: thickness,
      ...fieldPaint(seriesStyle(value < 0 ? 1 : 0, colours).colour),
    }),
    label({
      x: value < 0 ? from - 6 : to + 6,
      y: middle + 4,
      text,
      fill: colours.foreground,
      anchor: value < 0 ? 'end' : 'start',
      size: fontSize.small,
    }),
  ].join('');
}

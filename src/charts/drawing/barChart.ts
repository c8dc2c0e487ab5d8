import { scaleLinear, scaleLog } from 'd3-scale';
import type { ChartColours, DrawOptions } from '../figure.ts';
import { seriesStyle } from '../palette.ts';
import { axisHeight, horizontalAxis, uprightGrid, withRoom } from './axes.ts';
import type { Box } from './axes.ts';
import { fieldPaint } from './legend.ts';
import { element, emptyDocument, fontSize, label, svgDocument } from './svg.ts';
import { textWidth } from './textWidth.ts';

export interface Bar {
  readonly name: string;
  /** Number of its style, see `seriesStyle`. */
  readonly style: number;
  /** At least 0. */
  readonly value: number;
  /** The value with its unit. */
  readonly text: string;
}

export interface BarChart {
  readonly title: string;
  readonly description: string;
  readonly xTitle: string;
  readonly bars: readonly Bar[];
  /** A value on the axis, with its unit. */
  readonly format: (value: number) => string;
  /** Tenfold steps; a value of 0 has no bar. */
  readonly logarithmic: boolean;
}

const topRoom = 10;

/** Height of a row of bars: as the wished height has it, but neither cramped nor mostly empty. */
export const rowHeightFor = (height: number, rows: number): number =>
  Math.max(22, Math.min(34, (height - topRoom - axisHeight) / Math.max(1, rows)));

/** Room for the names of rows to the left of their bars. */
export function nameRoom(names: readonly string[], width: number): number {
  const widest = Math.max(0, ...names.map((name) => textWidth(name, fontSize.normal)));
  return Math.min(Math.ceil(widest) + 1, width * 0.34);
}

/** Horizontal bars, one below the other, with names to the left and values at their ends. */
export function drawBarChart(chart: BarChart, { width, height, colours }: DrawOptions): string {
  const { bars } = chart;
  const page = { ...chart, width, height, colours };
  if (bars.length === 0) return emptyDocument(page, 'There is nothing to draw yet.');
  const rowHeight = rowHeightFor(height, bars.length);
  const names = nameRoom(
    bars.map(({ name }) => name),
    width,
  );
  const texts = Math.max(...bars.map(({ text }) => textWidth(text, fontSize.small)));
  const box = {
    left: names + 14,
    right: width - texts - 14,
    top: topRoom,
    bottom: topRoom + rowHeight * bars.length,
  };
  const x = valueScale(chart, box);
  const ticks = withRoom(
    tickValues(x.domain(), chart.logarithmic).map((value) => ({ at: x(value), text: chart.format(value) })),
  );
  const rows = bars.map((bar, index) =>
    drawRow(bar, { x: x(bar.value), middle: box.top + rowHeight * (index + 0.5), rowHeight, box }, colours),
  );
  const content = [
    uprightGrid(ticks, box, colours),
    horizontalAxis(ticks, box, chart.xTitle, colours),
    ...rows,
  ];
  return svgDocument({ ...page, height: box.bottom + axisHeight }, content);
}

function valueScale({ bars, logarithmic }: BarChart, { left, right }: Box) {
  const values = bars.map(({ value }) => value).filter((value) => value > 0);
  const highest = values.reduce((a, b) => Math.max(a, b), 0);
  if (!logarithmic || highest === 0) {
    return scaleLinear([0, highest === 0 ? 1 : highest], [left, right]).nice(5);
  }
  // The shortest bar is to be seen as one: the axis begins half a decade before it at least.
  const lowest = values.reduce((a, b) => Math.min(a, b), highest);
  const first = 10 ** Math.floor(Math.log10(lowest / 3));
  return scaleLog([first, highest], [left, right]).clamp(true);
}

/** Round numbers: powers of ten on a logarithmic axis. */
function tickValues([from = 0, to = 1]: readonly number[], logarithmic: boolean): readonly number[] {
  if (!logarithmic) return scaleLinear([from, to], [0, 1]).ticks(6);
  const first = Math.ceil(Math.log10(from) - 1e-9);
  const last = Math.floor(Math.log10(to) + 1e-9);
  return Array.from({ length: last - first + 1 }, (_, index) => 10 ** (first + index));
}

interface Row {
  readonly x: number;
  readonly middle: number;
  readonly rowHeight: number;
  readonly box: Box;
}

function drawRow(
  { name, style, text }: Bar,
  { x, middle, rowHeight, box }: Row,
  colours: ChartColours,
): string {
  const thickness = Math.min(20, rowHeight * 0.62);
  const end = Number.isFinite(x) ? Math.max(box.left, x) : box.left;
  return [
    rowName(name, { middle, box }, colours),
    element('rect', {
      x: box.left,
      y: middle - thickness / 2,
      width: end - box.left,
      height: thickness,
      ...fieldPaint(seriesStyle(style, colours).colour),
    }),
    label({ x: end + 6, y: middle + 4, text, fill: colours.foreground, size: fontSize.small }),
  ].join('');
}

/** A name beside its row, cut where it is too long. */
export const rowName = (
  name: string,
  { middle, box }: { readonly middle: number; readonly box: Box },
  { foreground }: ChartColours,
): string =>
  label({
    x: box.left - 8,
    y: middle + 4,
    text: name,
    fill: foreground,
    anchor: 'end',
    maxWidth: box.left - 12,
  });
